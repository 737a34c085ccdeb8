//! Indicators: targets, changes of targets, and measurements.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone;

use crate::schema::{
    big_integer, big_integer_null, create, date, index, key, part_of, pk_uuid, rule, text, text_null, uuid,
    uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let indicator = Table::create()
            .table("indicator")
            .col(pk_uuid("id"))
            .col(uuid_null("project_id"))
            .col(text("name"))
            .col(key(manager, "name_key"))
            .col(text("unit"))
            .col(text_null("description"))
            .check(rule("indicator_name_filled", "length(name_key) > 0"))
            .foreign_key(&mut part_of("indicator_project", ("indicator", "project_id"), "project"))
            .take();
        create(
            manager,
            indicator,
            [
                index("indicator_unique", "indicator", &["project_id", "name_key"]).unique().take(),
                index("indicator_of_all_unique", "indicator", &["name_key"])
                    .unique()
                    .and_where(Expr::col("project_id").is_null())
                    .take(),
                index("indicator_by_name", "indicator", &["name_key", "id"]),
            ],
        )
        .await?;

        let target = Table::create()
            .table("target")
            .col(pk_uuid("id"))
            .col(uuid("indicator_id"))
            .col(text_null("period"))
            .col(big_integer("value"))
            .foreign_key(&mut part_of("target_indicator", ("target", "indicator_id"), "indicator"))
            .take();
        let unique = index("target_unique", "target", &["indicator_id", "period"]).unique().take();
        create(manager, target, [unique]).await?;

        let measurement = Table::create()
            .table("measurement")
            .col(pk_uuid("id"))
            .col(uuid("indicator_id"))
            .col(text("measured"))
            .col(date("last_day"))
            .col(big_integer("value"))
            .col(text_null("note"))
            .foreign_key(&mut part_of("measurement_indicator", ("measurement", "indicator_id"), "indicator"))
            .take();
        let by_day = index("measurement_by_day", "measurement", &["indicator_id", "last_day", "id"]);
        create(manager, measurement, [by_day]).await?;

        let target_change = Table::create()
            .table("target_change")
            .col(pk_uuid("id"))
            .col(uuid("indicator_id"))
            .col(text_null("period"))
            .col(big_integer_null("before"))
            .col(big_integer_null("after"))
            .col(text_null("reason"))
            .col(text_null("changed_by"))
            .col(timestamp_with_time_zone("changed_at"))
            .foreign_key(&mut part_of(
                "target_change_indicator",
                ("target_change", "indicator_id"),
                "indicator",
            ))
            .take();
        let by_indicator = index("target_change_by_indicator", "target_change", &["indicator_id", "id"]);
        create(manager, target_change, [by_indicator]).await
    }
}

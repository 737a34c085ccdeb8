//! Participations: the organisations and unnamed groups in a project.

use sea_orm_migration::prelude::*;

use crate::schema::{
    cents_null, create, index, integer_null, money_range, one_of, pk_uuid, reference, rule, text, text_null,
    uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const ROLES: [&str; 5] =
    ["coordinator", "beneficiary", "affiliated_entity", "associated_partner", "subcontractor"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("participation")
            .col(pk_uuid("id"))
            .col(uuid("project_id"))
            .col(uuid_null("organisation_id"))
            .col(text_null("group_label"))
            .col(integer_null("group_size"))
            .col(text_null("role"))
            .col(text_null("country"))
            .col(text_null("joined"))
            .col(text_null("left"))
            .col(cents_null("budget_share"))
            .col(text("currency"))
            .check(rule(
                "participation_organisation_or_group",
                "(organisation_id IS NULL) <> (group_label IS NULL)",
            ))
            .check(rule("participation_group_label_filled", "length(group_label) > 0"))
            .check(rule(
                "participation_group_size",
                "group_size IS NULL OR (group_size > 0 AND group_label IS NOT NULL)",
            ))
            .check(one_of("participation_role", "role", &ROLES))
            .check(rule("participation_country_form", "length(country) = 2"))
            .check(rule("participation_currency_form", "length(currency) = 3"))
            .check(money_range("participation_budget_share_range", "budget_share"))
            .foreign_key(&mut reference("participation_project", ("participation", "project_id"), "project"))
            .foreign_key(&mut reference(
                "participation_organisation",
                ("participation", "organisation_id"),
                "organisation",
            ))
            .take();
        create(
            manager,
            table,
            [
                index("participation_by_project", "participation", &["project_id", "id"]),
                index("participation_by_organisation", "participation", &["organisation_id", "project_id"]),
                index("participation_by_country", "participation", &["country", "project_id"]),
            ],
        )
        .await
    }
}

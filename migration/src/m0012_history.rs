//! The history of changed dates and of stages.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::timestamp_with_time_zone;

use crate::schema::{
    create, date, date_null, index, one_of, part_of, pk_uuid, rule, text, text_null, uuid, uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut date_change = of_one_thing(
            "date_change",
            ["date_change_project", "date_change_deliverable", "date_change_milestone", "date_change_report"],
            "date_change_of_one",
        );
        date_change
            .col(text("what"))
            .col(text_null("before"))
            .col(text_null("after"))
            .col(date_null("before_on"))
            .col(date_null("after_on"))
            .col(text_null("reason"))
            .col(text_null("changed_by"))
            .col(timestamp_with_time_zone("changed_at"))
            .check(one_of("date_change_what", "what", &["start", "end", "due"]));
        create(manager, date_change, indexes("date_change", DATE_INDEXES)).await?;

        let mut stage_move = of_one_thing(
            "stage_move",
            ["stage_move_project", "stage_move_deliverable", "stage_move_milestone", "stage_move_report"],
            "stage_move_of_one",
        );
        stage_move
            .col(text("from_stage"))
            .col(text("to_stage"))
            .col(date("moved_on"))
            .col(text_null("note"))
            .col(text_null("moved_by"))
            .col(timestamp_with_time_zone("recorded_at"))
            .check(rule("stage_move_moves", "from_stage <> to_stage"));
        create(manager, stage_move, indexes("stage_move", MOVE_INDEXES)).await
    }
}

const ITEMS: [(&str, &str); 3] =
    [("deliverable_id", "deliverable"), ("milestone_id", "milestone"), ("report_id", "report")];
const DATE_INDEXES: [&str; 4] = [
    "date_change_by_project",
    "date_change_by_deliverable",
    "date_change_by_milestone",
    "date_change_by_report",
];
const MOVE_INDEXES: [&str; 4] =
    ["stage_move_by_project", "stage_move_by_deliverable", "stage_move_by_milestone", "stage_move_by_report"];

/// A table of events of a project, or of one item in it.
fn of_one_thing(
    name: &'static str,
    [project, rest @ ..]: [&'static str; 4],
    of_one: &'static str,
) -> TableCreateStatement {
    let mut table = Table::create();
    table.table(name).col(pk_uuid("id")).col(uuid("project_id"));
    table.foreign_key(&mut part_of(project, (name, "project_id"), "project"));
    for ((column, to), foreign_key) in ITEMS.into_iter().zip(rest) {
        table.col(uuid_null(column)).foreign_key(&mut part_of(foreign_key, (name, column), to));
    }
    table.check(rule(
        of_one,
        "(deliverable_id IS NULL OR milestone_id IS NULL) AND (deliverable_id IS NULL OR report_id IS NULL) \
         AND (milestone_id IS NULL OR report_id IS NULL)",
    ));
    table
}

fn indexes(table: &'static str, [project, rest @ ..]: [&'static str; 4]) -> Vec<IndexCreateStatement> {
    let mut indexes = vec![index(project, table, &["project_id", "id"])];
    indexes.extend(ITEMS.into_iter().zip(rest).map(|((column, _), name)| index(name, table, &[column])));
    indexes
}

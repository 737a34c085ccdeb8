//! The plan of a project: work packages, deliverables, milestones and reports.

use sea_orm_migration::prelude::*;

use crate::schema::{
    create, date_null, index, key, one_of, part_of, pk_uuid, reference, rule, text, text_null, uuid,
    uuid_null,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TYPES: [&str; 8] = ["R", "DEM", "DEC", "DATA", "DMP", "ETHICS", "SECURITY", "OTHER"];
const LEVELS: [&str; 5] = ["PU", "SEN", "R-UE/EU-R", "C-UE/EU-C", "S-UE/EU-S"];
const SUBMISSION: [&str; 4] = ["planned", "submitted", "accepted", "rejected"];
const MILESTONE: [&str; 3] = ["planned", "achieved", "missed"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut work_package =
            item(manager, "work_package", "work_package_number_filled", "work_package_project");
        period(&mut work_package, "work_package_days");
        work_package.col(text_null("summary"));
        led(&mut work_package, "work_package_lead", "work_package");
        create(manager, work_package, of_project("work_package", "work_package_unique")).await?;

        let mut deliverable =
            item(manager, "deliverable", "deliverable_number_filled", "deliverable_project");
        due(&mut deliverable, "deliverable_due_days", "deliverable_stage", &SUBMISSION);
        led(&mut deliverable, "deliverable_lead", "deliverable");
        deliverable
            .col(text_null("description"))
            .col(text_null("kind"))
            .col(text_null("dissemination"))
            .col(uuid_null("work_package_id"))
            .check(one_of("deliverable_kind", "kind", &TYPES))
            .check(one_of("deliverable_dissemination", "dissemination", &LEVELS))
            .foreign_key(&mut reference(
                "deliverable_work_package",
                ("deliverable", "work_package_id"),
                "work_package",
            ));
        create(manager, deliverable, of_project("deliverable", "deliverable_unique")).await?;
        let by_work_package = index("deliverable_by_work_package", "deliverable", &["work_package_id"]);
        manager.create_index(by_work_package).await?;

        let mut milestone = item(manager, "milestone", "milestone_number_filled", "milestone_project");
        due(&mut milestone, "milestone_due_days", "milestone_stage", &MILESTONE);
        led(&mut milestone, "milestone_lead", "milestone");
        milestone
            .col(text_null("description"))
            .col(text_null("verification"))
            .col(uuid_null("work_package_id"))
            .foreign_key(&mut reference(
                "milestone_work_package",
                ("milestone", "work_package_id"),
                "work_package",
            ));
        create(manager, milestone, of_project("milestone", "milestone_unique")).await?;
        manager.create_index(index("milestone_by_work_package", "milestone", &["work_package_id"])).await?;

        let mut report = item(manager, "report", "report_number_filled", "report_project");
        due(&mut report, "report_due_days", "report_stage", &SUBMISSION);
        period(&mut report, "report_days");
        create(manager, report, of_project("report", "report_unique")).await?;

        for (table, by_due, by_lead) in [
            ("deliverable", "deliverable_by_due", Some("deliverable_by_lead")),
            ("milestone", "milestone_by_due", Some("milestone_by_lead")),
            ("report", "report_by_due", None),
        ] {
            manager.create_index(index(by_due, table, &["due_on", "id"])).await?;
            if let Some(by_lead) = by_lead {
                manager.create_index(index(by_lead, table, &["lead_id"])).await?;
            }
        }
        manager.create_index(index("work_package_by_lead", "work_package", &["lead_id"])).await?;
        // The agenda reads the end dates of projects, and projects can be sorted by their dates.
        manager.create_index(index("project_by_start", "project", &["first_day", "id"])).await?;
        manager.create_index(index("project_by_end", "project", &["last_day", "id"])).await?;
        manager.create_index(index("project_by_manager", "project", &["manager", "acronym_key", "id"])).await
    }
}

fn item(
    manager: &SchemaManager<'_>,
    name: &'static str,
    filled: &'static str,
    project: &'static str,
) -> TableCreateStatement {
    Table::create()
        .table(name)
        .col(pk_uuid("id"))
        .col(uuid("project_id"))
        .col(text("number"))
        .col(key(manager, "number_key"))
        .col(text("title"))
        .check(rule(filled, "length(number_key) > 0"))
        .foreign_key(&mut part_of(project, (name, "project_id"), "project"))
        .take()
}

fn of_project(table: &'static str, unique: &'static str) -> [IndexCreateStatement; 1] {
    [index(unique, table, &["project_id", "number_key"]).unique().take()]
}

fn period(table: &mut TableCreateStatement, days: &'static str) {
    table
        .col(text_null("begins"))
        .col(text_null("ends"))
        .col(date_null("begins_on"))
        .col(date_null("ends_on"))
        .check(rule(
            days,
            "(begins IS NOT NULL OR begins_on IS NULL) AND (ends IS NOT NULL OR ends_on IS NULL)",
        ));
}

fn due(table: &mut TableCreateStatement, days: &'static str, stage: &'static str, stages: &[&str]) {
    table
        .col(text_null("due"))
        .col(date_null("due_on"))
        .col(text_null("original_due"))
        .col(date_null("original_due_on"))
        .col(text("stage"))
        .col(date_null("stage_on"))
        .check(rule(
            days,
            "(due IS NOT NULL OR due_on IS NULL) AND (original_due IS NOT NULL OR original_due_on IS NULL)",
        ))
        .check(one_of(stage, "stage", stages));
}

fn led(table: &mut TableCreateStatement, name: &'static str, of: &'static str) {
    table.col(uuid_null("lead_id")).foreign_key(&mut reference(name, (of, "lead_id"), "organisation"));
}

use std::collections::HashMap;

use entity::portfolio::report;
use entity::value::ProjectId;
use openapi::portfolio::projects::ProjectRef;
use openapi::portfolio::reports::{Report, ReportInput};

pub(super) fn report(row: report::Model, projects: &HashMap<ProjectId, ProjectRef>) -> Option<Report> {
    Some(Report {
        id: row.id,
        project: projects.get(&row.project_id)?.clone(),
        number: row.number,
        title: row.title,
        start: row.begins,
        end: row.ends,
        first_day: row.begins_on,
        last_day: row.ends_on,
        due: row.due,
        due_on: row.due_on,
        original_due: row.original_due,
        original_due_on: row.original_due_on,
        stage: row.stage,
        stage_on: row.stage_on,
    })
}

/// The input fields of a report.
pub(super) fn to_input(row: report::Model) -> ReportInput {
    ReportInput {
        number: row.number,
        title: row.title,
        start: row.begins,
        end: row.ends,
        due: row.due,
        reason: None,
    }
}

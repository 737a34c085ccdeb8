use entity::portfolio::work_package;
use openapi::portfolio::work_packages::{WorkPackage, WorkPackageInput};

use crate::portfolio::plan::references::Labels;

pub(super) fn work_package(row: work_package::Model, names: &Labels) -> Option<WorkPackage> {
    Some(WorkPackage {
        id: row.id,
        project: names.project(row.project_id)?,
        number: row.number,
        title: row.title,
        summary: row.summary,
        lead: names.lead(row.lead_id),
        start: row.begins,
        end: row.ends,
        first_day: row.begins_on,
        last_day: row.ends_on,
    })
}

/// The input fields of a work package.
pub(super) fn to_input(row: work_package::Model) -> WorkPackageInput {
    WorkPackageInput {
        number: row.number,
        title: row.title,
        summary: row.summary,
        lead: row.lead_id,
        start: row.begins,
        end: row.ends,
    }
}

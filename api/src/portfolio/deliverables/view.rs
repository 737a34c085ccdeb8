use entity::portfolio::deliverable;
use entity::value::ItemNumber;
use openapi::portfolio::deliverables::{Deliverable, DeliverableInput};

use crate::portfolio::plan::references::Labels;

pub(super) fn deliverable(row: deliverable::Model, names: &Labels) -> Option<Deliverable> {
    Some(Deliverable {
        id: row.id,
        project: names.project(row.project_id)?,
        number: row.number,
        title: row.title,
        description: row.description,
        kind: row.kind,
        dissemination: row.dissemination,
        work_package: names.work_package(row.work_package_id),
        lead: names.lead(row.lead_id),
        due: row.due,
        due_on: row.due_on,
        original_due: row.original_due,
        original_due_on: row.original_due_on,
        stage: row.stage,
        stage_on: row.stage_on,
    })
}

/// The input fields of a deliverable.
pub(super) fn to_input(row: deliverable::Model, work_package: Option<ItemNumber>) -> DeliverableInput {
    DeliverableInput {
        number: row.number,
        title: row.title,
        description: row.description,
        kind: row.kind,
        dissemination: row.dissemination,
        work_package,
        lead: row.lead_id,
        due: row.due,
        reason: None,
    }
}

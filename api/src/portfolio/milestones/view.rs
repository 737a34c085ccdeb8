use entity::portfolio::milestone;
use entity::value::ItemNumber;
use openapi::portfolio::milestones::{Milestone, MilestoneInput};

use crate::portfolio::plan::references::Labels;

pub(super) fn milestone(row: milestone::Model, names: &Labels) -> Option<Milestone> {
    Some(Milestone {
        id: row.id,
        project: names.project(row.project_id)?,
        number: row.number,
        title: row.title,
        description: row.description,
        verification: row.verification,
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

/// The input fields of a milestone.
pub(super) fn to_input(row: milestone::Model, work_package: Option<ItemNumber>) -> MilestoneInput {
    MilestoneInput {
        number: row.number,
        title: row.title,
        description: row.description,
        verification: row.verification,
        work_package,
        lead: row.lead_id,
        due: row.due,
        reason: None,
    }
}

use std::collections::HashMap;

use entity::finance::cost;
use entity::value::ProjectId;
use openapi::finance::costs::{Cost, CostInput};
use openapi::portfolio::projects::ProjectRef;

use crate::finance::budgets::names::Names;

pub(super) fn cost(
    row: cost::Model,
    projects: &HashMap<ProjectId, ProjectRef>,
    names: &Names,
) -> Option<Cost> {
    Some(Cost {
        id: row.id,
        project: projects.get(&row.project_id)?.clone(),
        funding_line: row.funding_line_id,
        partner: names.partner(row.participation_id),
        category: row.category,
        work_package: names.work_package(row.work_package_id),
        incurred_on: row.incurred_on,
        amount: row.amount,
        currency: row.currency,
        document: row.document,
        person: row.person,
        days: row.days,
        description: row.description,
        stage: row.stage,
    })
}

/// The input fields of a cost.
pub(super) fn to_input(row: cost::Model, names: &Names) -> CostInput {
    CostInput {
        budget_line: None,
        funding_line: row.funding_line_id,
        partner: row.participation_id,
        category: Some(row.category),
        work_package: names.work_package(row.work_package_id).map(|named| named.number),
        incurred_on: row.incurred_on,
        amount: row.amount,
        currency: Some(row.currency),
        document: row.document,
        person: row.person,
        days: row.days,
        description: row.description,
    }
}

use chrono::NaiveDate;
use entity::finance::cost;
use entity::value::{CostCategory, CostId, CostStage, ParticipationId, ProjectId, WorkPackageId, fold};
use openapi::finance::costs::CostInput;
use openapi::platform::error_code::ErrorCode;

use crate::platform::validation::ValidationErrors;

/// The partner, category and work package of a cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct CostPlace {
    pub(super) partner: Option<ParticipationId>,
    pub(super) category: CostCategory,
    pub(super) work_package: Option<WorkPackageId>,
}

/// Checks the input of a cost, as of a day.
pub(super) fn check(input: &CostInput, today: NaiveDate, pointer: &str, faults: &mut ValidationErrors) {
    if input.incurred_on > today {
        let detail = "a cost cannot be incurred in the future";
        faults.push(&format!("{pointer}/incurred_on"), ErrorCode::Future, detail);
    }
    for (member, written) in [("document", &input.document), ("person", &input.person)] {
        if let Some(written) = written {
            faults.blank(&format!("{pointer}/{member}"), written);
        }
    }
    if input.days.is_some() && input.person.is_none() {
        faults.push(
            &format!("{pointer}/person"),
            ErrorCode::Required,
            "`days` need the `person` who worked them",
        );
    }
    if input.days.is_some_and(|days| days.amount().is_sign_negative()) {
        faults.push(&format!("{pointer}/days"), ErrorCode::Negative, "the days worked cannot be negative");
    }
}

pub(super) fn row(id: CostId, project_id: ProjectId, place: CostPlace, input: CostInput) -> cost::Model {
    let CostInput {
        budget_line: _,
        funding_line,
        partner: _,
        category: _,
        work_package: _,
        incurred_on,
        amount,
        currency,
        document,
        person,
        days,
        description,
    } = input;
    cost::Model {
        id,
        project_id,
        funding_line_id: funding_line,
        participation_id: place.partner,
        category: place.category,
        work_package_id: place.work_package,
        incurred_on,
        amount,
        currency: currency.unwrap_or_default(),
        document_key: document.as_deref().map(fold),
        document,
        person_key: person.as_deref().map(fold),
        person,
        days,
        description,
        stage: CostStage::Declared,
    }
}

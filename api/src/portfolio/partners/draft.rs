use entity::portfolio::participation;
use entity::value::{ParticipationId, Period, ProjectId};
use openapi::platform::error_code::ErrorCode;
use openapi::portfolio::partners::PartnerInput;

use crate::platform::validation::ValidationErrors;

/// Validates the input of a partner.
pub(super) fn check(form: &PartnerInput, faults: &mut ValidationErrors) {
    if form.organisation.is_some() == form.group.is_some() {
        faults.push("", ErrorCode::OrganisationOrGroup, "give either an `organisation` or a `group`");
    }
    if let Some(group) = &form.group {
        faults.blank("/group/label", &group.label);
    }
    if form.budget_share.is_some() && form.currency.is_none() {
        faults.push("/currency", ErrorCode::Required, "give the `currency` of the amount");
    }
    if (Period { start: form.joined, end: form.left }).is_reversed() {
        faults.push("/left", ErrorCode::Reversed, "`left` is before `joined`");
    }
}

/// The row of a partner of a project.
pub(super) fn row(id: ParticipationId, project_id: ProjectId, form: PartnerInput) -> participation::Model {
    let PartnerInput { organisation, group, role, country, joined, left, budget_share, currency } = form;
    let (group_label, group_size) = group.map(|group| (group.label, group.size)).unzip();
    participation::Model {
        id,
        project_id,
        organisation_id: organisation,
        group_label,
        group_size: group_size.flatten(),
        role,
        country,
        joined,
        left,
        budget_share,
        currency: currency.unwrap_or_default(),
    }
}

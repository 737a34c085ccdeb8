//! A part of an organisation in a project, with its new values.

use chrono::NaiveDate;
use entity::portfolio::participation;
use entity::value::{CurrencyCode, OrganisationId, PartialDate, ParticipationId, Period, ProjectId};

use super::portal::{First, Merge};
use super::roles::InRole;
use crate::platform::app::UnitOfWork;

/// A day as a partial date.
pub(super) fn day(on: NaiveDate) -> Option<PartialDate> {
    on.to_string().parse().ok()
}

/// The day on which a part left, never before it joined.
pub(super) fn after_joining(part: &participation::Model, left: Option<PartialDate>) -> Option<PartialDate> {
    if (Period { start: part.joined, end: left }).is_reversed() { part.joined } else { left }
}

/// The merged part, and why its share could not be set.
pub(super) fn merged(
    was: &participation::Model,
    part: &InRole,
    merge: &mut Merge<'_>,
) -> (participation::Model, Option<String>) {
    let role = merge.field("role", was.role, Some(part.role), First::Keep);
    let left = match part.updated.filter(|_| part.has_left) {
        Some(on) => merge.field("left", was.left, after_joining(was, day(on)), First::Keep),
        // The file says that it left, but not when.
        None if part.has_left => was.left,
        None => merge.field("left", was.left, None, First::Keep),
    };
    let country = merge.field("country", was.country, part.country, First::Replace);
    let euro = CurrencyCode::default();
    let is_other = part.share.is_some() && was.budget_share.is_some() && was.currency != euro;
    let notice = is_other.then(|| format!("the budget share is in {} and was not changed", was.currency));
    let budget_share = if is_other {
        was.budget_share
    } else {
        merge.field("share", was.budget_share, part.share, First::Keep)
    };
    let currency = if is_other || budget_share.is_none() || budget_share == was.budget_share {
        was.currency
    } else {
        euro
    };
    (participation::Model { role, left, country, budget_share, currency, ..was.clone() }, notice)
}

/// A new part without data.
pub(super) fn new_part(
    work: &UnitOfWork<'_>,
    project_id: ProjectId,
    organisation: OrganisationId,
) -> participation::Model {
    participation::Model {
        id: ParticipationId(work.id()),
        project_id,
        organisation_id: Some(organisation),
        group_label: None,
        group_size: None,
        role: None,
        country: None,
        joined: None,
        left: None,
        budget_share: None,
        currency: CurrencyCode::default(),
    }
}

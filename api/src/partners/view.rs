use entity::{organisation, participation};
use openapi::partners::{Group, NewPartner, Partner};
use openapi::projects::ProjectRef;

use crate::organisations::view::organisation_ref;

pub(super) fn partner(
    project: ProjectRef,
    organisation: Option<&organisation::Model>,
    row: participation::Model,
) -> Partner {
    Partner {
        id: row.id,
        project,
        organisation: organisation.map(organisation_ref),
        group: row.group_label.map(|label| Group { label, size: row.group_size }),
        role: row.role,
        country: row.country.or_else(|| organisation?.country),
        joined: row.joined,
        left: row.left,
        budget_share: row.budget_share,
        currency: row.currency,
    }
}

/// What is said of a partner.
pub(super) fn said(row: participation::Model) -> NewPartner {
    NewPartner {
        organisation: row.organisation_id,
        group: row.group_label.map(|label| Group { label, size: row.group_size }),
        role: row.role,
        country: row.country,
        joined: row.joined,
        left: row.left,
        currency: row.budget_share.map(|_| row.currency),
        budget_share: row.budget_share,
    }
}

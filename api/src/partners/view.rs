use std::collections::HashMap;

use entity::value::{OrganisationId, ProjectId};
use entity::{organisation, participation};
use openapi::partners::{Group, NewPartner, Partner};
use openapi::projects::ProjectRef;

use crate::organisations::view::organisation_ref;

pub(super) fn partner(
    row: participation::Model,
    projects: &HashMap<ProjectId, ProjectRef>,
    organisations: &HashMap<OrganisationId, organisation::Model>,
) -> Option<Partner> {
    let organisation = row.organisation_id.and_then(|id| organisations.get(&id));
    Some(Partner {
        id: row.id,
        project: projects.get(&row.project_id)?.clone(),
        organisation: organisation.map(organisation_ref),
        group: row.group_label.map(|label| Group { label, size: row.group_size }),
        role: row.role,
        country: row.country.or_else(|| organisation?.country),
        joined: row.joined,
        left: row.left,
        budget_share: row.budget_share,
        currency: row.currency,
    })
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

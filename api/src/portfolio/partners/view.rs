use entity::portfolio::participation;
use entity::value::CountryCode;
use openapi::portfolio::organisations::OrganisationRef;
use openapi::portfolio::partners::{Group, Partner, PartnerInput};
use openapi::portfolio::projects::ProjectRef;

pub(super) fn partner(
    row: participation::Model,
    project: ProjectRef,
    organisation: Option<OrganisationRef>,
    country: Option<CountryCode>,
) -> Partner {
    Partner {
        id: row.id,
        project,
        organisation,
        group: row.group_label.map(|label| Group { label, size: row.group_size }),
        role: row.role,
        country: row.country.or(country),
        joined: row.joined,
        left: row.left,
        budget_share: Some(row.budget_share),
        currency: row.currency,
    }
}

/// The input fields of a partner.
pub(super) fn to_input(row: participation::Model) -> PartnerInput {
    PartnerInput {
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

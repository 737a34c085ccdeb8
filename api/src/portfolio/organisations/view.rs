use entity::portfolio::organisation;
use openapi::portfolio::organisations::{Organisation, OrganisationInput};

pub(super) fn organisation(row: organisation::Model) -> Organisation {
    Organisation {
        id: row.id,
        name: row.name,
        short_name: row.short_name,
        country: row.country,
        city: row.city,
        activity_type: row.activity_type,
        pic: row.pic,
        oid: row.oid,
        vat_number: row.vat_number,
        website: row.website,
        owner: row.is_owner,
    }
}

/// The input fields of an organisation.
pub(crate) fn to_input(row: organisation::Model) -> OrganisationInput {
    OrganisationInput {
        name: row.name,
        short_name: row.short_name,
        country: row.country,
        city: row.city,
        activity_type: row.activity_type,
        pic: row.pic,
        oid: row.oid,
        vat_number: row.vat_number,
        website: row.website,
        owner: row.is_owner.then_some(true),
    }
}

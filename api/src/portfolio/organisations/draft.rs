use entity::portfolio::organisation;
use entity::value::{OrganisationId, fold};
use openapi::portfolio::organisations::OrganisationInput;

/// The row of an organisation, with the derived columns.
pub(crate) fn row(id: OrganisationId, form: OrganisationInput) -> organisation::Model {
    let OrganisationInput {
        name,
        short_name,
        country,
        city,
        activity_type,
        pic,
        oid,
        vat_number,
        website,
        owner,
    } = form;
    let searched = [Some(name.as_str()), short_name.as_deref(), city.as_deref()];
    organisation::Model {
        id,
        name_key: fold(&name),
        search_key: fold(&searched.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        name,
        short_name,
        country,
        city,
        activity_type,
        pic,
        oid,
        vat_number,
        website,
        is_owner: owner.unwrap_or_default(),
    }
}

/// Whether both values are known and differ.
pub(crate) fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    matches!((one, other), (Some(one), Some(other)) if one != other)
}

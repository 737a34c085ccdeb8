//! Organisations: partners, funders, clients and the owner of the portfolio.

use entity::value::{ActivityType, CountryCode, Oid, OrganisationId, Pic};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;

/// A legal entity: the owner of the portfolio, a partner, a funder or a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0002", "name": "ESS France", "short_name": null, "country": "FR",
    "city": "Paris", "activity_type": "OTH", "pic": "999997930", "oid": "E10099999", "vat_number": null,
    "website": "https://www.example.org", "owner": false
}"#))))]
pub struct Organisation {
    /// The organisation's identifier, a UUID.
    pub id: OrganisationId,
    /// The full name of the organisation.
    #[schema(examples("ESS France"))]
    pub name: String,
    /// The short name or acronym in daily use; null if it is not known.
    #[schema(required)]
    pub short_name: Option<String>,
    /// The country in which the organisation is established; null if it is not known.
    #[schema(required)]
    pub country: Option<CountryCode>,
    /// The city of the registered office; null if it is not known.
    #[schema(examples("Paris"))]
    #[schema(required)]
    pub city: Option<String>,
    /// The type of organisation, with the codes of the Funding & Tenders Portal; null if it is not known.
    #[schema(required)]
    pub activity_type: Option<ActivityType>,
    /// The participant identification code (PIC): nine digits; null if it is not known.
    #[schema(required)]
    pub pic: Option<Pic>,
    /// The Erasmus+ organisation identifier (OID): `E` and eight digits; null if it is not known.
    #[schema(required)]
    pub oid: Option<Oid>,
    /// The VAT number; null if it is not known.
    #[schema(required)]
    pub vat_number: Option<String>,
    /// The web address of the organisation; null if it is not known.
    #[schema(required)]
    pub website: Option<String>,
    /// True if the organisation owns this portfolio. At most one organisation is the owner.
    pub owner: bool,
}

/// A page of organisations.
pub type OrganisationPage = Page<Organisation>;

/// The data of an organisation that a client can set.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "name": "ESS France", "country": "FR", "city": "Paris",
    "activity_type": "OTH" }"#))))]
pub struct OrganisationInput {
    /// The full name of the organisation.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub name: String,
    /// The short name or acronym in daily use.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub short_name: Option<String>,
    /// The country in which the organisation is established.
    pub country: Option<CountryCode>,
    /// The city of the registered office.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub city: Option<String>,
    /// The type of organisation, with the codes of the Funding & Tenders Portal.
    pub activity_type: Option<ActivityType>,
    /// The participant identification code (PIC): nine digits. Unique.
    pub pic: Option<Pic>,
    /// The Erasmus+ organisation identifier (OID): `E` and eight digits. Unique.
    pub oid: Option<Oid>,
    /// The VAT number, as free text.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub vat_number: Option<String>,
    /// The web address of the organisation.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// True if the organisation owns this portfolio. At most one organisation is the owner. Default: false.
    pub owner: Option<bool>,
}

/// A change of an organisation.
pub type OrganisationPatch = MergePatch<OrganisationInput>;

impl PatchExample for OrganisationInput {
    fn change() -> Value {
        json!({ "pic": "999997930", "vat_number": null })
    }
}

/// A reference to an organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrganisationRef {
    /// The organisation's identifier, a UUID.
    pub id: OrganisationId,
    /// The full name of the organisation, for display.
    #[schema(examples("ESS France"))]
    pub name: String,
}

/// Filters for organisations. An organisation must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrganisationFilter {
    /// Only organisations that are established in this country.
    #[param(inline)]
    pub country: Option<CountryCode>,
    /// Only the organisation with this participant identification code (PIC).
    #[param(inline)]
    pub pic: Option<Pic>,
    /// Only the organisation with this Erasmus+ organisation identifier (OID).
    #[param(inline)]
    pub oid: Option<Oid>,
    /// `true`: only partners of at least one project; `false`: only organisations that are partners of none.
    pub partner: Option<bool>,
    /// Only organisations whose name, short name and city together contain all of these words. A word can be
    /// part of a longer word. Case and accents do not matter.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// The sort order: field names, separated by commas, the most important first. A `-` before a name means
    /// descending. Allowed: `name`, `country`, `activity_type`. Empty values come first, or last in
    /// descending order.
    #[param(max_length = 200, example = "country,name")]
    pub sort: Option<String>,
}

//! Organisations.

use entity::value::{ActivityType, CountryCode, Oid, OrganisationId, Pic};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;

/// A legal entity: ourselves, a partner, a funder, a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0002", "name": "ESS France", "short_name": null, "country": "FR",
    "city": "Paris", "activity_type": "OTH", "pic": "999997930", "oid": "E10099999", "vat_number": null,
    "website": "https://www.example.org", "owner": false
})))]
pub struct Organisation {
    /// Its identifier.
    pub id: OrganisationId,
    /// Its name.
    #[schema(examples("ESS France"))]
    pub name: String,
    /// Its name as it is spoken.
    #[schema(required)]
    pub short_name: Option<String>,
    /// Where it is established.
    #[schema(required)]
    pub country: Option<CountryCode>,
    /// The city of its seat.
    #[schema(examples("Paris"))]
    #[schema(required)]
    pub city: Option<String>,
    /// What kind of body it is.
    #[schema(required)]
    pub activity_type: Option<ActivityType>,
    /// Its participant identification code.
    #[schema(required)]
    pub pic: Option<Pic>,
    /// Its Erasmus+ organisation identifier.
    #[schema(required)]
    pub oid: Option<Oid>,
    /// Its VAT number.
    #[schema(required)]
    pub vat_number: Option<String>,
    /// Its web site.
    #[schema(required)]
    pub website: Option<String>,
    /// Whether this portfolio is its own.
    pub owner: bool,
}

/// A page of organisations.
pub type OrganisationPage = Page<Organisation>;

/// What is said of an organisation.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "name": "ESS France", "country": "FR", "city": "Paris", "activity_type": "OTH" })))]
pub struct OrganisationInput {
    /// Its name.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub name: String,
    /// Its name as it is spoken.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub short_name: Option<String>,
    /// Where it is established.
    pub country: Option<CountryCode>,
    /// The city of its seat.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub city: Option<String>,
    /// What kind of body it is.
    pub activity_type: Option<ActivityType>,
    /// Its participant identification code.
    pub pic: Option<Pic>,
    /// Its Erasmus+ organisation identifier.
    pub oid: Option<Oid>,
    /// Its VAT number.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub vat_number: Option<String>,
    /// Its web site.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// Whether the portfolio is its own. One organisation at most is the owner.
    pub owner: Option<bool>,
}

/// A change of what is said of an organisation.
pub type OrganisationPatch = MergePatch<OrganisationInput>;

impl Patched for OrganisationInput {
    fn change() -> Value {
        json!({ "pic": "999997930", "vat_number": null })
    }
}

/// An organisation, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct OrganisationRef {
    /// Its identifier.
    pub id: OrganisationId,
    /// Its name.
    #[schema(examples("ESS France"))]
    pub name: String,
}

/// Which organisations.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrganisationFilter {
    /// Those established there.
    #[param(inline)]
    pub country: Option<CountryCode>,
    /// Those with this participant identification code.
    #[param(inline)]
    pub pic: Option<Pic>,
    /// Those with this Erasmus+ organisation identifier.
    #[param(inline)]
    pub oid: Option<Oid>,
    /// `true`: those that are a partner in a project; `false`: those that are in none.
    pub partner: Option<bool>,
    /// Those whose name, short name or city holds these words, whatever the case and the accents.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `name`, `country`, `activity_type`.
    /// What has no value comes first, and last in descending order.
    #[param(max_length = 200, example = "country,name")]
    pub sort: Option<String>,
}

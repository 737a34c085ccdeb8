//! Partners: who takes part in which project.

use entity::value::{
    CountryCode, CurrencyCode, Money, OrganisationId, PartialDate, ParticipationId, ParticipationRole,
    ProjectId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;
use crate::portfolio::organisations::OrganisationRef;

/// An organisation, or an unnamed group, in a project. One of `organisation` and `group` is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
    "organisation": {
        "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0004", "name": "Chambre de Commerce de Barcelone"
    },
    "group": null, "role": "coordinator", "country": "ES", "joined": null, "left": null, "budget_share": null,
    "currency": "EUR"
})))]
pub struct Partner {
    /// The participation's identifier.
    pub id: ParticipationId,
    /// The project.
    pub project: ProjectRef,
    /// Who.
    #[schema(required)]
    pub organisation: Option<OrganisationRef>,
    /// Who, where only a group is known.
    #[schema(required)]
    pub group: Option<Group>,
    /// What it is in the project, when that is known.
    #[schema(required)]
    pub role: Option<ParticipationRole>,
    /// Its country at the time; the organisation's own when none was recorded.
    #[schema(required)]
    pub country: Option<CountryCode>,
    /// When it joined, if not at the start.
    #[schema(required)]
    pub joined: Option<PartialDate>,
    /// When it left, if before the end.
    #[schema(required)]
    pub left: Option<PartialDate>,
    /// Its share of the budget. Null when it is not known; absent when the caller may not see the project's money.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<Money>, required = false)]
    #[expect(clippy::option_option, reason = "not to be seen is not the same as not known")]
    pub budget_share: Option<Option<Money>>,
    /// The currency of its share.
    pub currency: CurrencyCode,
}

/// A page of partners.
pub type PartnerPage = Page<Partner>;

/// Several organisations that are not named.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// What the group is called.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("5 centres VET"))]
    pub label: String,
    /// How many they are.
    #[schema(minimum = 1, maximum = 2_147_483_647, examples(5))]
    #[serde(default, deserialize_with = "crate::platform::whole::optional")]
    pub size: Option<i32>,
}

/// What is said of a partner of a project: an `organisation`, or a `group` that is not named.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "group": { "label": "5 centres VET", "size": 5 }, "role": "beneficiary", "country": "ES"
})))]
pub struct PartnerInput {
    /// Who.
    pub organisation: Option<OrganisationId>,
    /// Who, where only a group is known.
    pub group: Option<Group>,
    /// What it is in the project.
    pub role: Option<ParticipationRole>,
    /// Its country at the time, where that is not the organisation's own.
    pub country: Option<CountryCode>,
    /// When it joined, if not at the start.
    pub joined: Option<PartialDate>,
    /// When it left, if before the end.
    pub left: Option<PartialDate>,
    /// Its share of the budget, with its currency.
    pub budget_share: Option<Money>,
    /// The currency of its share.
    pub currency: Option<CurrencyCode>,
}

/// A change of what is said of a partner.
pub type PartnerPatch = MergePatch<PartnerInput>;

impl Patched for PartnerInput {
    fn change() -> Value {
        json!({ "role": "associated_partner", "left": "2025-12" })
    }
}

/// Which partners.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PartnerFilter {
    /// Those of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// The participations of this organisation.
    #[param(inline)]
    pub organisation: Option<OrganisationId>,
    /// Those of this country.
    #[param(inline)]
    pub country: Option<CountryCode>,
    /// Those in this role.
    pub role: Option<ParticipationRole>,
}

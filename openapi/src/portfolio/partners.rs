//! Partners: the participation of organisations in projects.

use entity::value::{
    CountryCode, CurrencyCode, Money, OrganisationId, PartialDate, ParticipationId, ParticipationRole,
    ProjectId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;
use crate::portfolio::organisations::OrganisationRef;

/// The participation of an organisation, or of an unnamed group, in a project. Either `organisation` or
/// `group` is set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
    "organisation": {
        "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0004", "name": "Chambre de Commerce de Barcelone"
    },
    "group": null, "role": "coordinator", "country": "ES", "joined": null, "left": null,
    "budget_share": null,
    "currency": "EUR"
}"#))))]
pub struct Partner {
    /// The participation's identifier, a UUID. It is not the identifier of the organisation.
    pub id: ParticipationId,
    /// The project in which the partner participates.
    pub project: ProjectRef,
    /// The organisation; null if the partner is a group.
    #[schema(required)]
    pub organisation: Option<OrganisationRef>,
    /// The group, if its organisations are not named; null if the partner is an organisation.
    #[schema(required)]
    pub group: Option<Group>,
    /// The partner's role in the project, for example `coordinator`. Null if it is not known.
    #[schema(required)]
    pub role: Option<ParticipationRole>,
    /// The partner's country during the project. If none was recorded, the country of the organisation.
    #[schema(required)]
    pub country: Option<CountryCode>,
    /// The date on which the partner joined; null if it joined at the start.
    #[schema(required)]
    pub joined: Option<PartialDate>,
    /// The date on which the partner left; null if it stays until the end.
    #[schema(required)]
    pub left: Option<PartialDate>,
    /// The partner's share of the project's budget. Null if it is not known. Absent if the caller cannot see
    /// the project's money.
    #[serde(default, skip_serializing_if = "Option::is_none", with = "serde_with::rust::double_option")]
    #[schema(value_type = Option<Money>, required = false)]
    #[expect(clippy::option_option, reason = "not to be seen is not the same as not known")]
    pub budget_share: Option<Option<Money>>,
    /// The currency of `budget_share`.
    pub currency: CurrencyCode,
}

/// A page of partners.
pub type PartnerPage = Page<Partner>;

/// A group of organisations that are not named.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// A name or description of the group.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("5 centres VET"))]
    pub label: String,
    /// The number of organisations in the group. Absent if it is not known.
    #[schema(minimum = 1, maximum = 2_147_483_647, examples(5))]
    #[serde(default, deserialize_with = "crate::platform::whole::optional")]
    pub size: Option<i32>,
}

/// The data of a partner that a client can set. Set either `organisation` or `group`. A project has each
/// partner only once in the same role.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "group": { "label": "5 centres VET", "size": 5 }, "role": "beneficiary", "country": "ES"
}"#))))]
pub struct PartnerInput {
    /// The identifier of the organisation. Not allowed together with `group`.
    pub organisation: Option<OrganisationId>,
    /// A group of organisations that are not named. Not allowed together with `organisation`.
    pub group: Option<Group>,
    /// The partner's role in the project, for example `coordinator`.
    pub role: Option<ParticipationRole>,
    /// The partner's country during the project, if it is not the country of the organisation.
    pub country: Option<CountryCode>,
    /// The date on which the partner joined. Absent if it joined at the start.
    pub joined: Option<PartialDate>,
    /// The date on which the partner left. It cannot be before `joined`. Absent if the partner stays until
    /// the end.
    pub left: Option<PartialDate>,
    /// The partner's share of the project's budget. It needs `currency`.
    pub budget_share: Option<Money>,
    /// The currency of `budget_share`. Required with `budget_share`; otherwise the default is `EUR`.
    pub currency: Option<CurrencyCode>,
}

/// A change of a partner.
pub type PartnerPatch = MergePatch<PartnerInput>;

impl PatchExample for PartnerInput {
    fn change() -> Value {
        json!({ "role": "associated_partner", "left": "2025-12" })
    }
}

/// Filters for partners. A partner must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PartnerFilter {
    /// Only partners of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only participations of this organisation.
    #[param(inline)]
    pub organisation: Option<OrganisationId>,
    /// Only partners of this country.
    #[param(inline)]
    pub country: Option<CountryCode>,
    /// Only partners with this role.
    pub role: Option<ParticipationRole>,
}

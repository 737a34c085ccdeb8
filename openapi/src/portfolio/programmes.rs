//! Funding programmes.

use entity::value::{OrganisationId, Period, ProgrammeId, ProgrammeLevel};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
use crate::portfolio::organisations::OrganisationRef;

/// A funding programme, such as Erasmus+.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0006", "name": "Erasmus+", "level": "european",
    "managing_authority": null, "period": { "start": "2021", "end": "2027" },
    "website": "https://erasmus-plus.ec.europa.eu"
}"#))))]
pub struct Programme {
    /// The programme's identifier, a UUID.
    pub id: ProgrammeId,
    /// The name of the programme.
    #[schema(examples("Erasmus+"))]
    pub name: String,
    /// The level of the body that funds the programme, for example `european` or `regional`.
    pub level: ProgrammeLevel,
    /// The organisation that manages the programme; null if it is not known.
    #[schema(required)]
    pub managing_authority: Option<OrganisationRef>,
    /// The programming period, for example 2021 to 2027.
    pub period: Period,
    /// The web address of the programme; null if it is not known.
    #[schema(required)]
    pub website: Option<String>,
}

/// A page of programmes.
pub type ProgrammePage = Page<Programme>;

/// The data of a programme that a client can set.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "name": "equal.brussels", "level": "regional",
    "website": "https://equal.brussels" }"#))))]
pub struct ProgrammeInput {
    /// The name of the programme. Unique; case, accents and white space do not matter.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("Erasmus+"))]
    pub name: String,
    /// The level of the body that funds the programme, for example `european` or `regional`.
    pub level: ProgrammeLevel,
    /// The identifier of the organisation that manages the programme.
    pub managing_authority: Option<OrganisationId>,
    /// The programming period, for example 2021 to 2027.
    pub period: Option<Period>,
    /// The web address of the programme.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
}

/// A change of a programme.
pub type ProgrammePatch = MergePatch<ProgrammeInput>;

impl PatchExample for ProgrammeInput {
    fn change() -> Value {
        json!({ "period": { "start": "2021", "end": "2027" } })
    }
}

/// A reference to a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgrammeRef {
    /// The programme's identifier, a UUID.
    pub id: ProgrammeId,
    /// The name of the programme, for display.
    #[schema(examples("Erasmus+"))]
    pub name: String,
}

/// Filters for programmes. A programme must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProgrammeFilter {
    /// Only programmes of this level.
    pub level: Option<ProgrammeLevel>,
    /// Only programmes whose name contains all of these words. A word can be part of a longer word. Case and
    /// accents do not matter.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// The sort order: field names, separated by commas, the most important first. A `-` before a name means
    /// descending. Allowed: `name`, `level`. Empty values come first, or last in descending order.
    #[param(max_length = 200, example = "level,name")]
    pub sort: Option<String>,
}

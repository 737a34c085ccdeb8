//! Programmes.

use entity::value::{OrganisationId, Period, ProgrammeId, ProgrammeLevel};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::portfolio::organisations::OrganisationRef;

/// A source of funding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0006", "name": "Erasmus+", "level": "european",
    "managing_authority": null, "period": { "start": "2021", "end": "2027" },
    "website": "https://erasmus-plus.ec.europa.eu"
})))]
pub struct Programme {
    /// Its identifier.
    pub id: ProgrammeId,
    /// Its name.
    #[schema(examples("Erasmus+"))]
    pub name: String,
    /// Whose money it spends.
    pub level: ProgrammeLevel,
    /// Who manages it.
    #[schema(required)]
    pub managing_authority: Option<OrganisationRef>,
    /// Its programming period.
    pub period: Period,
    /// Its web site.
    #[schema(required)]
    pub website: Option<String>,
}

/// A page of programmes.
pub type ProgrammePage = Page<Programme>;

/// What is said of a programme.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "name": "equal.brussels", "level": "regional", "website": "https://equal.brussels" })))]
pub struct ProgrammeInput {
    /// Its name, unique whatever its case, accents and white space.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("Erasmus+"))]
    pub name: String,
    /// Whose money it spends.
    pub level: ProgrammeLevel,
    /// Who manages it.
    pub managing_authority: Option<OrganisationId>,
    /// Its programming period.
    pub period: Option<Period>,
    /// Its web site.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
}

/// A change of what is said of a programme.
pub type ProgrammePatch = MergePatch<ProgrammeInput>;

impl Patched for ProgrammeInput {
    fn change() -> Value {
        json!({ "period": { "start": "2021", "end": "2027" } })
    }
}

/// A programme, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgrammeRef {
    /// Its identifier.
    pub id: ProgrammeId,
    /// Its name.
    #[schema(examples("Erasmus+"))]
    pub name: String,
}

/// Which programmes.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProgrammeFilter {
    /// Those of this level.
    pub level: Option<ProgrammeLevel>,
    /// Those whose name holds these words, whatever the case and the accents.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `name`, `level`.
    /// What has no value comes first, and last in descending order.
    #[param(max_length = 200, example = "level,name")]
    pub sort: Option<String>,
}

use entity::value::{Class, Percent, RevenueTargetId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;

/// A target of the board: the share of a class in the revenue of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0051", "year": 2025, "class": "european", "percent": "25",
    "tolerance": "2.5", "note": "Board of 12 June 2025"
}"#))))]
pub struct RevenueTarget {
    /// Revenue target identifier (UUID), set by the server.
    pub id: RevenueTargetId,
    /// The fiscal year.
    #[schema(examples(2025))]
    pub year: i32,
    /// Class of the target.
    pub class: Class,
    /// Target share, in percent.
    #[schema(examples("25"))]
    pub percent: Percent,
    /// Allowed deviation from the target, in percentage points. Beyond it, the split gives a warning.
    #[schema(examples("2.5"))]
    pub tolerance: Percent,
    /// Free-text note, for example the board decision. Null if there is none.
    #[schema(required)]
    pub note: Option<String>,
}

/// A page of targets.
pub type RevenueTargetPage = Page<RevenueTarget>;

/// The fields of a target that a client sets.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "year": 2025, "class": "european", "percent": "25", "tolerance": "2.5", "note": "Board of 12 June 2025"
}"#))))]
pub struct RevenueTargetInput {
    /// The fiscal year. It does not need to be recorded yet.
    #[schema(minimum = 1900, maximum = 2999, examples(2025))]
    #[serde(deserialize_with = "crate::platform::whole::required")]
    pub year: i32,
    /// Class of the target. A class has at most one target per year.
    pub class: Class,
    /// Target share, in percent. The targets of a year add up to at most 100.
    #[schema(examples("25"))]
    pub percent: Percent,
    /// Allowed deviation from the target, in percentage points. Beyond it, the split gives a warning. The
    /// default is 0.
    #[schema(examples("2.5"))]
    pub tolerance: Option<Percent>,
    /// Free-text note, for example the board decision.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub note: Option<String>,
}

/// A partial update of a target (JSON Merge Patch).
pub type RevenueTargetPatch = MergePatch<RevenueTargetInput>;

impl PatchExample for RevenueTargetInput {
    fn change() -> Value {
        json!({ "percent": "30" })
    }
}

/// Filters for targets. A target must match all filters.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RevenueTargetFilter {
    /// Only targets of this fiscal year.
    #[param(minimum = 1900, maximum = 2999)]
    pub year: Option<i32>,
    /// Only targets of this class.
    pub class: Option<Class>,
}

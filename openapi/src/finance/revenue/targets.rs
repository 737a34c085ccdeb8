use entity::value::{Class, Percent, RevenueTargetId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;

/// The share that the board wants a class to have of a year's revenue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0051", "year": 2025, "class": "european", "percent": "25",
    "tolerance": "2.5", "note": "Board of 12 June 2025"
})))]
pub struct RevenueTarget {
    /// Its identifier.
    pub id: RevenueTargetId,
    /// The fiscal year.
    #[schema(examples(2025))]
    pub year: i32,
    /// The class.
    pub class: Class,
    /// The share, in percent.
    #[schema(examples("25"))]
    pub percent: Percent,
    /// By how many percentage points the year may drift from it before the split warns of it.
    #[schema(examples("2.5"))]
    pub tolerance: Percent,
    /// Who wants it, and why.
    #[schema(required)]
    pub note: Option<String>,
}

/// A page of targets.
pub type RevenueTargetPage = Page<RevenueTarget>;

/// What is said of a target.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "year": 2025, "class": "european", "percent": "25", "tolerance": "2.5", "note": "Board of 12 June 2025"
})))]
pub struct RevenueTargetInput {
    /// The fiscal year, recorded or not.
    #[schema(minimum = 1900, maximum = 2999, examples(2025))]
    #[serde(deserialize_with = "crate::platform::whole::required")]
    pub year: i32,
    /// The class; it has one target a year.
    pub class: Class,
    /// The share, in percent; those of a year total at most 100.
    #[schema(examples("25"))]
    pub percent: Percent,
    /// By how many percentage points the year may drift from it before the split warns of it; by default by none.
    #[schema(examples("2.5"))]
    pub tolerance: Option<Percent>,
    /// Who wants it, and why.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub note: Option<String>,
}

/// A change of a target.
pub type RevenueTargetPatch = MergePatch<RevenueTargetInput>;

impl Patched for RevenueTargetInput {
    fn change() -> Value {
        json!({ "percent": "30" })
    }
}

/// Which targets.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RevenueTargetFilter {
    /// Those of this fiscal year.
    #[param(minimum = 1900, maximum = 2999)]
    pub year: Option<i32>,
    /// Those of this class.
    pub class: Option<Class>,
}

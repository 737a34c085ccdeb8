//! Indicators: what is measured of a project, or of the organisation as a whole.

use chrono::{DateTime, Utc};
use entity::value::{IndicatorId, MeasurementId, PartialDate, ProjectId, Quantity, TargetChangeId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// What is measured of a project, or of the organisation as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000e",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0008", "acronym": "DIGIYOU" },
    "name": "Mentor-mentee pairs formed", "unit": "pairs", "description": null,
    "targets": [{ "period": "2025", "value": "22" }],
    "measurements": [
        { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000f", "on": "2025-06", "value": "9", "note": null }
    ],
    "target_changes": [
        {
            "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0010", "period": "2025", "before": "20", "after": "22",
            "reason": "A partner joined", "by": "manager@example.org", "at": "2025-01-15T09:30:00Z"
        }
    ]
})))]
pub struct Indicator {
    /// Its identifier.
    pub id: IndicatorId,
    /// The project; null for the organisation as a whole.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// Its name.
    #[schema(examples("Mentor-mentee pairs formed"))]
    pub name: String,
    /// What is counted.
    #[schema(examples("pairs"))]
    pub unit: String,
    /// What is measured, and how.
    #[schema(required)]
    pub description: Option<String>,
    /// What it is to reach, in the order of the periods.
    pub targets: Vec<Target>,
    /// What was measured, oldest first.
    pub measurements: Vec<Measurement>,
    /// How its targets changed, oldest first.
    pub target_changes: Vec<TargetChange>,
}

/// A page of indicators.
pub type IndicatorPage = Page<Indicator>;

/// What an indicator is to reach in a period.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The period: a year, a month or a day; absent for the whole.
    pub period: Option<PartialDate>,
    /// How much.
    pub value: Quantity,
}

/// What was measured of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Measurement {
    /// Its identifier.
    pub id: MeasurementId,
    /// The period or the day of which it was measured.
    pub on: PartialDate,
    /// How much.
    pub value: Quantity,
    /// How it was measured, or what it means.
    #[schema(required)]
    pub note: Option<String>,
}

/// What is said of a measurement.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "on": "2025-06", "value": "9", "note": "Counted from the signed forms" })))]
pub struct MeasurementInput {
    /// The period or the day of which it was measured.
    pub on: PartialDate,
    /// How much.
    pub value: Quantity,
    /// How it was measured, or what it means.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
}

/// A target that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TargetChange {
    /// The identifier of the change.
    pub id: TargetChangeId,
    /// The period; null for the whole.
    #[schema(required)]
    pub period: Option<PartialDate>,
    /// The target before; null when there was none.
    #[schema(required)]
    pub before: Option<Quantity>,
    /// The target after; null when there is none any more.
    #[schema(required)]
    pub after: Option<Quantity>,
    /// Why.
    #[schema(required)]
    pub reason: Option<String>,
    /// Who changed it, when they said so.
    #[schema(required)]
    pub by: Option<String>,
    /// When they did.
    pub at: DateTime<Utc>,
}

/// What is said of an indicator.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "name": "Mentor-mentee pairs formed", "unit": "pairs", "targets": [{ "period": "2025", "value": "20" }]
})))]
pub struct IndicatorInput {
    /// The project; absent for the organisation as a whole.
    pub project: Option<ProjectId>,
    /// Its name, unique in the project whatever its case, accents and white space.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    #[schema(examples("Mentor-mentee pairs formed"))]
    pub name: String,
    /// What is counted.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("pairs"))]
    pub unit: String,
    /// What is measured, and how.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// What it is to reach: all of its targets, one a period. What they were before is kept.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub targets: Vec<Target>,
    /// What was measured: all of it.
    #[serde(default)]
    #[schema(max_items = 10_000)]
    pub measurements: Vec<MeasurementInput>,
    /// Why targets that were there change: needed when they do, and not otherwise.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: Option<String>,
}

/// A change of what is said of an indicator.
pub type IndicatorPatch = MergePatch<IndicatorInput>;

impl Patched for IndicatorInput {
    fn change() -> Value {
        json!({ "targets": [{ "period": "2025", "value": "22" }], "reason": "A partner joined" })
    }
}

/// Which indicators.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct IndicatorFilter {
    /// Those of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Those whose name holds these words, whatever the case and the accents.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `name`, `unit`.
    /// What has no value comes first, and last in descending order.
    #[param(max_length = 200, example = "name")]
    pub sort: Option<String>,
}

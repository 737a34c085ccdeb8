//! Indicators of a project or of the organisation, with targets and measurements.

use chrono::{DateTime, Utc};
use entity::value::{IndicatorId, MeasurementId, PartialDate, ProjectId, Quantity, TargetChangeId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// An indicator of a project or of the organisation, with its targets and measurements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
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
}"#))))]
pub struct Indicator {
    /// The indicator's identifier, a UUID.
    pub id: IndicatorId,
    /// The project that the indicator measures; null for the organisation as a whole.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// The name of the indicator.
    #[schema(examples("Mentor-mentee pairs formed"))]
    pub name: String,
    /// The unit of the targets and measurements.
    #[schema(examples("pairs"))]
    pub unit: String,
    /// The definition and the method of measurement; null if there is none.
    #[schema(required)]
    pub description: Option<String>,
    /// The targets, in the order of their periods.
    pub targets: Vec<Target>,
    /// The measurements, oldest first.
    pub measurements: Vec<Measurement>,
    /// The changes of the targets, oldest first. The server records them.
    pub target_changes: Vec<TargetChange>,
}

/// A page of indicators.
pub type IndicatorPage = Page<Indicator>;

/// The target of an indicator for a period.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The period of the target: a year, a month or a day. Absent for a target without a period.
    pub period: Option<PartialDate>,
    /// The value to reach, in the unit of the indicator.
    pub value: Quantity,
}

/// A measured value of an indicator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Measurement {
    /// The measurement's identifier, a UUID.
    pub id: MeasurementId,
    /// The period or day of the measurement: a year, a month or a day.
    pub on: PartialDate,
    /// The measured value, in the unit of the indicator.
    pub value: Quantity,
    /// A remark, for example on the method or the meaning. Null if there is none.
    #[schema(required)]
    pub note: Option<String>,
}

/// The data of a measurement that a client can set.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "on": "2025-06", "value": "9",
    "note": "Counted from the signed forms" }"#))))]
pub struct MeasurementInput {
    /// The period or day of the measurement: a year, a month or a day.
    pub on: PartialDate,
    /// The measured value, in the unit of the indicator.
    pub value: Quantity,
    /// A remark, for example on the method or the meaning.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
}

/// A recorded change of a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TargetChange {
    /// The change's identifier, a UUID.
    pub id: TargetChangeId,
    /// The period of the target; null for a target without a period.
    #[schema(required)]
    pub period: Option<PartialDate>,
    /// The old value; null if there was no target.
    #[schema(required)]
    pub before: Option<Quantity>,
    /// The new value; null if the target was removed.
    #[schema(required)]
    pub after: Option<Quantity>,
    /// The reason that the client gave; null if there is none.
    #[schema(required)]
    pub reason: Option<String>,
    /// The name of the user or API key that made the change; null if it is not known.
    #[schema(required)]
    pub by: Option<String>,
    /// The time of the change, in UTC.
    pub at: DateTime<Utc>,
}

/// The data of an indicator that a client can set.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "name": "Mentor-mentee pairs formed", "unit": "pairs", "targets": [{ "period": "2025", "value": "20" }]
}"#))))]
pub struct IndicatorInput {
    /// The identifier of the project. Absent for the organisation as a whole.
    pub project: Option<ProjectId>,
    /// The name of the indicator. Unique within the project, or within the organisation. Case, accents and
    /// white space do not matter.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    #[schema(examples("Mentor-mentee pairs formed"))]
    pub name: String,
    /// The unit of the targets and measurements.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("pairs"))]
    pub unit: String,
    /// The definition and the method of measurement. Line breaks are allowed.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// The complete list of targets, at most one for each period. It replaces the old list. The server
    /// records the old values in `target_changes`.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub targets: Vec<Target>,
    /// The complete list of measurements. It replaces the old list.
    #[serde(default)]
    #[schema(max_items = 10_000)]
    pub measurements: Vec<MeasurementInput>,
    /// The reason for new targets. Required if an existing target changes or is removed; not allowed
    /// otherwise.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: Option<String>,
}

/// A change of an indicator.
pub type IndicatorPatch = MergePatch<IndicatorInput>;

impl PatchExample for IndicatorInput {
    fn change() -> Value {
        crate::example(
            r#"{ "targets": [{ "period": "2025", "value": "22" }], "reason": "A partner joined" }"#,
        )
    }
}

/// Filters for indicators. An indicator must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct IndicatorFilter {
    /// Only indicators of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only indicators whose name contains all of these words. A word can be part of a longer word. Case and
    /// accents do not matter.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// The sort order: field names, separated by commas, the most important first. A `-` before a name means
    /// descending. Allowed: `name`, `unit`. Empty values come first, or last in descending order.
    #[param(max_length = 200, example = "name")]
    pub sort: Option<String>,
}

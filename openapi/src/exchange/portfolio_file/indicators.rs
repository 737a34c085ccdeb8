use chrono::{DateTime, Utc};
use entity::value::{PartialDate, Quantity};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::portfolio::indicators::{MeasurementInput, Target};

/// An indicator of a project or of the organisation as a whole. Its name identifies it there.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileIndicator {
    /// Name of the indicator, unique in the project. Case, accents and white space are ignored.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub name: String,
    /// Unit of the values, for example `people`.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub unit: String,
    /// Description of what is measured, and how.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// Targets, one per period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub targets: Vec<Target>,
    /// Measured values. A different value for the same period corrects the existing measurement, if there is
    /// only one. An equal value changes nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub measurements: Vec<MeasurementInput>,
    /// History of the targets, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub target_changes: Vec<FileTargetChange>,
}

/// A change of a target. All its fields together identify it.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileTargetChange {
    /// Period of the target. Absent for the overall target.
    pub period: Option<PartialDate>,
    /// Target before the change. Absent if there was none.
    pub before: Option<Quantity>,
    /// Target after the change. Absent if the target was removed.
    pub after: Option<Quantity>,
    /// Reason for the change.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: Option<String>,
    /// Name of the person who made the change.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub by: Option<String>,
    /// Time of the change (UTC), to the microsecond.
    pub at: DateTime<Utc>,
}

use chrono::{DateTime, Utc};
use entity::value::{PartialDate, Quantity};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::portfolio::indicators::{MeasurementInput, Target};

/// What is measured of a project, or of the organisation as a whole. Its name tells it apart there.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileIndicator {
    /// Its name, unique in the project whatever its case, accents and white space.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub name: String,
    /// What is counted.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub unit: String,
    /// What is measured, and how.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: Option<String>,
    /// What it is to reach, one a period.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub targets: Vec<Target>,
    /// What was measured. A measurement of the same period with another value corrects the one that is there,
    /// where there is but one; an equal one is the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub measurements: Vec<MeasurementInput>,
    /// How its targets changed, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub target_changes: Vec<FileTargetChange>,
}

/// A target that changed. All of it together tells it apart.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileTargetChange {
    /// The period; absent for the whole.
    pub period: Option<PartialDate>,
    /// The target before; absent when there was none.
    pub before: Option<Quantity>,
    /// The target after; absent when there is none any more.
    pub after: Option<Quantity>,
    /// Why.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: Option<String>,
    /// Who changed it.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub by: Option<String>,
    /// When they did, to the microsecond.
    pub at: DateTime<Utc>,
}

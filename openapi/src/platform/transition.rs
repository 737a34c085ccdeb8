//! Transitions from stage to stage.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

/// A transition to another stage.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "on": "2025-04-28", "note": "Sent through the portal" })))]
pub struct StageChange {
    /// The day of the transition. It cannot be in the future, or before the previous transition. Default:
    /// today.
    pub on: Option<NaiveDate>,
    /// A remark on the transition. It is stored with the stage.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
}

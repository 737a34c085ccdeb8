use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PartialDate;

/// A period with a start and an end. A missing end is an open end; a missing start is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The start date. A year or a month means its first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDate>,
    /// The end date, included in the period. A year or a month means its last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDate>,
}

impl Period {
    /// The first day, if the start is known.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.start.map(PartialDate::first_day)
    }

    /// The last day, if there is an end.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.end.map(PartialDate::last_day)
    }

    /// Whether the period ends before it begins.
    #[must_use]
    pub fn is_reversed(&self) -> bool {
        matches!((self.first_day(), self.last_day()), (Some(first), Some(last)) if last < first)
    }

    /// Whether both dates are missing.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }
}

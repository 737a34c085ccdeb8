use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PartialDate;

/// From when to when. A missing end is an open end; a missing start is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// When it begins, read as the first day of the date given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<PartialDate>,
    /// When it ends, read as the last day of the date given, and included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<PartialDate>,
}

impl Period {
    /// The first day, when the start is known.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.start.map(PartialDate::first_day)
    }

    /// The last day, when there is an end.
    pub fn last_day(&self) -> Option<NaiveDate> {
        self.end.map(PartialDate::last_day)
    }

    /// Whether the period ends before it begins.
    #[must_use]
    pub fn is_reversed(&self) -> bool {
        matches!((self.first_day(), self.last_day()), (Some(first), Some(last)) if last < first)
    }

    /// Whether nothing is known of it.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        self.start.is_none() && self.end.is_none()
    }
}

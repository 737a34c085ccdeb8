use chrono::NaiveDate;
use entity::value::{
    Class, CurrencyCode, EventKind, FiscalYearStatus, Money, PartialDate, Period, ThemeCode,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use super::{FundingLineName, ProjectName};
use crate::finance::revenue::PublishedFigures;

/// A publication. Its title and date tell it apart.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilePublication {
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// The collection it appeared in.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub collection: Option<String>,
    /// When it appeared.
    pub published: PartialDate,
    /// What it is about.
    pub theme: Option<ThemeCode>,
    /// The project it came out of.
    pub project: Option<ProjectName>,
    /// Where it can be read.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
}

/// An event. Its title and start tell it apart.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileEvent {
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// What kind of event.
    pub kind: EventKind,
    /// From when to when: the start is required, and without an end it is over within its start.
    pub period: Period,
    /// Who holds it, when not the owner.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub organiser: Option<String>,
    /// What it is about.
    pub theme: Option<ThemeCode>,
    /// The project it belongs to.
    pub project: Option<ProjectName>,
}

/// A fiscal year.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileFiscalYear {
    /// What it is called, unique.
    #[schema(minimum = 1900, maximum = 2999)]
    pub year: i32,
    /// Its first day, where that is not 1 January.
    pub first_day: Option<NaiveDate>,
    /// Its last day, where that is not twelve months after the first. No day belongs to two fiscal years.
    pub last_day: Option<NaiveDate>,
    /// The currency of its entries.
    pub currency: CurrencyCode,
    /// Whether it still takes entries.
    pub status: FiscalYearStatus,
    /// What was published of it.
    pub published: Option<PublishedFigures>,
}

/// A posting of recognised revenue. It names a `funding_line` or, where only a total is known, a `class`.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileRevenueEntry {
    /// Its number in the books, unique.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: String,
    /// The fiscal year it is posted to.
    #[schema(minimum = 1900, maximum = 2999)]
    pub year: i32,
    /// Its amount; negative in a reversal.
    pub amount: Money,
    /// The currency, which must be the year's.
    pub currency: CurrencyCode,
    /// The funding line it comes from.
    pub funding_line: Option<FundingLineName>,
    /// Its class.
    pub class: Option<Class>,
    /// When it was booked.
    pub booked_on: Option<PartialDate>,
    /// What it is.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: String,
    /// The reference of the entry that it takes back.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reverses: Option<String>,
}

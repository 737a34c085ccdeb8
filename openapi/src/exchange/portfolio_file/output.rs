use chrono::NaiveDate;
use entity::value::{
    Class, CurrencyCode, EventKind, FiscalYearStatus, Money, OtherRevenueKind, PartialDate, Period, ThemeCode,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use super::{FundingLineName, ProjectName};
use crate::finance::revenue::PublishedFigures;

/// A publication. Its title and date identify it.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilePublication {
    /// Title of the publication.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// Collection in which it appeared.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub collection: Option<String>,
    /// Date of publication: a day, a month or a year.
    pub published: PartialDate,
    /// Theme code.
    pub theme: Option<ThemeCode>,
    /// Project that produced the publication.
    pub project: Option<ProjectName>,
    /// URL of the publication.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
}

/// An event. Its title and start identify it.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileEvent {
    /// Title of the event.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// Kind of event.
    pub kind: EventKind,
    /// Start and end of the event. The start is required. Without an end, the event ends within its start
    /// date.
    pub period: Period,
    /// Name of the organiser, if it is not the owner.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub organiser: Option<String>,
    /// Theme code.
    pub theme: Option<ThemeCode>,
    /// Project of the event.
    pub project: Option<ProjectName>,
}

/// A fiscal year.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileFiscalYear {
    /// Name of the fiscal year. It is unique.
    #[schema(minimum = 1900, maximum = 2999)]
    pub year: i32,
    /// First day, if it is not 1 January.
    pub first_day: Option<NaiveDate>,
    /// Last day, if the year does not last twelve months. Fiscal years must not overlap.
    pub last_day: Option<NaiveDate>,
    /// Currency of the entries of the year.
    pub currency: CurrencyCode,
    /// Whether the year is open for entries or closed.
    pub status: FiscalYearStatus,
    /// Figures published for the year.
    pub published: Option<PublishedFigures>,
}

/// A ledger entry of recognised revenue. It needs a `funding_line`, or a `class` if only a total is known.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileRevenueEntry {
    /// Number of the entry in the accounts. It is unique.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: String,
    /// Fiscal year of the entry.
    #[schema(minimum = 1900, maximum = 2999)]
    pub year: i32,
    /// Amount of the entry. The reversal of a positive entry is negative.
    pub amount: Money,
    /// Currency of the amount. It must be the currency of the fiscal year.
    pub currency: CurrencyCode,
    /// Funding line of the revenue.
    pub funding_line: Option<FundingLineName>,
    /// Class of the revenue, if no funding line is known.
    pub class: Option<Class>,
    /// Kind of revenue, only with the class `other`. The default is `miscellaneous`.
    pub other_kind: Option<OtherRevenueKind>,
    /// Booking date: a day, a month or a year.
    pub booked_on: Option<PartialDate>,
    /// Description of the entry.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub description: String,
    /// In a reversal: the reference of the entry that it reverses.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reverses: Option<String>,
}

use chrono::NaiveDate;
use entity::value::{
    Class, CurrencyCode, FiscalYearId, FiscalYearStatus, FundingLineId, Money, PartialDate, RevenueEntryId,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Closing, PublishedFigures};
use crate::platform::page::Page;

/// A posting of recognised revenue: never changed, corrected by its reversal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c001e", "year": 2024, "reference": "2024/european",
    "amount": "266000.00", "currency": "EUR", "funding_line": null, "class": "european", "booked_on": null,
    "description": "Turnover of 2024 as published, 1,4 million, times the published share of 19 %",
    "reverses": null, "reversed_by": null
})))]
pub struct RevenueEntry {
    /// Its identifier.
    pub id: RevenueEntryId,
    /// The fiscal year it is posted to.
    #[schema(examples(2024))]
    pub year: i32,
    /// Its number in the books.
    pub reference: String,
    /// Its amount; negative in a reversal.
    pub amount: Money,
    /// The currency, which is the year's.
    pub currency: CurrencyCode,
    /// The funding line it comes from.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// Its class, where no line is known.
    #[schema(required)]
    pub class: Option<Class>,
    /// When it was booked, when that is known.
    #[schema(required)]
    pub booked_on: Option<PartialDate>,
    /// What it is.
    pub description: String,
    /// The entry that it takes back.
    #[schema(required)]
    pub reverses: Option<RevenueEntryId>,
    /// The entry that takes it back.
    #[schema(required)]
    pub reversed_by: Option<RevenueEntryId>,
}

/// A page of revenue entries.
pub type RevenueEntryPage = Page<RevenueEntry>;

/// Which entries.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RevenueEntryFilter {
    /// Those of this fiscal year.
    #[param(minimum = 1900, maximum = 2999)]
    pub year: Option<i32>,
    /// Those of this funding line.
    #[param(inline)]
    pub funding_line: Option<FundingLineId>,
    /// Those of this class.
    pub class: Option<Class>,
}

/// A fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c001f", "year": 2024, "first_day": "2024-01-01",
    "last_day": "2024-12-31", "currency": "EUR", "status": "open",
    "published": {
        "source": "Rapport d'activités 2024", "total": { "amount": "1400000.00", "precision": "100000.00" },
        "shares": [
            { "class": "european", "percent": "19", "precision": "1" },
            { "class": "national", "percent": "62", "precision": "1" },
            { "class": "consultancy", "percent": "19", "precision": "1" }
        ]
    },
    "closing": null
})))]
pub struct FiscalYear {
    /// Its identifier.
    pub id: FiscalYearId,
    /// What it is called.
    #[schema(examples(2024))]
    pub year: i32,
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its last day.
    pub last_day: NaiveDate,
    /// The currency of its entries.
    pub currency: CurrencyCode,
    /// Whether it still takes entries.
    pub status: FiscalYearStatus,
    /// What was published of it.
    #[schema(required)]
    pub published: Option<PublishedFigures>,
    /// By what it is closed; null while it is open, and of a year that was closed before closings were kept.
    #[schema(required)]
    pub closing: Option<Closing>,
}

/// A page of fiscal years.
pub type FiscalYearPage = Page<FiscalYear>;

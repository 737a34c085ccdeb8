use chrono::NaiveDate;
use entity::value::{
    Class, CurrencyCode, FiscalYearId, FiscalYearStatus, FundingLineId, Money, OtherRevenueKind, PartialDate,
    RevenueEntryId,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Closing, PublishedFigures};
use crate::platform::page::Page;

/// An entry of recognised revenue in the ledger. Entries never change; a reversal corrects them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c001e", "year": 2024, "reference": "2024/european",
    "amount": "266000.00", "currency": "EUR", "funding_line": null, "class": "european", "other_kind": null,
    "booked_on": null,
    "description": "Turnover of 2024 as published, 1,4 million, times the published share of 19 %",
    "reverses": null, "reversed_by": null
}"#))))]
pub struct RevenueEntry {
    /// Revenue entry identifier (UUID), set by the server.
    pub id: RevenueEntryId,
    /// Fiscal year of the entry.
    #[schema(examples(2024))]
    pub year: i32,
    /// Number of the entry in the accounts. It is unique.
    pub reference: String,
    /// Amount of the entry. The reversal of a positive entry is negative.
    pub amount: Money,
    /// Currency of the amount. It is the currency of the fiscal year.
    pub currency: CurrencyCode,
    /// Funding line of the revenue. Null if only the class is known.
    #[schema(required)]
    pub funding_line: Option<FundingLineId>,
    /// Class of the revenue, if no funding line is known. Otherwise null.
    #[schema(required)]
    pub class: Option<Class>,
    /// Kind of revenue of class `other`. Null for another class.
    #[schema(required)]
    pub other_kind: Option<OtherRevenueKind>,
    /// Booking date: a day, a month or a year. Null if not known.
    #[schema(required)]
    pub booked_on: Option<PartialDate>,
    /// Description of the entry.
    pub description: String,
    /// In a reversal: the entry that it reverses. Otherwise null.
    #[schema(required)]
    pub reverses: Option<RevenueEntryId>,
    /// The reversal of this entry. Null if it is not reversed.
    #[schema(required)]
    pub reversed_by: Option<RevenueEntryId>,
}

/// A page of revenue entries.
pub type RevenueEntryPage = Page<RevenueEntry>;

/// Filters for revenue entries. An entry must match all filters.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RevenueEntryFilter {
    /// Only entries of this fiscal year.
    #[param(minimum = 1900, maximum = 2999)]
    pub year: Option<i32>,
    /// Only entries of this funding line.
    #[param(inline)]
    pub funding_line: Option<FundingLineId>,
    /// Only entries of this class.
    pub class: Option<Class>,
}

/// A fiscal year of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
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
}"#))))]
pub struct FiscalYear {
    /// Fiscal year identifier (UUID), set by the server.
    pub id: FiscalYearId,
    /// Name of the fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// First day of the fiscal year.
    pub first_day: NaiveDate,
    /// Last day of the fiscal year.
    pub last_day: NaiveDate,
    /// Currency of the entries of the year.
    pub currency: CurrencyCode,
    /// Whether the year is open for entries or closed.
    pub status: FiscalYearStatus,
    /// Figures published for the year. Null if none are recorded.
    #[schema(required)]
    pub published: Option<PublishedFigures>,
    /// The closing of the year. Null if the year is open, or was closed before the server recorded closings.
    #[schema(required)]
    pub closing: Option<Closing>,
}

/// A page of fiscal years.
pub type FiscalYearPage = Page<FiscalYear>;

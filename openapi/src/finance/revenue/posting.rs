use entity::value::{
    Class, CurrencyCode, FundingLineId, Money, OtherRevenueKind, PartialDate, RevenueEntryId,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

/// Entries to post. Either all are stored, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "entries": [
    {
        "year": 2024, "reference": "2024-117", "amount": "13863.63", "currency": "EUR",
        "funding_line": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014", "booked_on": "2024-12-31",
        "description": "Own share of 2024, by days"
    },
    {
        "year": 2024, "reference": "2024-118", "amount": "4200.00", "currency": "EUR",
        "class": "consultancy",
        "description": "Training for a federation, invoiced in November"
    }
] }"#))))]
pub struct RevenueEntriesInput {
    /// The entries. They may belong to different open fiscal years.
    #[schema(min_items = 1, max_items = 10_000)]
    pub entries: Vec<RevenueEntryInput>,
}

/// An entry to post. It needs either a `funding_line` or a `class`, not both.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevenueEntryInput {
    /// Fiscal year of the entry. It must be open.
    #[schema(minimum = 1900, maximum = 2999, examples(2024))]
    #[serde(deserialize_with = "crate::platform::whole::required")]
    pub year: i32,
    /// Number of the entry in the accounts. It must be unique.
    #[schema(min_length = 1, format = "single-line", max_length = 200, examples("2024-117"))]
    pub reference: String,
    /// Amount of the entry. It must not be zero. It is negative if revenue is given back.
    pub amount: Money,
    /// Currency of the amount. It must be the currency of the fiscal year.
    pub currency: CurrencyCode,
    /// Funding line of the revenue.
    pub funding_line: Option<FundingLineId>,
    /// Class of the revenue, if no funding line is known.
    pub class: Option<Class>,
    /// Kind of revenue, only with the class `other`. The default is `miscellaneous`.
    pub other_kind: Option<OtherRevenueKind>,
    /// Booking date, if known: a day, a month or a year.
    pub booked_on: Option<PartialDate>,
    /// Description of the entry.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub description: String,
}

/// The entries that were posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "count": 1, "totals": [{ "year": 2024, "currency": "EUR", "entries": 1, "total": "13863.63" }],
    "entries": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c001e", "reference": "2024-117" }]
}"#))))]
pub struct PostedEntries {
    /// Number of entries that were posted.
    #[schema(examples(1))]
    pub count: i64,
    /// Totals per fiscal year.
    pub totals: Vec<PostedTotal>,
    /// The entries, in the order of the request.
    pub entries: Vec<PostedEntry>,
}

/// Total of the entries posted to one fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PostedTotal {
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// Currency of the fiscal year.
    pub currency: CurrencyCode,
    /// Number of entries posted to the year.
    #[schema(examples(1))]
    pub entries: i64,
    /// Sum of these entries.
    pub total: Money,
}

/// A posted entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PostedEntry {
    /// Revenue entry identifier (UUID), set by the server.
    pub id: RevenueEntryId,
    /// Number of the entry in the accounts.
    pub reference: String,
}

/// The reversal of an entry.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "reason": "Posted to the wrong line",
    "booked_on": "2024-12-31" }"#))))]
pub struct EntryReversal {
    /// Reason for the reversal.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub reason: String,
    /// Number of the reversal in the accounts. The default is the number of the entry followed by
    /// `/reversal`.
    #[schema(min_length = 1, format = "single-line", max_length = 200)]
    pub reference: Option<String>,
    /// Fiscal year of the reversal. It must be open. The default is the year of the entry. For an entry of a
    /// closed year, give a later year.
    #[schema(minimum = 1900, maximum = 2999)]
    #[serde(default, deserialize_with = "crate::platform::whole::optional")]
    pub year: Option<i32>,
    /// Booking date: a day, a month or a year.
    pub booked_on: Option<PartialDate>,
}

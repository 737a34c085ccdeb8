use entity::value::{Class, CurrencyCode, FundingLineId, Money, PartialDate, RevenueEntryId};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

/// Entries to be posted: all of them, or none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "entries": [
    {
        "year": 2024, "reference": "2024-117", "amount": "13863.63", "currency": "EUR",
        "funding_line": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014", "booked_on": "2024-12-31",
        "description": "Own share of 2024, by days"
    },
    {
        "year": 2024, "reference": "2024-118", "amount": "4200.00", "currency": "EUR", "class": "consultancy",
        "description": "Training for a federation, invoiced in November"
    }
] })))]
pub struct RevenueEntriesInput {
    /// The entries, of any open years.
    #[schema(min_items = 1, max_items = 10_000)]
    pub entries: Vec<RevenueEntryInput>,
}

/// An entry to be posted. It names either its funding line or its class.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RevenueEntryInput {
    /// The fiscal year, which is open.
    #[schema(minimum = 1900, maximum = 2999, examples(2024))]
    #[serde(deserialize_with = "crate::platform::whole::required")]
    pub year: i32,
    /// Its number in the books; no other entry has it.
    #[schema(min_length = 1, format = "single-line", max_length = 200, examples("2024-117"))]
    pub reference: String,
    /// How much, never zero; less than zero where revenue is given back.
    pub amount: Money,
    /// The currency, which is the year's.
    pub currency: CurrencyCode,
    /// The funding line it comes from.
    pub funding_line: Option<FundingLineId>,
    /// Its class, where no line is known.
    pub class: Option<Class>,
    /// When it was booked, when that is known.
    pub booked_on: Option<PartialDate>,
    /// What it is.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub description: String,
}

/// What was posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "count": 1, "totals": [{ "year": 2024, "currency": "EUR", "entries": 1, "total": "13863.63" }],
    "entries": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c001e", "reference": "2024-117" }]
})))]
pub struct PostedEntries {
    /// How many entries were posted.
    #[schema(examples(1))]
    pub count: i64,
    /// What was posted to each year.
    pub totals: Vec<PostedTotal>,
    /// The entries, in the order in which they were given.
    pub entries: Vec<PostedEntry>,
}

/// What was posted to a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PostedTotal {
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// Its currency.
    pub currency: CurrencyCode,
    /// How many entries were posted to it.
    #[schema(examples(1))]
    pub entries: i64,
    /// Their sum.
    pub total: Money,
}

/// An entry that was posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PostedEntry {
    /// Its identifier.
    pub id: RevenueEntryId,
    /// Its number in the books.
    pub reference: String,
}

/// Why an entry is taken back, and how.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "reason": "Posted to the wrong line", "booked_on": "2024-12-31" })))]
pub struct EntryReversal {
    /// Why.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub reason: String,
    /// The number of the reversal in the books; by default that of the entry, and `/reversal`.
    #[schema(min_length = 1, format = "single-line", max_length = 200)]
    pub reference: Option<String>,
    /// The open fiscal year it is posted to; by default the entry's. An entry of a closed year is taken back in a later
    /// one.
    #[schema(minimum = 1900, maximum = 2999)]
    #[serde(default, deserialize_with = "crate::platform::whole::optional")]
    pub year: Option<i32>,
    /// When it was booked.
    pub booked_on: Option<PartialDate>,
}

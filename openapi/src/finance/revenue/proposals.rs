use entity::value::{CurrencyCode, FundingLineId, Money, RecognitionMethod};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{NotCounted, RevenueEntryInput, Source};

/// The entries that are missing for a year's ledger to hold what its funding lines accrue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "year": 2024, "currency": "EUR",
    "proposals": [{
        "source": { "funding_line": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014", "revenue_entry": null, "project": null,
            "programme": null, "reference": "A-7" },
        "method": "pro_rata_days", "accrued": "13863.63", "posted": "10000.00",
        "entry": {
            "year": 2024, "reference": "2024/1f0a5d1c0014/2", "amount": "3863.63", "currency": "EUR",
            "funding_line": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014", "description": "Accrued in 2024, less what is posted"
        }
    }],
    "posted_only": [], "not_counted": []
})))]
pub struct ProposedEntries {
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// Its currency.
    pub currency: CurrencyCode,
    /// A proposal for each line of which less, or more, is posted than accrued. Post the entries of those that are right.
    pub proposals: Vec<ProposedEntry>,
    /// The lines of which something is posted and nothing accrues. Nothing is proposed for them.
    pub posted_only: Vec<PostedOnly>,
    /// What accrues and could not be counted, and why.
    pub not_counted: Vec<NotCounted>,
}

/// An entry that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProposedEntry {
    /// The funding line.
    pub source: Source,
    /// Its method of recognition.
    #[schema(required)]
    pub method: Option<RecognitionMethod>,
    /// What accrues of it in the year.
    pub accrued: Money,
    /// What is posted of it to the year.
    pub posted: Money,
    /// The entry, as it is to be posted.
    pub entry: RevenueEntryInput,
}

/// A line of which something is posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PostedOnly {
    /// The line.
    pub funding_line: FundingLineId,
    /// What is posted of it to the year.
    pub posted: Money,
}

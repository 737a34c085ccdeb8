use entity::value::{CurrencyCode, FundingLineId, Money, RecognitionMethod};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{NotCounted, RevenueEntryInput, Source};

/// Proposed entries. They bring the ledger of a year to the amounts that the funding lines accrue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "year": 2024, "currency": "EUR",
    "proposals": [{
        "source": { "funding_line": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014", "revenue_entry": null,
        "project": null,
            "programme": null, "reference": "A-7" },
        "method": "pro_rata_days", "accrued": "13863.63", "catch_up": "0.00",
        "posted": "10000.00",
        "entry": {
            "year": 2024, "reference": "2024/1f0a5d1c0014/2", "amount": "3863.63", "currency": "EUR",
            "funding_line": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014",
            "description": "Accrued in 2024, less the amount posted"
        }
    }],
    "posted_only": [], "not_counted": []
}"#))))]
pub struct ProposedEntries {
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// Currency of the year.
    pub currency: CurrencyCode,
    /// One proposal for each line whose posted amount differs from its accrual and catch-up. Post the entries
    /// that are correct.
    pub proposals: Vec<ProposedEntry>,
    /// Lines with a posted amount whose accrual is not known. The server proposes nothing for them.
    pub posted_only: Vec<PostedOnly>,
    /// Accruals that could not be counted, each with the reason.
    pub not_counted: Vec<NotCounted>,
}

/// A proposed entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProposedEntry {
    /// The funding line of the entry.
    pub source: Source,
    /// Recognition method of the line.
    #[schema(required)]
    pub method: Option<RecognitionMethod>,
    /// Accrual of the line for the year, by the terms that are in force on its last day.
    pub accrued: Money,
    /// What closed years lack by these terms: their accrual minus what is posted in them. Negative if too much
    /// is posted. Only the first open year of a line takes it; it is 0 in all other years (IAS 8.36).
    pub catch_up: Money,
    /// Amount posted to the year for the line.
    pub posted: Money,
    /// The entry to post. Its amount is `accrued` plus `catch_up` minus `posted`.
    pub entry: RevenueEntryInput,
}

/// A line with a posted amount whose accrual is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PostedOnly {
    /// The funding line.
    pub funding_line: FundingLineId,
    /// Amount posted to the year for the line.
    pub posted: Money,
}

use chrono::{DateTime, NaiveDate, Utc};
use entity::value::{CurrencyCode, FundingAmendmentId, Money, PartialDate, Period};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::portfolio::calls::GrantRules;

/// The signature of a funding line's agreement or contract.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "signed_on": "2024-07-12", "reference": "101187435", "total_award": "400000.00", "own_share": "60000.00"
})))]
pub struct SignFundingLine {
    /// When it was signed.
    pub signed_on: PartialDate,
    /// The number of the agreement, when the line does not say it yet.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
    /// The whole award, when it is another than the line says.
    pub total_award: Option<Money>,
    /// The part of the award that is the owner's, when it is another than the line says.
    pub own_share: Option<Money>,
    /// The currency of these amounts; needed when the line says no amount yet.
    pub currency: Option<CurrencyCode>,
    /// The rules of the grant, as the agreement's data sheet has them; those of the line's call when they are absent.
    pub rules: Option<GrantRules>,
    /// What there is to say of it.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
}

/// An amendment of a signed agreement. What is absent stays as it is.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "number": "AMD-101187435-1", "on": "2025-06-02", "reason": "A partner left; its tasks come to us",
    "own_share": "72000.00"
})))]
pub struct AmendFundingLine {
    /// Its number, as the funder gives it; unique within the line.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("AMD-101187435-1"))]
    pub number: String,
    /// From which day on it holds.
    pub on: NaiveDate,
    /// Why.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: String,
    /// The whole award from now on.
    pub total_award: Option<Money>,
    /// The part of it that is the owner's from now on.
    pub own_share: Option<Money>,
    /// The whole period from now on.
    pub period: Option<Period>,
}

/// An amendment of a funding line, with what the line was before and has been since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0041", "number": "AMD-101187435-1", "on": "2025-06-02",
    "reason": "A partner left; its tasks come to us",
    "before": { "total_award": "400000.00", "own_share": "60000.00", "period": {} },
    "after": { "total_award": "400000.00", "own_share": "72000.00", "period": {} },
    "by": "Fiona Finance", "at": "2025-06-03T08:00:00Z"
})))]
pub struct FundingAmendment {
    /// Its identifier.
    pub id: FundingAmendmentId,
    /// Its number, as the funder gives it.
    pub number: String,
    /// From which day on it holds.
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
    /// What the line was before.
    pub before: FundingTerms,
    /// What it was from then on.
    pub after: FundingTerms,
    /// Who recorded it.
    pub by: String,
    /// When that was.
    pub at: DateTime<Utc>,
}

/// What of a funding line changes by an amendment alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FundingTerms {
    /// The whole award.
    #[schema(required)]
    pub total_award: Option<Money>,
    /// The part of it that is the owner's.
    #[schema(required)]
    pub own_share: Option<Money>,
    /// From when to when.
    pub period: Period,
}

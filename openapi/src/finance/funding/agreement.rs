use chrono::{DateTime, NaiveDate, Utc};
use entity::value::{AmendmentChanges, CurrencyCode, FundingAmendmentId, Money, PartialDate, Period};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::portfolio::calls::GrantRules;

/// The signature of the agreement or contract of a funding line.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "signed_on": "2024-07-12", "reference": "101187435", "total_award": "400000.00", "own_share": "60000.00"
}"#))))]
pub struct SignFundingLine {
    /// Date of signature: a day, a month or a year.
    pub signed_on: PartialDate,
    /// Number of the agreement or contract, if the line does not have it yet.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
    /// Total award, if it differs from the amount of the line.
    pub total_award: Option<Money>,
    /// The owner's part of the award, if it differs from the amount of the line.
    pub own_share: Option<Money>,
    /// Currency of these amounts. Required if the line has no amount yet.
    pub currency: Option<CurrencyCode>,
    /// Rules of the grant, from the data sheet of the agreement. The default is the rules of the line's call.
    pub rules: Option<GrantRules>,
    /// Free-text note.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
}

/// An amendment of a signed agreement. Absent fields do not change.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "number": "AMD-101187435-1", "on": "2025-06-02", "reason": "A partner left; its tasks come to us",
    "own_share": "72000.00"
}"#))))]
pub struct AmendFundingLine {
    /// Number of the amendment, set by the funder. It is unique within the line.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("AMD-101187435-1"))]
    pub number: String,
    /// First day on which the amendment applies.
    pub on: NaiveDate,
    /// Reason for the amendment.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: String,
    /// New total award.
    pub total_award: Option<Money>,
    /// New owner's part of the award.
    pub own_share: Option<Money>,
    /// New period of the line.
    pub period: Option<Period>,
    /// How the new own share is spread over time. The default is `whole_period`.
    pub changes: Option<AmendmentChanges>,
}

/// An amendment of a funding line, with the terms before and after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0041", "number": "AMD-101187435-1", "on": "2025-06-02",
    "reason": "A partner left; its tasks come to us", "changes": "whole_period",
    "before": { "total_award": "400000.00", "own_share": "60000.00", "period": {} },
    "after": { "total_award": "400000.00", "own_share": "72000.00", "period": {} },
    "by": "Fiona Finance", "at": "2025-06-03T08:00:00Z"
}"#))))]
pub struct FundingAmendment {
    /// Amendment identifier (UUID), set by the server.
    pub id: FundingAmendmentId,
    /// Number of the amendment, set by the funder.
    pub number: String,
    /// First day on which the amendment applies.
    pub on: NaiveDate,
    /// Reason for the amendment.
    pub reason: String,
    /// How the new own share is spread over time.
    pub changes: AmendmentChanges,
    /// Terms of the line before the amendment.
    pub before: FundingTerms,
    /// Terms of the line after the amendment.
    pub after: FundingTerms,
    /// Name of the person who recorded the amendment.
    pub by: String,
    /// Time of recording (UTC), set by the server.
    pub at: DateTime<Utc>,
}

/// The terms of a funding line that only an amendment can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FundingTerms {
    /// Total award, including the part for partners. Null if not known.
    #[schema(required)]
    pub total_award: Option<Money>,
    /// The owner's part of the award. Null if not known.
    #[schema(required)]
    pub own_share: Option<Money>,
    /// Period of the line.
    pub period: Period,
}

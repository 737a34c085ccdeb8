use entity::value::{CostCategory, Money, Percent};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use super::SettlementStep;

/// Accepted direct costs of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CategoryCosts {
    /// Cost category.
    pub category: CostCategory,
    /// Accepted costs of this category.
    pub amount: Money,
}

/// The end of a beneficiary's participation (Article 22.3.2). Its statement is the termination report.
#[skip_serializing_none]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Termination {
    /// Payments that the beneficiary received, by the report on the distribution of payments.
    pub received: Money,
    /// Reduction of the grant of this beneficiary (Article 28).
    pub reduction: Option<Money>,
}

/// The payments that a beneficiary received, by the report on the distribution of payments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceivedPayments {
    /// Name of the beneficiary, as in the statements.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("Ourselves"))]
    pub beneficiary: String,
    /// Prefinancing and interim payments that it received.
    pub amount: Money,
}

/// Costs and contributions of a beneficiary that are rejected after the final payment (Article 22.3.5).
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantRevision {
    /// Name of the beneficiary, as in the statements.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("Ourselves"))]
    pub beneficiary: String,
    /// Rejected part of its accepted costs.
    pub rejected_costs: Option<Money>,
    /// Rejected part of its accepted contributions.
    pub rejected_contributions: Option<Money>,
    /// Reduction of its grant for a breach.
    pub reduction: Option<Money>,
    /// Funding rate of its costs, in percent. Required if its statements have different rates.
    pub funding_rate: Option<Percent>,
}

/// The final grant of a beneficiary: its share of the final grant of the action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BeneficiaryGrant {
    /// Name of the beneficiary.
    pub beneficiary: String,
    /// Accepted contribution of the beneficiary, less its reductions.
    pub accepted_contribution: Money,
    /// Share of the final grant, in proportion to the accepted contributions. The shares add up to the final
    /// grant.
    pub final_grant: Money,
    /// Share of the amount to pay back, in proportion to the payments that exceed the share of the final
    /// grant. Null if nothing is paid back, if the received payments are not given, or without the Mutual
    /// Insurance Mechanism: then the coordinator owes the whole amount.
    #[schema(required)]
    pub debt: Option<Money>,
    /// Grant after the rejections that followed the final payment. Null if there are none.
    #[schema(required)]
    pub revised_grant: Option<Money>,
    /// Amount by which the share of the final grant exceeds the revised grant. The beneficiary pays it back.
    /// Null if there are no rejections.
    #[schema(required)]
    pub to_recover: Option<Money>,
    /// Steps of the calculation.
    pub steps: Vec<SettlementStep>,
}

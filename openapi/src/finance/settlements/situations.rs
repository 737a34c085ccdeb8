use entity::value::{CostCategory, Money, Percent};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

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

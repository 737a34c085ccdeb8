use entity::value::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::SettlementStep;

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

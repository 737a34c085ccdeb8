use entity::value::{DecimalString, Money};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use strum::{Display, VariantArray};
use utoipa::ToSchema;

/// A step of the calculation: a rule, its inputs and its result.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettlementStep {
    /// The rule that was applied.
    pub rule: SettlementRule,
    /// Article of the Model Grant Agreement that contains the rule.
    #[schema(examples("22.3.3"))]
    pub article: String,
    /// The rule as a formula. It uses the names in `terms`.
    #[schema(examples("min(amount - unused_prefinancing, max(maximum_grant - paid_before, 0))"))]
    pub formula: String,
    /// The beneficiary of the step. Absent if the step is not about one beneficiary.
    pub beneficiary: Option<String>,
    /// Reason, if one was given.
    pub reason: Option<String>,
    /// Inputs of the formula.
    pub terms: Vec<StepTerm>,
    /// Result of the step.
    pub amount: Money,
}

/// An input of a step: an amount or a percentage.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepTerm {
    /// Name of the input in the formula.
    #[schema(examples("maximum_grant"))]
    pub name: String,
    /// The amount. Absent if the input is a percentage.
    pub amount: Option<Money>,
    /// The percentage. Absent if the input is an amount.
    pub percent: Option<DecimalString>,
}

/// A rule of the settlement of a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, VariantArray)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SettlementRule {
    /// Reduces a further prefinancing by the part of the previous one that is below the threshold of use.
    UnusedPrefinancing,
    /// Pays a prefinancing as in the data sheet, limited to the unpaid part of the maximum grant.
    Prefinancing,
    /// The Mutual Insurance Mechanism retains its contribution from the first prefinancing.
    GuaranteeRetention,
    /// Computes costs as a flat rate of other costs, or indirect costs as a rate of their base.
    FlatRateCosts,
    /// Applies the funding rate to the accepted costs of a beneficiary.
    ContributionToCosts,
    /// Without a certificate on the financial statements, the contribution is limited to one euro below the
    /// threshold.
    MissingCertificate,
    /// Reduces the grant for a breach.
    GrantReduction,
    /// Adds the accepted contribution to costs and the accepted contributions to the total accepted
    /// contribution.
    AcceptedContribution,
    /// Uses an accepted contribution to clear the prefinancing first.
    PrefinancingCleared,
    /// Limits prefinancing and interim payments to the ceiling.
    InterimCeiling,
    /// Pays the accepted contribution as an interim payment, up to the ceiling.
    InterimPayment,
    /// Limits the grant to its maximum.
    MaximumGrant,
    /// Computes the profit: the part of grant and revenue that exceeds the costs.
    Profit,
    /// Deducts a profit in proportion to the final rate of reimbursement.
    ProfitReduction,
    /// Gives the final grant amount after all reductions.
    FinalGrant,
    /// Deducts earlier payments from the final grant amount.
    Balance,
    /// The Mutual Insurance Mechanism releases the amount that it retained.
    GuaranteeRelease,
    /// Gives the amount to transfer. If it is negative, it is to be paid back.
    Transfer,
    /// Deducts what a terminated beneficiary received from its accepted contribution. If the result is
    /// negative, the beneficiary returns it to the consortium.
    Termination,
    /// Gives the share of a beneficiary in the final grant.
    BeneficiaryGrant,
    /// Divides a negative balance among the beneficiaries that received more than their share.
    BeneficiaryDebt,
    /// Computes the grant of a beneficiary again after rejections that followed the final payment.
    RevisedGrant,
    /// Gives the amount that a beneficiary pays back after the final payment.
    Recovery,
}

impl SettlementRule {
    /// The article of the Model Grant Agreement that contains the rule.
    #[must_use]
    pub fn article(self) -> &'static str {
        match self {
            Self::UnusedPrefinancing | Self::Prefinancing | Self::GuaranteeRetention => "22.3.1",
            Self::PrefinancingCleared | Self::InterimCeiling | Self::InterimPayment => "22.3.3",
            Self::MissingCertificate => "24.5",
            Self::GrantReduction => "28",
            Self::ContributionToCosts | Self::AcceptedContribution => "22.3.3, 22.3.4",
            Self::MaximumGrant
            | Self::Profit
            | Self::ProfitReduction
            | Self::FinalGrant
            | Self::Balance
            | Self::GuaranteeRelease
            | Self::BeneficiaryGrant
            | Self::BeneficiaryDebt => "22.3.4",
            Self::Transfer => "22.1",
            Self::FlatRateCosts => "6.2",
            Self::Termination => "22.3.2",
            Self::RevisedGrant | Self::Recovery => "22.3.5",
        }
    }
}

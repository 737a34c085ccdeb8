use entity::value::{CurrencyCode, DecimalString, GrantForm, Money, Percent, Rounding};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use strum::{Display, VariantArray};
use utoipa::ToSchema;

use super::{NoProfitExemption, SettlementPaymentKind};

/// A grant, settled: every payment with every step to it. Nothing of it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "currency": "EUR",
    "terms": {
        "maximum_grant": "1000000.00", "form": "actual_costs", "funding_rate": "70", "rounding": "half_up",
        "interim_ceiling": "90", "use_threshold": "70", "clears_prefinancing": false, "guarantee_rate": "5",
        "certificate_threshold": null, "no_profit_exemption": null
    },
    "payments": [{
        "kind": "prefinancing",
        "steps": [
            { "rule": "prefinancing", "article": "22.3.1", "formula": "min(amount - unused_prefinancing, max(maximum_grant - paid_before, 0))",
              "terms": [{ "name": "amount", "amount": "400000.00" }, { "name": "unused_prefinancing", "amount": "0.00" }, { "name": "maximum_grant", "amount": "1000000.00" },
                { "name": "paid_before", "amount": "0.00" }], "amount": "400000.00" },
            { "rule": "guarantee_retention", "article": "22.3.1",
              "formula": "min(maximum_grant x guarantee_rate, prefinancing)",
              "terms": [{ "name": "maximum_grant", "amount": "1000000.00" }, { "name": "guarantee_rate", "percent": "5" },
                { "name": "prefinancing", "amount": "400000.00" }], "amount": "50000.00" },
            { "rule": "transfer", "article": "22.1", "formula": "prefinancing - guarantee_retention",
              "terms": [{ "name": "prefinancing", "amount": "400000.00" }, { "name": "guarantee_retention", "amount": "50000.00" }],
              "amount": "350000.00" }
        ],
        "due": "400000.00", "transferred": "350000.00", "to_recover": "0.00", "prefinancing_open": "400000.00",
        "guarantee_held": "50000.00"
    }],
    "totals": {
        "accepted_contribution": "0.00", "prefinancing": "400000.00", "interim": "0.00", "final_grant": null,
        "balance": null, "transferred": "350000.00", "to_recover": "0.00", "guarantee_held": "50000.00"
    }
})))]
pub struct Settlement {
    /// The currency of every amount.
    pub currency: CurrencyCode,
    /// The terms that were applied: what was said, and what stood in for what was not.
    pub terms: SettlementTerms,
    /// The payments, in the order in which they were given.
    pub payments: Vec<SettledPayment>,
    /// What they come to together.
    pub totals: SettlementTotals,
}

/// The terms by which a grant was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettlementTerms {
    /// The most that is paid.
    pub maximum_grant: Money,
    /// How the grant is reckoned.
    pub form: GrantForm,
    /// The share of the accepted costs that is paid; null where there are no costs to apply it to.
    #[schema(required)]
    pub funding_rate: Option<Percent>,
    /// How computed amounts become whole cents.
    pub rounding: Rounding,
    /// The share of the maximum grant that prefinancing and interim payments together may reach.
    pub interim_ceiling: Percent,
    /// How much of a prefinancing is to be used before the next is paid in full.
    pub use_threshold: Percent,
    /// Whether interim payments clear the prefinancing.
    pub clears_prefinancing: bool,
    /// The share of the maximum grant that the Mutual Insurance Mechanism retains.
    pub guarantee_rate: Percent,
    /// From which contribution to its costs on a beneficiary is to give a certificate; null when none needs to.
    #[schema(required)]
    pub certificate_threshold: Option<Money>,
    /// Why the grant may produce a profit; null when it may not.
    #[schema(required)]
    pub no_profit_exemption: Option<NoProfitExemption>,
}

/// A payment, with every step to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettledPayment {
    /// What kind of payment it is.
    pub kind: SettlementPaymentKind,
    /// The steps, each of which may use what those before came to.
    pub steps: Vec<SettlementStep>,
    /// What is due, before anything is retained or given back; of the final payment the balance, which is negative where
    /// too much was paid before.
    pub due: Money,
    /// What reaches the coordinator's account.
    pub transferred: Money,
    /// What is to be paid back.
    pub to_recover: Money,
    /// How much of the prefinancing is not cleared after it.
    pub prefinancing_open: Money,
    /// How much the Mutual Insurance Mechanism holds after it.
    pub guarantee_held: Money,
}

/// A step of a reckoning: a rule, what went into it and what came out.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettlementStep {
    /// The rule.
    pub rule: SettlementRule,
    /// The article of the model grant agreement in which it stands.
    #[schema(examples("22.3.3"))]
    pub article: String,
    /// The rule as a formula over the names of the terms.
    #[schema(examples("min(amount - unused_prefinancing, max(maximum_grant - paid_before, 0))"))]
    pub formula: String,
    /// The beneficiary it is about, when it is about one.
    pub beneficiary: Option<String>,
    /// Why, where somebody gave a reason.
    pub reason: Option<String>,
    /// What went into it.
    pub terms: Vec<StepTerm>,
    /// What came out.
    pub amount: Money,
}

/// What went into a step: an amount, or a percentage.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StepTerm {
    /// What it is called in the formula.
    #[schema(examples("maximum_grant"))]
    pub name: String,
    /// The amount.
    pub amount: Option<Money>,
    /// The percentage.
    pub percent: Option<DecimalString>,
}

/// A rule of the settlement of a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, VariantArray)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SettlementRule {
    /// A further prefinancing is reduced by what the one before falls short of the threshold of use.
    UnusedPrefinancing,
    /// A prefinancing is paid as the data sheet sets it out, as far as the maximum grant is not paid already.
    Prefinancing,
    /// The Mutual Insurance Mechanism retains its contribution from the first prefinancing.
    GuaranteeRetention,
    /// The funding rate is applied to the accepted costs of a beneficiary.
    ContributionToCosts,
    /// Without a certificate on the financial statements the contribution stays a cent below the threshold.
    MissingCertificate,
    /// A reduction for a breach.
    GrantReduction,
    /// The accepted contribution to costs and the accepted contributions make the total accepted contribution.
    AcceptedContribution,
    /// An accepted contribution first clears the prefinancing.
    PrefinancingCleared,
    /// Prefinancing and interim payments stay below the ceiling.
    InterimCeiling,
    /// An interim payment is what was accepted, as far as there is room.
    InterimPayment,
    /// The grant stays below its maximum.
    MaximumGrant,
    /// The grant and the revenue exceed the costs.
    Profit,
    /// A profit is deducted in proportion to the final rate of reimbursement.
    ProfitReduction,
    /// What remains is the final grant amount.
    FinalGrant,
    /// What was paid before is deducted from the final grant amount.
    Balance,
    /// The Mutual Insurance Mechanism gives back what it holds.
    GuaranteeRelease,
    /// What reaches the account, or when negative is to be paid back.
    Transfer,
}

impl SettlementRule {
    /// The article of the model grant agreement in which it stands.
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
            | Self::GuaranteeRelease => "22.3.4",
            Self::Transfer => "22.1",
        }
    }
}

/// What the payments of a grant come to together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettlementTotals {
    /// The contribution that was accepted: of the reporting periods together, or at the final payment.
    pub accepted_contribution: Money,
    /// The prefinancing, with what was retained of it.
    pub prefinancing: Money,
    /// The interim payments.
    pub interim: Money,
    /// The final grant amount; null before the final payment.
    #[schema(required)]
    pub final_grant: Option<Money>,
    /// The final grant amount less prefinancing and interim payments; null before the final payment.
    #[schema(required)]
    pub balance: Option<Money>,
    /// What reached the coordinator's account.
    pub transferred: Money,
    /// What is to be paid back.
    pub to_recover: Money,
    /// What the Mutual Insurance Mechanism still holds.
    pub guarantee_held: Money,
}

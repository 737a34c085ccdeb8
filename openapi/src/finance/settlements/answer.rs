use entity::value::{CurrencyCode, GrantForm, Money, Percent, Rounding, RoundingScope};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{BeneficiaryGrant, NoProfitExemption, SettlementPaymentKind, SettlementStep};

/// The settlement of a grant: each payment with each step of its calculation. The server does not store it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "currency": "EUR",
    "terms": {
        "maximum_grant": "1000000.00", "form": "actual_costs", "funding_rate": "70", "rounding": "half_up",
        "rounding_scope": "per_statement", "interim_ceiling": "90", "use_threshold": "70", "clears_prefinancing": false,
        "guarantee_rate": "5",
        "certificate_threshold": null, "no_profit_exemption": null
    },
    "payments": [{
        "kind": "prefinancing",
        "steps": [
            { "rule": "prefinancing", "article": "22.3.1",
            "formula": "min(amount - unused_prefinancing, max(maximum_grant - paid_before, 0))",
              "terms": [{ "name": "amount", "amount": "400000.00" }, { "name": "unused_prefinancing",
              "amount": "0.00" }, { "name": "maximum_grant", "amount": "1000000.00" },
                { "name": "paid_before", "amount": "0.00" }], "amount": "400000.00" },
            { "rule": "guarantee_retention", "article": "22.3.1",
              "formula": "min(maximum_grant x guarantee_rate, prefinancing)",
              "terms": [{ "name": "maximum_grant", "amount": "1000000.00" }, { "name": "guarantee_rate",
              "percent": "5" },
                { "name": "prefinancing", "amount": "400000.00" }], "amount": "50000.00" },
            { "rule": "transfer", "article": "22.1", "formula": "prefinancing - guarantee_retention",
              "terms": [{ "name": "prefinancing", "amount": "400000.00" }, { "name": "guarantee_retention",
              "amount": "50000.00" }],
              "amount": "350000.00" }
        ],
        "due": "400000.00", "transferred": "350000.00", "to_recover": "0.00",
        "prefinancing_open": "400000.00",
        "guarantee_held": "50000.00"
    }],
    "totals": {
        "accepted_contribution": "0.00", "prefinancing": "400000.00", "interim": "0.00",
        "final_grant": null,
        "balance": null, "transferred": "350000.00", "to_recover": "0.00", "guarantee_held": "50000.00"
    },
    "beneficiaries": []
}"#))))]
pub struct Settlement {
    /// Currency of all amounts.
    pub currency: CurrencyCode,
    /// The terms that were applied: those of the request, completed by defaults.
    pub terms: SettlementTerms,
    /// The payments, in the order of the request.
    pub payments: Vec<SettledPayment>,
    /// Totals of all payments.
    pub totals: SettlementTotals,
    /// Final grant of each beneficiary. Empty before the final payment.
    pub beneficiaries: Vec<BeneficiaryGrant>,
}

/// The terms that were applied to the settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettlementTerms {
    /// Maximum grant amount.
    pub maximum_grant: Money,
    /// Form of the grant, for example actual costs or a lump sum.
    pub form: GrantForm,
    /// Funding rate of the accepted costs, in percent. Null if there are no costs.
    #[schema(required)]
    pub funding_rate: Option<Percent>,
    /// How computed amounts are rounded to the cent.
    pub rounding: Rounding,
    /// What is rounded as one amount: each statement, or the running total of a beneficiary's statements.
    pub rounding_scope: RoundingScope,
    /// Ceiling for prefinancing and interim payments together, as a percentage of the maximum grant.
    pub interim_ceiling: Percent,
    /// Share of a prefinancing that must be used before the next is paid in full, in percent.
    pub use_threshold: Percent,
    /// Whether interim payments clear the prefinancing.
    pub clears_prefinancing: bool,
    /// Share of the maximum grant that the Mutual Insurance Mechanism retains, in percent.
    pub guarantee_rate: Percent,
    /// Contribution to costs from which a beneficiary or affiliated entity must give a certificate on its
    /// financial statements. Null if none is needed.
    #[schema(required)]
    pub certificate_threshold: Option<Money>,
    /// Reason why the grant may produce a profit. Null if it may not.
    #[schema(required)]
    pub no_profit_exemption: Option<NoProfitExemption>,
}

/// A payment with each step of its calculation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettledPayment {
    /// Kind of payment.
    pub kind: SettlementPaymentKind,
    /// Steps of the calculation. A step can use the results of earlier steps.
    pub steps: Vec<SettlementStep>,
    /// Amount due, before retentions and releases. For the final payment it is the balance. The balance is
    /// negative if earlier payments were too high.
    pub due: Money,
    /// Amount transferred to the coordinator's account.
    pub transferred: Money,
    /// Amount to pay back.
    pub to_recover: Money,
    /// Prefinancing that is not cleared after this payment.
    pub prefinancing_open: Money,
    /// Amount that the Mutual Insurance Mechanism retains after this payment.
    pub guarantee_held: Money,
}

/// Totals of all payments of a grant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SettlementTotals {
    /// Accepted contribution: of all reporting periods together, or at the final payment.
    pub accepted_contribution: Money,
    /// Total prefinancing, including the amount retained from it.
    pub prefinancing: Money,
    /// Total interim payments.
    pub interim: Money,
    /// Final grant amount. Null before the final payment.
    #[schema(required)]
    pub final_grant: Option<Money>,
    /// Final grant amount minus prefinancing and interim payments. Null before the final payment.
    #[schema(required)]
    pub balance: Option<Money>,
    /// Total transferred to the coordinator's account.
    pub transferred: Money,
    /// Total to pay back.
    pub to_recover: Money,
    /// Amount that the Mutual Insurance Mechanism still retains.
    pub guarantee_held: Money,
}

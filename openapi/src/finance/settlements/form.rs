use entity::value::{CallId, CurrencyCode, GrantForm, Money, Percent, Rounding, RoundingScope};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use strum::Display;
use utoipa::ToSchema;

use super::{CategoryCosts, GrantRevision, ReceivedPayments, Termination};

/// The terms and payments of a grant to settle.
///
/// Missing terms come from the call. If the call has no such term, the EU Model Grant Agreement applies.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "maximum_grant": "1000000.00", "currency": "EUR", "funding_rate": "70", "guarantee_rate": "5",
    "payments": [
        { "kind": "prefinancing", "amount": "400000.00" },
        { "kind": "interim", "statements": [{ "beneficiary": "Ourselves", "costs": "700000.00" }] },
        { "kind": "final", "statements": [{ "beneficiary": "Ourselves", "costs": "1000000.00" }] }
    ],
    "revenue": "800000.00"
}"#))))]
pub struct SettlementForm {
    /// The call of the grant. Its rules are the defaults for missing terms.
    pub call: Option<CallId>,
    /// Maximum grant amount. Payments never exceed it (data sheet, point 3).
    pub maximum_grant: Money,
    /// Currency of all amounts. The default is the call's currency, or else the euro.
    pub currency: Option<CurrencyCode>,
    /// Form of the grant. The default is the call's form, or else actual costs. A lump sum has contributions
    /// but no costs.
    pub form: Option<GrantForm>,
    /// Funding rate of the accepted costs, in percent. The default is the call's rate. Required if there are
    /// costs.
    pub funding_rate: Option<Percent>,
    /// How computed amounts are rounded to the cent. The default is the call's rule, or else `half_up`.
    pub rounding: Option<Rounding>,
    /// What is rounded as one amount. The default is the call's rule, or else `per_statement`: the
    /// contribution to each statement is rounded, and the totals add the rounded amounts. With
    /// `cumulative`, the running total of a beneficiary is rounded.
    pub rounding_scope: Option<RoundingScope>,
    /// Ceiling for prefinancing and interim payments together, as a percentage of the maximum grant (data
    /// sheet, point 4.2). The default is 90.
    pub interim_ceiling: Option<Percent>,
    /// First prefinancing as a percentage of the maximum grant, used if that payment has no amount. The
    /// default is the call's rate.
    pub prefinancing_rate: Option<Percent>,
    /// Share of a prefinancing that must be used before the next is paid in full, in percent (Article
    /// 22.3.1). The default is 70.
    pub use_threshold: Option<Percent>,
    /// Whether interim payments clear the prefinancing before anything is paid (data sheet, point 4.2). If
    /// false, the final payment clears it.
    #[serde(default)]
    #[schema(default = false)]
    pub clears_prefinancing: bool,
    /// Share of the maximum grant that the Mutual Insurance Mechanism retains, in percent. It is retained
    /// from the first prefinancing and released with the final payment (Regulation (EU) 2021/695, Article
    /// 37). The default is 0.
    pub guarantee_rate: Option<Percent>,
    /// Contribution to costs from which a beneficiary or affiliated entity must give a certificate on its
    /// financial statements (Article 24.2). It is needed if the contribution reaches or exceeds this amount.
    /// Without the certificate, the contribution is limited to one euro less (Article 24.5). The default is
    /// the call's threshold. Without either, no certificate is needed.
    pub certificate_threshold: Option<Money>,
    /// Beneficiaries that gave their certificate. Use the same names as in the statements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000, value_type = Vec<BeneficiaryName>)]
    pub certified: Vec<String>,
    /// Payments in order. A final payment must be the last.
    #[schema(min_items = 1, max_items = 100)]
    pub payments: Vec<SettlementPayment>,
    /// Revenue that the action generated for profit-making beneficiaries (Article 22.3.4).
    pub revenue: Option<Money>,
    /// Reason why the grant may produce a profit. A lump sum always may.
    pub no_profit_exemption: Option<NoProfitExemption>,
    /// Reductions of the grant for breaches. The final payment deducts them from the accepted contribution
    /// (Article 28).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    pub reductions: Vec<GrantReduction>,
    /// Payments that the beneficiaries received, by the report on the distribution of payments. With the
    /// Mutual Insurance Mechanism, a negative balance is divided by it (Article 22.3.4).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub received: Vec<ReceivedPayments>,
    /// Rejections and reductions after the final payment (Article 22.3.5).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub revisions: Vec<GrantRevision>,
}

/// The kind of a payment in a settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SettlementPaymentKind {
    /// Prefinancing, paid in advance (Article 22.3.1).
    Prefinancing,
    /// Interim payment for the accepted costs and contributions of a reporting period (Article 22.3.3).
    Interim,
    /// Final payment: the balance (Article 22.3.4).
    Final,
}

/// A payment to settle.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettlementPayment {
    /// Kind of payment.
    pub kind: SettlementPaymentKind,
    /// Prefinancing only: the amount in the data sheet. The first prefinancing may omit it if the
    /// prefinancing rate is known.
    pub amount: Option<Money>,
    /// Further prefinancing only: the used amount of the previous prefinancing. By default, it is fully used.
    pub used: Option<Money>,
    /// Interim and final payments only: the accepted amounts of the reporting period, by beneficiary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub statements: Vec<AcceptedStatement>,
}

/// The accepted part of a beneficiary's financial statement for a reporting period. Costs rejected under
/// Article 27 are not included.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptedStatement {
    /// Name of the beneficiary or affiliated entity in this settlement. Each has its own statements and its
    /// own certificate.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("Ourselves"))]
    pub beneficiary: String,
    /// Accepted costs. The funding rate applies to them.
    pub costs: Option<Money>,
    /// Accepted lump sums, unit contributions and flat-rate contributions. They are paid in full.
    pub contributions: Option<Money>,
    /// Funding rate of this beneficiary, in percent, if it differs from the grant's rate.
    pub funding_rate: Option<Percent>,
    /// Accepted direct costs by category, instead of `costs`. The rules of the call add flat rates and
    /// indirect costs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 21)]
    pub direct_costs: Vec<CategoryCosts>,
    /// The end of the participation. The statement is then the termination report, and the last of the
    /// beneficiary.
    pub termination: Option<Termination>,
}

/// The reason why a grant may produce a profit (Regulation (EU, Euratom) 2018/1046, Article 192(3)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum NoProfitExemption {
    /// The beneficiaries are non-profit organisations, for example most universities (point (c)).
    NonProfit,
    /// The action strengthens the finances of a beneficiary, or its income ensures continuity after the
    /// action (point (a)).
    Continuity,
    /// The grant supports natural persons (point (b)).
    NaturalPersons,
    /// The financing is not linked to costs (point (d)).
    NotLinkedToCosts,
    /// The grant is a low value grant (point (e)).
    LowValue,
    /// The grant is a lump sum. Its agreement has no costs, so there is no surplus.
    LumpSum,
    /// The agreement does not contain the rule (data sheet, point 4.2), for example for small and
    /// medium-sized enterprises.
    ByAgreement,
}

/// A reduction of the grant for a breach: an amount, or a share of the accepted contribution.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantReduction {
    /// Reason for the reduction.
    #[schema(
        min_length = 1,
        max_length = 2000,
        format = "multi-line",
        examples("A deliverable was never submitted")
    )]
    pub reason: String,
    /// The beneficiary whose grant is reduced, as in the statements. Without one, the grant of the action is.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("Ourselves"))]
    pub beneficiary: Option<String>,
    /// Amount of the reduction.
    pub amount: Option<Money>,
    /// Reduction as a percentage of the accepted contribution of the action, or of the beneficiary, before
    /// any reduction.
    pub rate: Option<Percent>,
}

/// Name of a beneficiary in a settlement.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, max_length = 500, format = "single-line", examples("ESS France"))]
pub struct BeneficiaryName(#[expect(dead_code, reason = "it is only described here")] String);

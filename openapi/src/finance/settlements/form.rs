use entity::value::{CallId, CurrencyCode, GrantForm, Money, Percent, Rounding};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use strum::Display;
use utoipa::ToSchema;

/// A grant to be settled: its terms, and its payments in their order.
///
/// What is not said of the terms is taken from the call, and failing that from the model grant agreement of the European
/// Union.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "maximum_grant": "1000000.00", "currency": "EUR", "funding_rate": "70", "guarantee_rate": "5",
    "payments": [
        { "kind": "prefinancing", "amount": "400000.00" },
        { "kind": "interim", "statements": [{ "beneficiary": "Ourselves", "costs": "700000.00" }] },
        { "kind": "final", "statements": [{ "beneficiary": "Ourselves", "costs": "1000000.00" }] }
    ],
    "revenue": "800000.00"
})))]
pub struct SettlementForm {
    /// The call under which the grant was awarded; its rules stand in for what is not said here.
    pub call: Option<CallId>,
    /// The maximum grant amount: the most that is paid, whatever the costs (data sheet, point 3).
    pub maximum_grant: Money,
    /// The currency of every amount. The call's when there is one, otherwise the euro.
    pub currency: Option<CurrencyCode>,
    /// How the grant is reckoned. The call's, otherwise by actual costs. A lump sum has contributions and no costs.
    pub form: Option<GrantForm>,
    /// The share of the accepted costs that is paid. The call's; needed where there are costs.
    pub funding_rate: Option<Percent>,
    /// How computed amounts become whole cents. The call's, otherwise `half_up`.
    pub rounding: Option<Rounding>,
    /// The share of the maximum grant that prefinancing and interim payments together may reach (data sheet, point 4.2).
    /// 90 when it is not said.
    pub interim_ceiling: Option<Percent>,
    /// The share of the maximum grant that is paid in advance, where the first prefinancing does not say its amount.
    /// The call's.
    pub prefinancing_rate: Option<Percent>,
    /// How much of a prefinancing is to be used before the next is paid in full (Article 22.3.1). 70 when it is not said.
    pub use_threshold: Option<Percent>,
    /// Whether interim payments clear the prefinancing before anything is paid (data sheet, point 4.2). When not, it is
    /// cleared by the final payment.
    #[serde(default)]
    #[schema(default = false)]
    pub clears_prefinancing: bool,
    /// The share of the maximum grant that the Mutual Insurance Mechanism retains from the first prefinancing, and gives
    /// back with the final payment (Regulation (EU) 2021/695, Article 37). Nothing when it is not said.
    pub guarantee_rate: Option<Percent>,
    /// From which contribution to its costs on a beneficiary is to give a certificate on its financial statements
    /// (Article 24.2). The call's; none when there is neither.
    pub certificate_threshold: Option<Money>,
    /// The beneficiaries that gave their certificate, by the names used in the statements.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000, value_type = Vec<BeneficiaryName>)]
    pub certified: Vec<String>,
    /// The payments in their order. The final payment, when there is one, is the last.
    #[schema(min_items = 1, max_items = 100)]
    pub payments: Vec<SettlementPayment>,
    /// The revenue that the action generated for beneficiaries that are for profit (Article 22.3.4).
    pub revenue: Option<Money>,
    /// Why the grant may produce a profit, where it may. A lump sum always may.
    pub no_profit_exemption: Option<NoProfitExemption>,
    /// Reductions of the grant for breaches, taken from the accepted contribution at the final payment (Article 28).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    pub reductions: Vec<GrantReduction>,
}

/// What kind of payment one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SettlementPaymentKind {
    /// In advance (Article 22.3.1).
    Prefinancing,
    /// For the costs and contributions accepted of a reporting period (Article 22.3.3).
    Interim,
    /// The balance (Article 22.3.4).
    Final,
}

/// A payment to be reckoned.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettlementPayment {
    /// What kind of payment it is.
    pub kind: SettlementPaymentKind,
    /// Of a prefinancing: the amount that the data sheet sets out. Of the first it may be left out where the rate of
    /// prefinancing is known.
    pub amount: Option<Money>,
    /// Of a further prefinancing: how much of the one before was used. Used up when it is not said.
    pub used: Option<Money>,
    /// Of an interim or the final payment: what was accepted of the reporting period, by beneficiary.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub statements: Vec<AcceptedStatement>,
}

/// What was accepted of the financial statement of a beneficiary for a reporting period. What was rejected (Article 27)
/// is not in it.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptedStatement {
    /// What the beneficiary is called here.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("Ourselves"))]
    pub beneficiary: String,
    /// The accepted costs, of which the funding rate is paid.
    pub costs: Option<Money>,
    /// The accepted contributions, which are paid as they are: lump sums, unit and flat-rate contributions.
    pub contributions: Option<Money>,
    /// The beneficiary's funding rate, where it is another than the grant's.
    pub funding_rate: Option<Percent>,
}

/// Why a grant may produce a profit (Regulation (EU, Euratom) 2018/1046, Article 192(3)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum NoProfitExemption {
    /// Its beneficiaries are non-profit organisations, as most universities are (point (c)).
    NonProfit,
    /// The action strengthens the finances of a beneficiary, or its income ensures that it goes on (point (a)).
    Continuity,
    /// It supports natural persons (point (b)).
    NaturalPersons,
    /// It is financing not linked to costs (point (d)).
    NotLinkedToCosts,
    /// It is a low value grant (point (e)).
    LowValue,
    /// It is a lump sum, whose agreement knows no costs of which there could be a surplus.
    LumpSum,
    /// Its agreement does not lay the rule down (data sheet, point 4.2), as for small and medium-sized enterprises.
    ByAgreement,
}

/// A reduction of the grant for a breach: an amount, or a share of the accepted contribution.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GrantReduction {
    /// What for.
    #[schema(
        min_length = 1,
        max_length = 2000,
        format = "multi-line",
        examples("A deliverable was never submitted")
    )]
    pub reason: String,
    /// How much.
    pub amount: Option<Money>,
    /// How much, as a share of the accepted contribution before any reduction.
    pub rate: Option<Percent>,
}

/// What a beneficiary is called in a settlement.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, max_length = 500, format = "single-line", examples("ESS France"))]
pub struct BeneficiaryName(#[expect(dead_code, reason = "it is only described here")] String);

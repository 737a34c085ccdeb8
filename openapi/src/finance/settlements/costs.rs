use entity::value::{CallId, CurrencyCode, DecimalString, IndirectBase, Money, Percent, Rounding};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

/// A person whose costs are to be reckoned for a reporting period, or for a calendar year.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "costs": "75000.00", "currency": "EUR", "employment": [{ "months": "15", "working_time": "100" }], "days": "110.25"
})))]
pub struct PersonnelForm {
    /// What the person cost in these months: salaries, social security contributions, taxes and other costs that come of
    /// the employment.
    pub costs: Money,
    /// The currency. The euro when it is not said.
    pub currency: Option<CurrencyCode>,
    /// For how long the person was employed, and how much of a full position it was; one for each change.
    #[schema(min_items = 1, max_items = 100)]
    pub employment: Vec<Employment>,
    /// The days worked on the action. Either these or the hours, or neither.
    pub days: Option<DecimalString>,
    /// The hours worked on the action, of which `hours_per_day` make a day.
    pub hours: Option<DecimalString>,
    /// How many hours make a day-equivalent. 8 when it is not said.
    pub hours_per_day: Option<DecimalString>,
}

/// For how long somebody was employed, and how much of a full position it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Employment {
    /// How many months, more than none and up to 120; parts of a month as a decimal.
    #[schema(examples("5"))]
    pub months: DecimalString,
    /// How much of a full position.
    #[schema(examples("50"))]
    pub working_time: Percent,
}

/// The costs of a person, reckoned by day-equivalents (model grant agreement, Article 6.2.A.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "currency": "EUR", "exact_maximum_days": "268.75", "maximum_days": "269.0", "daily_rate": "278.81",
    "worked_days": "110.5", "declarable_days": "110.5", "eligible_costs": "30808.51"
})))]
pub struct PersonnelCosts {
    /// The currency of the amounts.
    pub currency: CurrencyCode,
    /// 215 days a year in proportion to the employment, before rounding.
    pub exact_maximum_days: DecimalString,
    /// The most day-equivalents that may be declared of these months, over all grants together: rounded to half a day.
    pub maximum_days: DecimalString,
    /// What the person cost, over the maximum.
    pub daily_rate: Money,
    /// The days worked on the action, rounded to half a day; null when they were not said.
    #[schema(required)]
    pub worked_days: Option<DecimalString>,
    /// Those of them that may be declared.
    #[schema(required)]
    pub declarable_days: Option<DecimalString>,
    /// The daily rate times the declarable days, and never more than what the person cost.
    #[schema(required)]
    pub eligible_costs: Option<Money>,
}

/// Direct costs, of which the indirect costs are to be reckoned.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "rate": "25", "base": "direct_costs_without_subcontracting", "currency": "EUR",
    "costs": { "personnel": "100000.00", "subcontracting": "20000.00", "purchases": "10000.00" }
})))]
pub struct IndirectCostsForm {
    /// The call whose rate, base and rounding stand in for what is not said here.
    pub call: Option<CallId>,
    /// Indirect costs as a share of their base. The call's.
    pub rate: Option<Percent>,
    /// What they are a share of. The call's.
    pub base: Option<IndirectBase>,
    /// How the computed amount becomes whole cents. The call's, otherwise `half_up`.
    pub rounding: Option<Rounding>,
    /// The currency. The call's, otherwise the euro.
    pub currency: Option<CurrencyCode>,
    /// The direct costs.
    pub costs: DirectCosts,
}

/// Direct costs by the budget categories of the model grant agreement. What is absent is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DirectCosts {
    /// A. Personnel, without volunteers.
    #[serde(default)]
    pub personnel: Money,
    /// A.5 Volunteers.
    #[serde(default)]
    pub volunteers: Money,
    /// B. Subcontracting.
    #[serde(default)]
    pub subcontracting: Money,
    /// C. Purchases: travel, equipment, other goods, works and services.
    #[serde(default)]
    pub purchases: Money,
    /// D.1 Financial support to third parties.
    #[serde(default)]
    pub financial_support: Money,
    /// Other categories of D.
    #[serde(default)]
    pub other: Money,
    /// Categories that the agreement exempts from indirect costs, as internally invoiced goods and services: direct
    /// costs that are in no base.
    #[serde(default)]
    pub exempted: Money,
}

/// Indirect costs, reckoned (model grant agreement, Article 6.2.E).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "currency": "EUR", "rate": "25", "base": "direct_costs_without_subcontracting", "rounding": "half_up",
    "direct_costs": "130000.00", "excluded": "20000.00", "base_amount": "110000.00", "indirect_costs": "27500.00",
    "total_costs": "157500.00"
})))]
pub struct ReckonedCosts {
    /// The currency of the amounts.
    pub currency: CurrencyCode,
    /// Indirect costs as a share of their base.
    pub rate: Percent,
    /// What they are a share of.
    pub base: IndirectBase,
    /// How the computed amount became whole cents.
    pub rounding: Rounding,
    /// All direct costs.
    pub direct_costs: Money,
    /// Those of them that the base leaves out.
    pub excluded: Money,
    /// Those of them of which the rate is taken.
    pub base_amount: Money,
    /// The indirect costs.
    pub indirect_costs: Money,
    /// Direct and indirect costs together.
    pub total_costs: Money,
}

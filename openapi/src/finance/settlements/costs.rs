use entity::value::{
    CallId, CostCategory, CurrencyCode, DecimalString, IndirectBase, Money, Percent, Rounding,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

/// The data of a person whose personnel costs are calculated. The data cover a reporting period or a calendar
/// year.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "costs": "75000.00", "currency": "EUR", "employment": [{ "months": "15", "working_time": "100" }],
    "days": "110.25"
}"#))))]
pub struct PersonnelForm {
    /// Cost of the person in these months: salaries, social security contributions, taxes and other
    /// employment costs.
    pub costs: Money,
    /// Currency of the amounts. The default is the euro.
    pub currency: Option<CurrencyCode>,
    /// Employment periods, with the working time of each. Add one entry for each change.
    #[schema(min_items = 1, max_items = 100)]
    pub employment: Vec<Employment>,
    /// Days worked on the action. Give either days or hours, or neither.
    pub days: Option<DecimalString>,
    /// Hours worked on the action. The server converts them to days with `hours_per_day`.
    pub hours: Option<DecimalString>,
    /// Hours in one day-equivalent. The default is 8.
    pub hours_per_day: Option<DecimalString>,
}

/// A period of employment with a constant working time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Employment {
    /// Number of months: more than 0 and at most 120. Parts of a month are decimals.
    #[schema(examples("5"))]
    pub months: DecimalString,
    /// Working time as a percentage of a full position.
    #[schema(examples("50"))]
    pub working_time: Percent,
}

/// Personnel costs of a person, calculated by day-equivalents (Model Grant Agreement, Article 6.2.A.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "currency": "EUR", "exact_maximum_days": "268.75", "maximum_days": "269.0", "daily_rate": "278.81",
    "worked_days": "110.5", "declarable_days": "110.5", "eligible_costs": "30808.51"
}"#))))]
pub struct PersonnelCosts {
    /// Currency of the amounts.
    pub currency: CurrencyCode,
    /// 215 days a year in proportion to the employment, before rounding.
    pub exact_maximum_days: DecimalString,
    /// Maximum day-equivalents that may be declared for these months in all grants together. It is rounded to
    /// half a day.
    pub maximum_days: DecimalString,
    /// Daily rate: the cost of the person divided by `maximum_days`.
    pub daily_rate: Money,
    /// Days worked on the action, rounded to half a day. Null if neither days nor hours were given.
    #[schema(required)]
    pub worked_days: Option<DecimalString>,
    /// Worked days that may be declared. Null if neither days nor hours were given.
    #[schema(required)]
    pub declarable_days: Option<DecimalString>,
    /// Eligible costs: daily rate times declarable days. They never exceed the cost of the person. Null if
    /// neither days nor hours were given.
    #[schema(required)]
    pub eligible_costs: Option<Money>,
}

/// The direct costs from which indirect costs are calculated.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "rate": "25", "base": "direct_costs_without_subcontracting", "currency": "EUR",
    "costs": { "personnel": "100000.00", "subcontracting": "20000.00", "purchases": "10000.00" }
}"#))))]
pub struct IndirectCostsForm {
    /// The call that supplies the default rate, base and rounding.
    pub call: Option<CallId>,
    /// Rate of indirect costs, as a percentage of their base. The default is the call's rate.
    pub rate: Option<Percent>,
    /// The costs that form the base. The default is the call's base.
    pub base: Option<IndirectBase>,
    /// All direct cost categories that the base leaves out. The default is the call's list, or else what the
    /// Model Grant Agreement leaves out of the base.
    #[schema(max_items = 21)]
    pub excludes: Option<Vec<CostCategory>>,
    /// How the computed amount is rounded to the cent. The default is the call's rule, or else `half_up`.
    pub rounding: Option<Rounding>,
    /// Currency of the amounts. The default is the call's currency, or else the euro.
    pub currency: Option<CurrencyCode>,
    /// Direct costs by budget category.
    pub costs: DirectCosts,
}

/// Direct costs by the budget categories of the Model Grant Agreement. An absent category is zero. A member
/// with several categories is left out of a base only if the base leaves out all of them.
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
    /// D.2 Internally invoiced goods and services.
    #[serde(default)]
    pub internal_invoices: Money,
    /// D.X Other categories of D.
    #[serde(default)]
    pub other: Money,
    /// Other costs that the agreement exempts from indirect costs. They are direct costs, but are not part of
    /// any base.
    #[serde(default)]
    pub exempted: Money,
}

/// Indirect costs, calculated from direct costs (Model Grant Agreement, Article 6.2.E).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "currency": "EUR", "rate": "25", "base": "direct_costs_without_subcontracting",
    "excludes": ["A.5", "B", "D.1", "D.2"], "rounding": "half_up",
    "direct_costs": "130000.00", "excluded": "20000.00", "base_amount": "110000.00",
    "indirect_costs": "27500.00",
    "total_costs": "157500.00"
}"#))))]
pub struct CalculatedIndirectCosts {
    /// Currency of the amounts.
    pub currency: CurrencyCode,
    /// Rate of indirect costs, as a percentage of their base.
    pub rate: Percent,
    /// The costs that form the base.
    pub base: IndirectBase,
    /// All direct cost categories that the base leaves out.
    pub excludes: Vec<CostCategory>,
    /// How the computed amount was rounded to the cent.
    pub rounding: Rounding,
    /// Total direct costs.
    pub direct_costs: Money,
    /// Direct costs that are not part of the base.
    pub excluded: Money,
    /// Direct costs that are part of the base.
    pub base_amount: Money,
    /// Indirect costs: `base_amount` times `rate`.
    pub indirect_costs: Money,
    /// Direct and indirect costs together.
    pub total_costs: Money,
}

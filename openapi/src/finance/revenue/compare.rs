use entity::value::{Class, CurrencyCode, Money};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Basis, ClassShare, LevelClass, OtherRevenue, PercentWithheld, RevenueSplit, Source, View};

/// The year to compare.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CompareQuery {
    /// Fiscal year. If the fiscal year is not recorded, the calendar year is used.
    #[param(minimum = 1900, maximum = 2999, example = 2024)]
    pub year: i32,
    /// Number of decimal places of the percentages.
    #[param(minimum = 0, maximum = 4, default = 0)]
    #[serde(default)]
    pub decimals: u32,
}

/// The years to split.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SplitsQuery {
    /// First fiscal year.
    #[param(minimum = 1900, maximum = 2999, example = 2022)]
    pub from: i32,
    /// Last fiscal year. One request covers at most thirty years.
    #[param(minimum = 1900, maximum = 2999, example = 2024)]
    pub to: i32,
    /// What counts as revenue. The default is `recognised`.
    #[serde(default)]
    pub basis: Basis,
    /// Whether revenue is classified by payer or by origin. The default is `payer`.
    #[serde(default)]
    pub view: View,
    /// Number of decimal places of the percentages.
    #[param(minimum = 0, maximum = 4, default = 0)]
    #[serde(default)]
    pub decimals: u32,
}

/// Revenue splits of several years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "from": 2023, "to": 2024, "basis": "recognised", "view": "payer",
    "together": {
        "currency": "EUR", "total": "1400000.00", "grand_total": "1400000.00",
        "other": { "amount": "0.00", "counted": false, "by_kind": [] },
        "classes": [{ "class": "european", "amount": "266000.00", "ratio": "0.190000000000",
        "percent": "19" }],
        "percent_withheld": null
    },
    "years": []
}"#))))]
pub struct RevenueSplits {
    /// First fiscal year.
    #[schema(examples(2023))]
    pub from: i32,
    /// Last fiscal year.
    #[schema(examples(2024))]
    pub to: i32,
    /// What counts as revenue.
    pub basis: Basis,
    /// Whether revenue is classified by payer or by origin.
    pub view: View,
    /// Split of all years together. Null if the years have different currencies.
    #[schema(required)]
    pub together: Option<Together>,
    /// Split of each year, oldest first.
    pub years: Vec<RevenueSplit>,
}

/// Split of several years together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Together {
    /// Currency of all amounts.
    pub currency: CurrencyCode,
    /// Total of the classes of all years.
    pub total: Money,
    /// Total of all revenue of all years.
    pub grand_total: Money,
    /// Revenue by class, always in the same order. Other revenue is a class if it is counted in all years.
    pub classes: Vec<ClassShare>,
    /// Other revenue of all years. It is counted if it is counted in all years.
    pub other: OtherRevenue,
    /// Reason why no shares are given. Null if shares are given.
    #[schema(required)]
    pub percent_withheld: Option<PercentWithheld>,
}

/// The revenue of a year on each basis and in both views, with the causes of the differences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "year": 2024, "currency": "EUR",
    "sides": [{
        "basis": "recognised", "view": "payer", "total": "100.00", "grand_total": "100.00",
        "percent_withheld": null, "other": { "amount": "0.00", "counted": false, "by_kind": [] },
        "not_counted": 0,
        "classes": [{ "class": "national", "amount": "100.00", "ratio": "1.000000000000",
        "percent": "100" }]
    }],
    "differences": [{
        "from": { "basis": "recognised", "view": "payer" }, "to": { "basis": "recognised",
        "view": "origin" },
        "total": "0.00",
        "causes": [{
            "class": "european", "from": "0.00", "to": "40.00", "difference": "40.00",
            "source": { "funding_line": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014", "revenue_entry": null,
                "project": null, "programme": null, "reference": "A-7" }
        }]
    }]
}"#))))]
pub struct Comparison {
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// Currency of all amounts.
    pub currency: CurrencyCode,
    /// Split for each basis and view.
    pub sides: Vec<Side>,
    /// Differences between splits. For each basis: from payer to origin. By payer: from `recognised` to each
    /// other basis.
    pub differences: Vec<Difference>,
}

/// A basis and a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SideName {
    /// What counts as revenue.
    pub basis: Basis,
    /// Whether revenue is classified by payer or by origin.
    pub view: View,
}

/// The split for one basis and one view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Side {
    /// What counts as revenue.
    pub basis: Basis,
    /// Whether revenue is classified by payer or by origin.
    pub view: View,
    /// Total of the classes.
    pub total: Money,
    /// Total of all revenue.
    pub grand_total: Money,
    /// Revenue by class, always in the same order. Other revenue is a class if it is counted.
    pub classes: Vec<ClassShare>,
    /// Other revenue.
    pub other: OtherRevenue,
    /// Reason why no shares are given. Null if shares are given.
    #[schema(required)]
    pub percent_withheld: Option<PercentWithheld>,
    /// Number of items that could not be counted. The revenue split lists them with reasons.
    #[schema(examples(0))]
    pub not_counted: i64,
}

/// The difference between two splits, with its causes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    /// The first split.
    pub from: SideName,
    /// The second split.
    pub to: SideName,
    /// Total of the second split minus total of the first.
    pub total: Money,
    /// Causes of the difference. For each class, they add up to the difference of the class, to the cent.
    pub causes: Vec<Cause>,
}

/// An item that counts for different amounts in two splits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Cause {
    /// Class of the amounts.
    pub class: Class,
    /// Source of the money. It has no funding line if only the class of the entries is known.
    pub source: Source,
    /// Amount in the first split.
    pub from: Money,
    /// Amount in the second split.
    pub to: Money,
    /// Difference: `to` minus `from`.
    pub difference: Money,
}

/// A trial split of a year with another classification policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "year": 2024, "basis": "accrued", "rules": [
    { "level": "european", "class": "european" }, { "level": "private", "class": "consultancy" }
] }"#))))]
pub struct WhatIf {
    /// Fiscal year. If the fiscal year is not recorded, the calendar year is used.
    #[schema(minimum = 1900, maximum = 2999, examples(2024))]
    #[serde(deserialize_with = "crate::platform::whole::required")]
    pub year: i32,
    /// What counts as revenue. The default is `recognised`.
    #[serde(default)]
    pub basis: Basis,
    /// Whether revenue is classified by payer or by origin. The default is `payer`.
    #[serde(default)]
    pub view: View,
    /// Number of decimal places of the percentages. The default is 0.
    #[serde(default, deserialize_with = "crate::platform::whole::required")]
    #[schema(minimum = 0, maximum = 4)]
    pub decimals: u32,
    /// Class of each programme level. Money of a level without a rule has no class.
    #[schema(max_items = 6)]
    pub rules: Vec<LevelClass>,
    /// Whether other revenue counts in the total and in the shares. The default is false.
    #[serde(default)]
    pub counts_other: bool,
}

/// The actual split of a year and the trial split.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "year": 2024, "currency": "EUR", "causes": [],
    "actual": { "basis": "recognised", "view": "payer", "total": "0.00",
    "grand_total": "0.00", "classes": [], "other": { "amount": "0.00", "counted": false, "by_kind": [] },
    "percent_withheld": null, "not_counted": 0 },
    "what_if": { "basis": "recognised", "view": "payer", "total": "0.00",
    "grand_total": "0.00", "classes": [], "other": { "amount": "0.00", "counted": false, "by_kind": [] },
    "percent_withheld": null, "not_counted": 0 }
}"#))))]
pub struct WhatIfSplit {
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// Currency of all amounts.
    pub currency: CurrencyCode,
    /// The actual split. For a closed year, it is the frozen split.
    pub actual: Side,
    /// The trial split. It uses the present data of the funding lines.
    pub what_if: Side,
    /// Causes of the difference, from the actual split to the trial split.
    pub causes: Vec<Cause>,
}

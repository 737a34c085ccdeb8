use entity::value::{Class, CurrencyCode, Money};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Basis, ClassShare, LevelClass, PercentWithheld, RevenueSplit, Source, View};

/// Which year is compared.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CompareQuery {
    /// The fiscal year; where none is recorded, the calendar year.
    #[param(minimum = 1900, maximum = 2999, example = 2024)]
    pub year: i32,
    /// How many decimal places the shown percentages have.
    #[param(minimum = 0, maximum = 4, default = 0)]
    #[serde(default)]
    pub decimals: u32,
}

/// Which years are split.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SplitsQuery {
    /// The first fiscal year.
    #[param(minimum = 1900, maximum = 2999, example = 2022)]
    pub from: i32,
    /// The last; at most thirty years are split at once.
    #[param(minimum = 1900, maximum = 2999, example = 2024)]
    pub to: i32,
    /// What counts as revenue.
    #[serde(default)]
    pub basis: Basis,
    /// By whom money is classed.
    #[serde(default)]
    pub view: View,
    /// How many decimal places the shown percentages have.
    #[param(minimum = 0, maximum = 4, default = 0)]
    #[serde(default)]
    pub decimals: u32,
}

/// The revenue of several years, split over the classes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "from": 2023, "to": 2024, "basis": "recognised", "view": "payer",
    "together": {
        "currency": "EUR", "total": "1400000.00",
        "classes": [{ "class": "european", "amount": "266000.00", "ratio": "0.190000000000", "percent": "19" }],
        "percent_withheld": null
    },
    "years": []
})))]
pub struct RevenueSplits {
    /// The first fiscal year.
    #[schema(examples(2023))]
    pub from: i32,
    /// The last.
    #[schema(examples(2024))]
    pub to: i32,
    /// What was counted.
    pub basis: Basis,
    /// By whom it was classed.
    pub view: View,
    /// All the years together; null when they are not all in one currency.
    #[schema(required)]
    pub together: Option<Together>,
    /// Each year, the first one first.
    pub years: Vec<RevenueSplit>,
}

/// Several years together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Together {
    /// The currency of the amounts.
    pub currency: CurrencyCode,
    /// All that was counted.
    pub total: Money,
    /// Each class, always all of them, in their order.
    pub classes: Vec<ClassShare>,
    /// Why no shares are given; null when they are.
    #[schema(required)]
    pub percent_withheld: Option<PercentWithheld>,
}

/// A year's revenue by every basis and in both views, and why they differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "year": 2024, "currency": "EUR",
    "sides": [{
        "basis": "recognised", "view": "payer", "total": "100.00", "percent_withheld": null, "not_counted": 0,
        "classes": [{ "class": "national", "amount": "100.00", "ratio": "1.000000000000", "percent": "100" }]
    }],
    "differences": [{
        "from": { "basis": "recognised", "view": "payer" }, "to": { "basis": "recognised", "view": "origin" },
        "total": "0.00",
        "causes": [{
            "class": "european", "from": "0.00", "to": "40.00", "difference": "40.00",
            "source": { "funding_line": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014", "revenue_entry": null,
                "project": null, "programme": null, "reference": "A-7" }
        }]
    }]
})))]
pub struct Comparison {
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// The currency of every amount here.
    pub currency: CurrencyCode,
    /// The split by each basis and in each view.
    pub sides: Vec<Side>,
    /// From each basis by payer to the same by origin, and from what was recognised to each other basis by payer.
    pub differences: Vec<Difference>,
}

/// A basis and a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SideName {
    /// What was counted.
    pub basis: Basis,
    /// By whom it was classed.
    pub view: View,
}

/// The split by one basis in one view.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Side {
    /// What was counted.
    pub basis: Basis,
    /// By whom it was classed.
    pub view: View,
    /// All that was counted.
    pub total: Money,
    /// Each class, always all of them, in their order.
    pub classes: Vec<ClassShare>,
    /// Why no shares are given; null when they are.
    #[schema(required)]
    pub percent_withheld: Option<PercentWithheld>,
    /// How much could not be counted; the split itself says what, and why.
    #[schema(examples(0))]
    pub not_counted: i64,
}

/// What makes one side differ from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Difference {
    /// The one side.
    pub from: SideName,
    /// The other.
    pub to: SideName,
    /// By how much the total of the other is more.
    pub total: Money,
    /// What makes the difference; class by class, the differences total that of the classes to the cent.
    pub causes: Vec<Cause>,
}

/// Something that counts otherwise on one side than on the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Cause {
    /// The class.
    pub class: Class,
    /// The funding line; entries of which only the class is known have none.
    pub source: Source,
    /// What it counts for on the one side.
    pub from: Money,
    /// What it counts for on the other.
    pub to: Money,
    /// By how much that is more.
    pub difference: Money,
}

/// A year to be split under another classification policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "year": 2024, "basis": "accrued", "rules": [
    { "level": "european", "class": "european" }, { "level": "private", "class": "consultancy" }
] })))]
pub struct WhatIf {
    /// The fiscal year; where none is recorded, the calendar year.
    #[schema(minimum = 1900, maximum = 2999, examples(2024))]
    #[serde(deserialize_with = "crate::platform::whole::required")]
    pub year: i32,
    /// What counts as revenue; by default what was recognised.
    #[serde(default)]
    pub basis: Basis,
    /// By whom money is classed; by default by who pays.
    #[serde(default)]
    pub view: View,
    /// How many decimal places the shown percentages have.
    #[serde(default, deserialize_with = "crate::platform::whole::required")]
    #[schema(minimum = 0, maximum = 4)]
    pub decimals: u32,
    /// The class of each level of programmes; a level that is not here is in no class.
    #[schema(max_items = 6)]
    pub rules: Vec<LevelClass>,
}

/// A year as it is split, and as it would be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "year": 2024, "currency": "EUR", "causes": [],
    "actual": { "basis": "recognised", "view": "payer", "total": "0.00", "classes": [], "percent_withheld": null, "not_counted": 0 },
    "what_if": { "basis": "recognised", "view": "payer", "total": "0.00", "classes": [], "percent_withheld": null, "not_counted": 0 }
})))]
pub struct WhatIfSplit {
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// The currency of every amount here.
    pub currency: CurrencyCode,
    /// As it is: of a closed year, as it was frozen.
    pub actual: Side,
    /// As it would be, of the funding lines as they are now.
    pub what_if: Side,
    /// What makes the difference, from the one to the other.
    pub causes: Vec<Cause>,
}

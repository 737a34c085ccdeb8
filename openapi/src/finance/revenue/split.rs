use chrono::NaiveDate;
use entity::value::{Class, CurrencyCode, DecimalString, Money};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use super::{BreakdownPart, Contribution, Dimension, NotCounted, PublishedCheck, TargetCheck};

/// Which split.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SplitQuery {
    /// The fiscal year; where none is recorded, the calendar year.
    #[param(minimum = 1900, maximum = 2999, example = 2024)]
    pub year: i32,
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
    /// Whether to give every contribution.
    #[param(default = false)]
    #[serde(default)]
    pub explain: bool,
    /// What to break it down by, too.
    pub by: Option<Dimension>,
}

/// What counts as revenue of a year.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Display,
    EnumString,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Basis {
    /// The revenue entries posted to the year.
    #[default]
    Recognised,
    /// The own share of signed funding lines, spread over the year by each line's method.
    Accrued,
    /// The own part of the payments that came in in the year.
    Received,
    /// The own share of the funding lines that were signed in the year.
    Awarded,
    /// The own share of what was asked for and is not decided yet, times its probability, spread over the year by each
    /// line's method; by days, where that is not one of time.
    Pipeline,
}

/// By whom money is classed.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum View {
    /// By who signs and pays.
    #[default]
    Payer,
    /// By whose budget it ultimately is. Money of which no origin is recorded is taken as its payer's,
    /// and `origin_not_recorded` says how much that is.
    Origin,
}

/// A year's revenue, split over the classes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "year": 2024, "first_day": "2024-01-01", "last_day": "2024-12-31", "basis": "recognised", "view": "payer",
    "currency": "EUR", "total": "1400000.00",
    "classes": [
        { "class": "european", "amount": "266000.00", "ratio": "0.190000000000", "percent": "19" },
        { "class": "national", "amount": "868000.00", "ratio": "0.620000000000", "percent": "62" },
        { "class": "consultancy", "amount": "266000.00", "ratio": "0.190000000000", "percent": "19" }
    ],
    "origin_not_recorded": null, "percent_withheld": null, "previous": null,
    "published": {
        "source": "Rapport d'activités 2024", "agrees": true,
        "figures": [
            {
                "figure": "total", "unit": "EUR", "published": "1400000.00", "precision": "100000.00",
                "computed": "1400000.00", "agrees": true
            }
        ]
    },
    "targets": [], "not_counted": []
})))]
pub struct RevenueSplit {
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its last day.
    pub last_day: NaiveDate,
    /// What was counted.
    pub basis: Basis,
    /// By whom it was classed.
    pub view: View,
    /// The currency of every amount here, but for those that say otherwise.
    pub currency: CurrencyCode,
    /// All that was counted.
    pub total: Money,
    /// Each class, always all of them, in their order.
    pub classes: Vec<ClassShare>,
    /// How much of the total is taken as its payer's, since nobody recorded whose budget it is; null by payer.
    #[schema(required)]
    pub origin_not_recorded: Option<Money>,
    /// Why no shares are given; null when they are.
    #[schema(required)]
    pub percent_withheld: Option<PercentWithheld>,
    /// The year before; null when nothing was counted in it, or its total leaves the range of amounts.
    #[schema(required)]
    pub previous: Option<PreviousYear>,
    /// The figures that were published of the year, against these; null when none were recorded.
    #[schema(required)]
    pub published: Option<PublishedCheck>,
    /// The shares that the board wants of the year, against these.
    pub targets: Vec<TargetCheck>,
    /// With `by`, what each programme, payer, project, theme or country contributed; the parts total the total, and
    /// class by class the amounts of the classes, to the cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<Vec<BreakdownPart>>,
    /// What belongs to the basis and could not be counted, and why. Nothing is dropped in silence.
    pub not_counted: Vec<NotCounted>,
    /// With `explain=true`, everything that was counted: the contributions of a class total its amount to the
    /// cent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contributions: Option<Vec<Contribution>>,
}

/// A class's part of the revenue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassShare {
    /// The class.
    pub class: Class,
    /// Its amount.
    #[schema(examples("266000.00"))]
    pub amount: Money,
    /// Its part of the total, to twelve places; null when shares are withheld.
    #[schema(examples("0.190000000000"))]
    #[schema(required)]
    pub ratio: Option<DecimalString>,
    /// Its part of the total in percent, as shown. The percentages total exactly 100: they are rounded by
    /// largest remainder. Null when shares are withheld.
    #[schema(examples("19"))]
    #[schema(required)]
    pub percent: Option<DecimalString>,
}

/// Why shares are not given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PercentWithheld {
    /// The reason.
    pub code: WithheldCode,
    /// The reason, in words.
    pub detail: String,
}

/// A reason not to give shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WithheldCode {
    /// The total is zero or negative.
    TotalNotPositive,
    /// A class is negative.
    NegativeClass,
}

/// The year before, and what changed since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviousYear {
    /// The fiscal year.
    #[schema(examples(2023))]
    pub year: i32,
    /// The currency of its amounts.
    pub currency: CurrencyCode,
    /// All that was counted.
    pub total: Money,
    /// Each class.
    pub classes: Vec<ClassShare>,
    /// What changed since; null when the currency did.
    #[schema(required)]
    pub change: Option<Change>,
}

/// What changed from one year to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// By how much the total grew; negative when it fell.
    pub total: Money,
    /// By how much each class did.
    pub classes: Vec<ClassChange>,
}

/// What changed in a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassChange {
    /// The class.
    pub class: Class,
    /// By how much its amount grew; negative when it fell.
    pub amount: Money,
    /// By how many percentage points its shown share grew; null when either year's are withheld.
    #[schema(required)]
    pub percentage_points: Option<DecimalString>,
}

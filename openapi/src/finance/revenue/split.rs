use chrono::NaiveDate;
use entity::value::{Class, CurrencyCode, DecimalString, Money};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use super::{BreakdownPart, Contribution, Dimension, NotCounted, OtherRevenue, PublishedCheck, TargetCheck};

/// Options of a revenue split.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SplitQuery {
    /// Fiscal year. If the fiscal year is not recorded, the calendar year is used.
    #[param(minimum = 1900, maximum = 2999, example = 2024)]
    pub year: i32,
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
    /// Whether to list the contributions.
    #[param(default = false)]
    #[serde(default)]
    pub explain: bool,
    /// An additional breakdown of the revenue.
    pub by: Option<Dimension>,
}

/// What counts as the revenue of a year.
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
    /// The own share of signed funding lines, spread over the year by the recognition method of each line.
    Accrued,
    /// The owner's part of the payments received in the year.
    Received,
    /// The own share of the funding lines signed in the year.
    Awarded,
    /// The own share of undecided applications times their probability, spread over the year. Each line uses
    /// its recognition method, or days if that method is not based on time.
    Pipeline,
}

/// How revenue is classified.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum View {
    /// By the organisation that signs and pays.
    #[default]
    Payer,
    /// By the budget that the money comes from. Without a recorded origin, the class of the payer applies.
    /// `origin_not_recorded` gives the total of that money.
    Origin,
}

/// The revenue of a year, split by class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "year": 2024, "first_day": "2024-01-01", "last_day": "2024-12-31", "basis": "recognised",
    "view": "payer",
    "currency": "EUR", "total": "1400000.00",
    "classes": [
        { "class": "european", "amount": "266000.00", "ratio": "0.190000000000", "percent": "19" },
        { "class": "national", "amount": "868000.00", "ratio": "0.620000000000", "percent": "62" },
        { "class": "consultancy", "amount": "266000.00", "ratio": "0.190000000000", "percent": "19" }
    ],
    "grand_total": "1412500.00",
    "other": { "amount": "12500.00", "counted": false, "by_kind": [
        { "kind": "membership_fees", "amount": "12000.00" }, { "kind": "interest", "amount": "500.00" }
    ] },
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
}"#))))]
pub struct RevenueSplit {
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// First day of the year.
    pub first_day: NaiveDate,
    /// Last day of the year.
    pub last_day: NaiveDate,
    /// What counts as revenue.
    pub basis: Basis,
    /// Whether revenue is classified by payer or by origin.
    pub view: View,
    /// Currency of all amounts, except those with their own currency.
    pub currency: CurrencyCode,
    /// Total of the classes: the revenue that the shares refer to.
    pub total: Money,
    /// Total of all revenue: the classes, and other revenue also where it is not counted. For the recognised
    /// basis it is the total of the ledger, less the amounts of `not_counted`.
    pub grand_total: Money,
    /// Revenue by class: European, national and consultancy, always in this order. If the classification
    /// policy counts other revenue, it is the fourth class.
    pub classes: Vec<ClassShare>,
    /// Other revenue: interest, fees, donations, rent, private foundations.
    pub other: OtherRevenue,
    /// The part of the total without a recorded origin, classified by payer. Null if `view` is `payer`.
    #[schema(required)]
    pub origin_not_recorded: Option<Money>,
    /// Reason why no shares are given. Null if shares are given.
    #[schema(required)]
    pub percent_withheld: Option<PercentWithheld>,
    /// The previous year. Null if nothing counted in it, or if its total exceeds the range of amounts.
    #[schema(required)]
    pub previous: Option<PreviousYear>,
    /// Comparison with the published figures of the year. Null if none are recorded.
    #[schema(required)]
    pub published: Option<PublishedCheck>,
    /// Comparison with the targets of the board for the year.
    pub targets: Vec<TargetCheck>,
    /// Present only with `by`: revenue per programme, payer, project, theme or country. The parts add up to
    /// the total and to the amounts of the classes, to the cent. Other revenue that is not counted is not in
    /// them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub breakdown: Option<Vec<BreakdownPart>>,
    /// Items of this basis that could not be counted, each with the reason. Every such item is listed.
    pub not_counted: Vec<NotCounted>,
    /// Present only with `explain=true`: a page of the contributions. On all pages together, the
    /// contributions of a class add up to its amount, to the cent. Those of class `other` add up to
    /// `other.amount`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contributions: Option<Vec<Contribution>>,
    /// The cursor of the next contributions: send it as `after`. Absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contributions_next: Option<String>,
}

/// The revenue of a class, with its share of the total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassShare {
    /// The class.
    pub class: Class,
    /// Revenue of the class.
    #[schema(examples("266000.00"))]
    pub amount: Money,
    /// Share of the total as a ratio, with twelve decimal places. Null if no shares are given.
    #[schema(examples("0.190000000000"))]
    #[schema(required)]
    pub ratio: Option<DecimalString>,
    /// Share of the total in percent, for display. The percentages add up to exactly 100; they are rounded by
    /// largest remainder. Null if no shares are given.
    #[schema(examples("19"))]
    #[schema(required)]
    pub percent: Option<DecimalString>,
}

/// The reason why no shares are given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PercentWithheld {
    /// Reason as a code.
    pub code: WithheldCode,
    /// Reason as a sentence.
    pub detail: String,
}

/// A reason why no shares are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WithheldCode {
    /// The total is zero or negative.
    TotalNotPositive,
    /// The amount of a class is negative.
    NegativeClass,
}

/// The previous year, and the change since then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviousYear {
    /// The previous fiscal year.
    #[schema(examples(2023))]
    pub year: i32,
    /// Currency of the previous year.
    pub currency: CurrencyCode,
    /// Total of the classes of the previous year. Other revenue counts in it as in this year, so that the
    /// years can be compared.
    pub total: Money,
    /// Total of all revenue of the previous year.
    pub grand_total: Money,
    /// Revenue by class of the previous year.
    pub classes: Vec<ClassShare>,
    /// Other revenue of the previous year.
    pub other: OtherRevenue,
    /// Change from the previous year. Null if the currencies differ.
    #[schema(required)]
    pub change: Option<Change>,
}

/// The change from one year to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Change {
    /// Change of the total. It is negative if the total fell.
    pub total: Money,
    /// Change of each class that both years have.
    pub classes: Vec<ClassChange>,
}

/// The change of a class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ClassChange {
    /// The class.
    pub class: Class,
    /// Change of the amount. It is negative if the amount fell.
    pub amount: Money,
    /// Change of the displayed share, in percentage points. Null if one of the years has no shares.
    #[schema(required)]
    pub percentage_points: Option<DecimalString>,
}

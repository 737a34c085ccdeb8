use entity::value::{Class, DecimalString, Percent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Whether what was published agrees with what is computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublishedCheck {
    /// Where the figures were published.
    #[schema(examples("Rapport d'activités 2024"))]
    #[schema(required)]
    pub source: Option<String>,
    /// Whether all of them agree.
    pub agrees: bool,
    /// Each figure.
    pub figures: Vec<PublishedFigure>,
}

/// A published figure against the computed one.
///
/// They agree when the computed one rounds to the published one at its precision: "1,4 million" says that the
/// total lies from 1 350 000 up to but not including 1 450 000, and "19 %" that the share lies from 18.5 up to
/// but not including 19.5.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublishedFigure {
    /// Which figure.
    pub figure: FigureName,
    /// The unit of its numbers: `percent`, or a currency.
    #[schema(examples("EUR"))]
    pub unit: String,
    /// As published.
    #[schema(examples("1400000.00"))]
    pub published: DecimalString,
    /// The unit to which it was rounded.
    #[schema(examples("100000.00"))]
    pub precision: DecimalString,
    /// As computed; null when shares are withheld.
    #[schema(examples("1400000.00"))]
    #[schema(required)]
    pub computed: Option<DecimalString>,
    /// Whether they agree.
    pub agrees: bool,
}

/// The name of a published figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureName {
    /// The total.
    Total,
    /// The European share.
    EuropeanShare,
    /// The national share.
    NationalShare,
    /// The consultancy share.
    ConsultancyShare,
}

/// A share that the board wants, against the computed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TargetCheck {
    /// The class.
    pub class: Class,
    /// The share that is wanted, in percent.
    pub target: Percent,
    /// By how many percentage points the year may drift from it.
    pub tolerance: Percent,
    /// The share as computed, in percent, to ten places; null when shares are withheld.
    #[schema(required, examples("19.0000000000"))]
    pub computed: Option<DecimalString>,
    /// By how many percentage points it is above what is wanted; negative when it is below.
    #[schema(required, examples("-1.0000000000"))]
    pub drift: Option<DecimalString>,
    /// What there is to warn of: that it drifts by more than the tolerance. Null when there is nothing.
    #[schema(required)]
    pub warning: Option<String>,
}

use entity::value::{Class, DecimalString, Percent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Comparison of the published figures with the computed figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublishedCheck {
    /// Publication that contains the figures. Null if none is recorded.
    #[schema(examples("Rapport d'activités 2024"))]
    #[schema(required)]
    pub source: Option<String>,
    /// Whether all figures agree.
    pub agrees: bool,
    /// Comparison of each figure.
    pub figures: Vec<PublishedFigure>,
}

/// A published figure and the computed figure.
///
/// They agree if the computed figure, rounded to the precision, equals the published figure. "1,4 million"
/// means a total from 1 350 000 to less than 1 450 000. "19 %" means a share from 18.5 to less than 19.5.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PublishedFigure {
    /// Name of the figure.
    pub figure: FigureName,
    /// Unit of the numbers: `percent`, or a currency code.
    #[schema(examples("EUR"))]
    pub unit: String,
    /// The published figure.
    #[schema(examples("1400000.00"))]
    pub published: DecimalString,
    /// Rounding unit of the published figure.
    #[schema(examples("100000.00"))]
    pub precision: DecimalString,
    /// The computed figure. Null if no shares are given.
    #[schema(examples("1400000.00"))]
    #[schema(required)]
    pub computed: Option<DecimalString>,
    /// Whether the two figures agree.
    pub agrees: bool,
}

/// The name of a published figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FigureName {
    /// Total revenue.
    Total,
    /// Share of the European class.
    EuropeanShare,
    /// Share of the national class.
    NationalShare,
    /// Share of the consultancy class.
    ConsultancyShare,
    /// Share of other revenue.
    OtherShare,
}

/// Comparison of a target share of the board with the computed share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TargetCheck {
    /// Class of the target.
    pub class: Class,
    /// Target share, in percent.
    pub target: Percent,
    /// Allowed deviation from the target, in percentage points.
    pub tolerance: Percent,
    /// Computed share in percent, with ten decimal places. Null if no shares are given.
    #[schema(required, examples("19.0000000000"))]
    pub computed: Option<DecimalString>,
    /// Computed share minus target share, in percentage points. It is negative if the share is below the
    /// target. Null if no shares are given.
    #[schema(required, examples("-1.0000000000"))]
    pub drift: Option<DecimalString>,
    /// Warning that the deviation exceeds the tolerance. Null if it does not.
    #[schema(required)]
    pub warning: Option<String>,
}

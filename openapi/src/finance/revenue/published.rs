//! Published figures of a fiscal year.

use entity::value::{Class, Money, Percent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The figures that the organisation published for a year.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedFigures {
    /// Publication that contains the figures.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("Rapport d'activités 2024"))]
    pub source: Option<String>,
    /// Published total revenue.
    pub total: Option<PublishedTotal>,
    /// Published share of each class.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 3)]
    pub shares: Vec<PublishedShare>,
}

/// A published total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedTotal {
    /// Published amount, in the currency of the year.
    #[schema(examples("1400000.00"))]
    pub amount: Money,
    /// Rounding unit of the amount. For "1,4 million" it is 100000.00.
    #[schema(examples("100000.00"))]
    pub precision: Money,
}

/// A published share of a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedShare {
    /// The class.
    pub class: Class,
    /// Published share, in percent.
    #[schema(examples("19"))]
    pub percent: Percent,
    /// Rounding unit of the share, in percentage points. For "19 %" it is 1.
    #[schema(examples("1"))]
    pub precision: Percent,
}

//! The figures that were published for a year.

use entity::value::{Class, Money, Percent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What was published of a year.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedFigures {
    /// Where.
    #[schema(min_length = 1, max_length = 500, format = "single-line", examples("Rapport d'activités 2024"))]
    pub source: Option<String>,
    /// The total revenue.
    pub total: Option<PublishedTotal>,
    /// The shares.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 3)]
    pub shares: Vec<PublishedShare>,
}

/// A published total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedTotal {
    /// The amount, in the year's currency.
    #[schema(examples("1400000.00"))]
    pub amount: Money,
    /// The unit to which it is rounded: "1,4 million" is rounded to 100000.00.
    #[schema(examples("100000.00"))]
    pub precision: Money,
}

/// A published share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishedShare {
    /// The class.
    pub class: Class,
    /// The share, in percent.
    #[schema(examples("19"))]
    pub percent: Percent,
    /// The unit to which it is rounded: "19 %" is rounded to 1.
    #[schema(examples("1"))]
    pub precision: Percent,
}

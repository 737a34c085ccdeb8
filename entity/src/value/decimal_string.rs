use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::ToSchema;

/// A decimal number as a string, with a fixed number of decimal places: `"19"`, `"19.00"`,
/// `"0.190000000000"`.
///
/// The JSON Schema format has its own name: client generators turn the format `decimal` into a number.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerializeDisplay, DeserializeFromStr, ToSchema,
)]
#[schema(
    value_type = String,
    format = "decimal-string",
    max_length = 40,
    pattern = r"^-?[0-9]+(\.[0-9]+)?$",
    examples("0.190000000000")
)]
pub struct DecimalString(pub Decimal);

impl fmt::Display for DecimalString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for DecimalString {
    type Err = rust_decimal::Error;

    fn from_str(written: &str) -> Result<Self, Self::Err> {
        Decimal::from_str_exact(written).map(Self)
    }
}

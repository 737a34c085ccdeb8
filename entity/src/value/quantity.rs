use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sea_orm::DeriveValueType;
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::ToSchema;

/// A measured or planned number, as a decimal string: `"22"`, `"65.5"`, `"-0.25"`.
///
/// Up to twelve digits and six decimal places, exact. Stored as whole millionths.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    SerializeDisplay,
    DeserializeFromStr,
    DeriveValueType,
    ToSchema,
)]
#[schema(
    value_type = String,
    format = "quantity",
    max_length = 20,
    pattern = r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$",
    examples("22")
)]
pub struct Quantity(i64);

/// The error of an invalid quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a quantity is a string of up to twelve digits, with up to six decimal places after a point, for example \
    \"65.5\""
)]
pub struct QuantityError;

impl Quantity {
    /// The quantity as a decimal number.
    #[must_use]
    pub fn amount(self) -> Decimal {
        Decimal::new(self.0, 6)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.amount().normalize().fmt(f)
    }
}

impl FromStr for Quantity {
    type Err = QuantityError;

    fn from_str(written: &str) -> Result<Self, QuantityError> {
        let unsigned = written.strip_prefix('-').unwrap_or(written);
        let (units, places) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(units, 12) || !digits(places, 6) {
            return Err(QuantityError);
        }
        let exact = Decimal::from_str_exact(written).map_err(|_| QuantityError)?;
        let millionths = exact.checked_mul(Decimal::from(1_000_000)).and_then(|parts| parts.to_i64());
        millionths.map(Self).ok_or(QuantityError)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_quantity_is_refused() {
        for bad in ["", "1,5", "1.", ".5", "+1", "1e3", "1 000", "65 %", "1234567890123", "0.0000001", "--1"]
        {
            assert_eq!(bad.parse::<Quantity>(), Err(QuantityError), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn a_quantity_is_exact(units in -999_999_999_999_i64..=999_999_999_999, places in 0_u32..1_000_000) {
            let written = format!("{units}.{places:06}");
            let quantity: Quantity = written.parse().expect("a quantity");
            let exact = Decimal::from_str_exact(&written).expect("a decimal");
            prop_assert_eq!(quantity.to_string(), exact.normalize().to_string());
            prop_assert_eq!(quantity.to_string().parse(), Ok(quantity));
        }
    }
}

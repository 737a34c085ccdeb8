use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::ToSchema;

use super::{Money, MoneyError};

/// The cost of one unit, with two to six decimal places: `"400.00"`, `"0.4326"`.
///
/// Stored as whole cents and the millionths beyond them.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerializeDisplay, DeserializeFromStr, ToSchema,
)]
#[schema(
    value_type = String,
    format = "quantity",
    max_length = 19,
    pattern = r"^-?(0|[1-9][0-9]{0,10})\.[0-9]{2,6}$",
    examples("0.4326")
)]
pub struct UnitRate(i64);

/// The error of an invalid unit rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a unit rate is a string of digits with a point and two to six decimal places, for example \"0.4326\""
)]
pub struct UnitRateError;

/// The millionths in a cent.
const CENT: i64 = 10_000;

impl UnitRate {
    /// Zero.
    pub const ZERO: Self = Self(0);

    /// The rate of whole cents and the millionths beyond them.
    #[must_use]
    pub fn from_parts(cents: Money, millionths: i64) -> Self {
        Self(cents.cents() * CENT + millionths)
    }

    /// The whole cents, and the millionths beyond them.
    ///
    /// # Errors
    /// [`MoneyError::Range`]: cannot occur for a rate that was read, but is returned by the arithmetic.
    pub fn parts(self) -> Result<(Money, i64), MoneyError> {
        Ok((Money::from_cents(self.0 / CENT)?, self.0 % CENT))
    }

    /// The rate as a decimal number.
    #[must_use]
    pub fn amount(self) -> Decimal {
        Decimal::new(self.0, 6)
    }

    /// The rate nearest to a number; `None` if the number has more than six decimal places, or is too large.
    #[must_use]
    pub fn exact(number: Decimal) -> Option<Self> {
        let exact = number.normalize();
        let scale = exact.scale().max(2);
        format!("{exact:.*}", usize::try_from(scale).ok()?).parse().ok()
    }
}

impl fmt::Display for UnitRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = self.amount().normalize();
        if shown.scale() < 2 {
            shown.rescale(2);
        }
        shown.fmt(f)
    }
}

impl FromStr for UnitRate {
    type Err = UnitRateError;

    fn from_str(written: &str) -> Result<Self, UnitRateError> {
        let unsigned = written.strip_prefix('-').unwrap_or(written);
        let (units, places) = unsigned.split_once('.').ok_or(UnitRateError)?;
        let digits = |part: &str, least: usize, most: usize| {
            (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let leading_zero = units.len() > 1 && units.starts_with('0');
        if !digits(units, 1, 11) || leading_zero || !digits(places, 2, 6) {
            return Err(UnitRateError);
        }
        let exact = Decimal::from_str_exact(written).map_err(|_| UnitRateError)?;
        let millionths = exact.checked_mul(Decimal::from(1_000_000)).and_then(|parts| parts.to_i64());
        millionths.map(Self).ok_or(UnitRateError)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rate_has_two_to_six_places() {
        for (written, shown) in [("0.4326", "0.4326"), ("400.00", "400.00"), ("400.500000", "400.50")] {
            assert_eq!(written.parse::<UnitRate>().map(|rate| rate.to_string()), Ok(shown.to_owned()));
        }
        for bad in ["", "1", "1.5", "1,50", "01.00", "+1.00", "0.0000001", "100000000000.00", "1e3"] {
            assert_eq!(bad.parse::<UnitRate>(), Err(UnitRateError), "{bad:?}");
        }
        assert_eq!(UnitRate::exact(Decimal::new(5, 1)).map(|rate| rate.to_string()), Some("0.50".to_owned()));
        assert_eq!(UnitRate::exact(Decimal::new(1, 7)), None);
    }

    proptest! {
        #[test]
        fn a_rate_is_exact(units in 0_i64..=99_999_999_999, places in 0_u32..1_000_000) {
            let rate: UnitRate = format!("{units}.{places:06}").parse().expect("a rate");
            let (cents, millionths) = rate.parts().expect("in range");
            prop_assert_eq!(UnitRate::from_parts(cents, millionths), rate);
            prop_assert!((0..CENT).contains(&millionths));
            prop_assert_eq!(rate.to_string().parse(), Ok(rate));
        }
    }
}

use std::fmt;
use std::str::FromStr;

use rust_decimal::{Decimal, RoundingStrategy};
use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, DbErr, QueryResult, TryGetError, TryGetable, Value};
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::ToSchema;

/// An amount of money, exact to the cent.
///
/// Written as a decimal string with exactly two places (`"266000.00"`); the currency is a separate field.
/// Stored as a `BIGINT` of cents. The range is -100 000 000 000.00 to 100 000 000 000.00 (10^13 cents). A
/// sum outside the range is an error; it never wraps.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerializeDisplay, DeserializeFromStr, ToSchema,
)]
#[schema(
    value_type = String,
    format = "money",
    max_length = 16,
    pattern = r"^-?((0|[1-9][0-9]{0,10})\.[0-9]{2}|100000000000\.00)$",
    examples("266000.00")
)]
pub struct Money(Decimal);

/// The error of an invalid amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not a decimal string with exactly two places.
    #[error(
        "an amount is a string of digits with a point and exactly two decimal places, for example \
        \"1234.50\", without thousands separator, exponent or currency"
    )]
    Form,
    /// More than 10^13 cents, positive or negative.
    #[error("an amount must be between -100000000000.00 and 100000000000.00")]
    Range,
}

/// The number of decimal places of a computed number.
pub type Places = u32;

/// Rounds half away from zero: 0.005 becomes 0.01 and -0.005 becomes -0.01.
///
/// This is the ledger's half-up rounding. Because it is symmetric, a reversal cancels its entry to the cent
/// in each class.
#[must_use]
pub fn round_half_up(exact: Decimal, places: Places) -> Decimal {
    let mut rounded = exact.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(places);
    rounded
}

impl Money {
    /// Zero.
    pub const ZERO: Self = Self(Decimal::from_parts(0, 0, 0, false, 2));
    /// The largest amount, in cents. The smallest one is its opposite.
    pub const MAX_CENTS: i64 = 10_000_000_000_000;

    /// The amount of a number of cents.
    ///
    /// # Errors
    /// [`MoneyError::Range`] beyond 10^13 cents.
    pub fn from_cents(cents: i64) -> Result<Self, MoneyError> {
        Self::round(Decimal::new(cents, 2))
    }

    /// The amount nearest to an exact number of units, by [`round_half_up`].
    ///
    /// # Errors
    /// [`MoneyError::Range`] beyond 10^13 cents.
    pub fn round(exact: Decimal) -> Result<Self, MoneyError> {
        let amount = round_half_up(exact, 2);
        if amount.scale() != 2 || amount.mantissa().abs() > i128::from(Self::MAX_CENTS) {
            return Err(MoneyError::Range);
        }
        Ok(Self(if amount.is_zero() { Self::ZERO.0 } else { amount }))
    }

    /// The number of cents.
    ///
    /// # Panics
    /// Never: each constructor checks the limit of 10^13 cents.
    #[must_use]
    pub fn cents(self) -> i64 {
        #[expect(clippy::expect_used, reason = "each constructor checks the limit of 10^13 cents")]
        self.0.mantissa().try_into().expect("10^13 fits in 64 bits")
    }

    /// The amount in units of the currency, with two places.
    #[must_use]
    pub fn amount(self) -> Decimal {
        self.0
    }

    /// The sum of two amounts.
    ///
    /// # Errors
    /// [`MoneyError::Range`] when the sum is outside the range.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        Self::round(self.0 + other.0)
    }

    /// The difference of two amounts.
    ///
    /// # Errors
    /// [`MoneyError::Range`] when the difference is outside the range.
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        Self::round(self.0 - other.0)
    }

    /// The sum of many amounts, in any order.
    ///
    /// # Errors
    /// [`MoneyError::Range`] when the sum is outside the range.
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        // A decimal holds the sum of 10^15 of the largest amounts.
        Self::round(amounts.into_iter().map(|money| money.0).sum())
    }
}

impl Default for Money {
    /// Zero, with two decimal places.
    fn default() -> Self {
        Self::ZERO
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(written: &str) -> Result<Self, MoneyError> {
        let digits = written.strip_prefix('-').unwrap_or(written);
        let (units, cents) = digits.split_once('.').ok_or(MoneyError::Form)?;
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let padded = units.len() > 1 && units.starts_with('0');
        if !all_digits(units) || !all_digits(cents) || cents.len() != 2 || padded {
            return Err(MoneyError::Form);
        }
        Self::round(Decimal::from_str_exact(written).map_err(|_| MoneyError::Range)?)
    }
}

impl From<Money> for Value {
    fn from(money: Money) -> Self {
        Self::BigInt(Some(money.cents()))
    }
}

impl TryGetable for Money {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let cents = i64::try_get_by(row, index)?;
        Self::from_cents(cents).map_err(|fault| {
            TryGetError::DbErr(DbErr::TryIntoErr {
                from: "BIGINT",
                into: "Money",
                source: std::sync::Arc::new(fault),
            })
        })
    }
}

impl ValueType for Money {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        let cents = <i64 as ValueType>::try_from(value)?;
        Self::from_cents(cents).map_err(|_| ValueTypeErr)
    }

    fn type_name() -> String {
        "Money".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::BigInt
    }

    fn column_type() -> ColumnType {
        ColumnType::BigInteger
    }
}

impl Nullable for Money {
    fn null() -> Value {
        Value::BigInt(None)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_a_string_with_two_places_is_an_amount() {
        for good in ["0.00", "0.01", "-0.01", "266000.00", "100000000000.00", "-100000000000.00"] {
            assert_eq!(good.parse::<Money>().map(|money| money.to_string()), Ok(good.to_owned()));
        }
        assert_eq!("-0.00".parse(), Ok(Money::ZERO));
        assert_eq!(Money::default().to_string(), "0.00");
        for bad in [
            "", "1", "1.5", "1.505", "1,50", "1e3", "1.5e1", "+1.00", " 1.00", "1 000.00", "01.00", ".50",
            "1.", "--1.00", "1.0٠", "NaN",
        ] {
            assert_eq!(bad.parse::<Money>(), Err(MoneyError::Form), "{bad:?}");
        }
        for far in ["100000000000.01", "-100000000000.01", "99999999999999999999999999999999.00"] {
            assert_eq!(far.parse::<Money>(), Err(MoneyError::Range), "{far:?}");
        }
    }

    #[test]
    fn a_json_number_is_no_amount() {
        assert!(serde_json::from_str::<Money>("266000.00").is_err());
        assert!(serde_json::from_str::<Money>("\"266000.00\"").is_ok());
    }

    #[test]
    fn a_sum_beyond_the_range_is_an_error() {
        let most = Money::from_cents(10_000_000_000_000).expect("the largest amount");
        let cent = Money::from_cents(1).expect("a cent");
        assert_eq!(most.plus(cent), Err(MoneyError::Range));
        assert_eq!(Money::from_cents(i64::MIN), Err(MoneyError::Range));
        assert_eq!(Money::total([most, cent]), Err(MoneyError::Range));
        let back = Money::from_cents(-1).expect("a cent");
        assert_eq!(Money::total([most, cent, back]), Ok(most), "a partial sum may be outside");
        assert_eq!(Money::total([]), Ok(Money::ZERO));
    }

    #[test]
    fn half_a_cent_rounds_away_from_zero() {
        let half = Decimal::new(5, 3);
        assert_eq!(Money::round(half), Money::from_cents(1));
        assert_eq!(Money::round(-half), Money::from_cents(-1));
    }

    proptest! {
        #[test]
        fn every_amount_survives_writing_reading_and_storing(cents in -10_000_000_000_000_i64..=10_000_000_000_000) {
            let money = Money::from_cents(cents).expect("in range");
            prop_assert_eq!(money.cents(), cents);
            prop_assert_eq!(money.to_string().parse::<Money>(), Ok(money));
            prop_assert_eq!(<Money as ValueType>::try_from(Value::from(money)).ok(), Some(money));
        }
    }
}

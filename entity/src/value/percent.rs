use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sea_orm::DeriveValueType;
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::ToSchema;

/// A percentage from 0 to 100 with at most four decimal places, as a string: `"19"`, `"33.3333"`.
///
/// Stored as whole parts per million (`"19"` is 190 000), so that the database can add shares exactly.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
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
    format = "percent",
    max_length = 8,
    pattern = r"^(100(\.0{1,4})?|[0-9]{1,2}(\.[0-9]{1,4})?)$",
    examples("19")
)]
pub struct Percent(i64);

/// The error of an invalid percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a percentage is a string from \"0\" to \"100\" with at most four decimal places, for example \"33.3333\""
)]
pub struct PercentError;

impl Percent {
    /// Zero percent.
    pub const ZERO: Self = Self(0);
    /// Twenty percent.
    pub const FIFTH: Self = Self(200_000);
    /// One hundred percent.
    pub const WHOLE: Self = Self(1_000_000);

    /// The percentage in parts per million.
    #[must_use]
    pub fn parts_per_million(self) -> i64 {
        self.0
    }

    /// The percentage as a number from 0 to 100.
    #[must_use]
    pub fn amount(self) -> Decimal {
        Decimal::new(self.0, 4).normalize()
    }

    /// The fraction, from 0 to 1.
    #[must_use]
    pub fn ratio(self) -> Decimal {
        Decimal::new(self.0, 6)
    }

    /// The sum. It can exceed one hundred percent.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.amount().fmt(f)
    }
}

impl FromStr for Percent {
    type Err = PercentError;

    fn from_str(written: &str) -> Result<Self, PercentError> {
        let (units, places) = written.split_once('.').unwrap_or((written, "0"));
        let digits = |part: &str, most: usize| {
            (1..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !digits(units, 3) || !digits(places, 4) {
            return Err(PercentError);
        }
        let percent = Decimal::from_str_exact(written).map_err(|_| PercentError)?;
        let parts = (percent * Decimal::from(10_000)).to_i64().ok_or(PercentError)?;
        if parts > Self::WHOLE.0 { Err(PercentError) } else { Ok(Self(parts)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_and_written_without_needless_places() {
        for (written, shown) in [
            ("19", "19"),
            ("19.00", "19"),
            ("33.3333", "33.3333"),
            ("100", "100"),
            ("0", "0"),
            ("0.5", "0.5"),
        ] {
            assert_eq!(written.parse::<Percent>().map(|percent| percent.to_string()), Ok(shown.to_owned()));
        }
        for bad in ["", "100.0001", "101", "-1", "19 %", "19,5", "1e1", "0.00001", ".5", "5.", "999"] {
            assert_eq!(bad.parse::<Percent>(), Err(PercentError), "{bad:?}");
        }
    }
}

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use iso_currency::Currency;
use sea_orm::DeriveValueType;
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::ToSchema;

/// A currency: three capital letters of ISO 4217.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, SerializeDisplay, DeserializeFromStr, DeriveValueType, ToSchema,
)]
#[sea_orm(value_type = "String")]
#[schema(value_type = String, format = "currency-code", max_length = 3, pattern = r"^[A-Z]{3}$", examples("EUR"))]
pub struct CurrencyCode(Currency);

/// The error of an invalid currency code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a currency is three capital letters of ISO 4217 with two decimal places, for example \"EUR\"")]
pub struct CurrencyCodeError;

impl Ord for CurrencyCode {
    /// By the letters of the code.
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.code().cmp(other.0.code())
    }
}

impl PartialOrd for CurrencyCode {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Default for CurrencyCode {
    fn default() -> Self {
        Self(Currency::EUR)
    }
}

impl fmt::Display for CurrencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.code())
    }
}

impl FromStr for CurrencyCode {
    type Err = CurrencyCodeError;

    /// Amounts have exactly two decimal places. So a currency with another minor unit is an error.
    fn from_str(written: &str) -> Result<Self, CurrencyCodeError> {
        let currency = Currency::from_code(written).ok_or(CurrencyCodeError)?;
        if currency.exponent() == Some(2) { Ok(Self(currency)) } else { Err(CurrencyCodeError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_currencies_counted_in_hundredths_are_read() {
        for good in ["EUR", "GBP", "SEK"] {
            assert_eq!(good.parse::<CurrencyCode>().map(|code| code.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "eur", "EURO", "XYZ", "JPY", "KWD"] {
            assert_eq!(bad.parse::<CurrencyCode>(), Err(CurrencyCodeError), "{bad:?}");
        }
    }
}

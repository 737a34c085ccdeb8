use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::ToSchema;

/// A country: two capital letters of ISO 3166-1 alpha-2, or `XK` for Kosovo.
///
/// The codes `EL` and `UK` of the European Union (Interinstitutional Style Guide, annex A5) are accepted
/// and stored as `GR` and `GB`.
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
#[sea_orm(value_type = "String")]
#[schema(value_type = String, format = "country-code", max_length = 2, pattern = r"^[A-Z]{2}$", examples("BE"))]
pub struct CountryCode(&'static str);

/// The error of an invalid country code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a country is two capital letters of ISO 3166-1 alpha-2, for example \"BE\" (\"EL\", \"UK\" and \"XK\" \
    are accepted)"
)]
pub struct CountryCodeError;

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl FromStr for CountryCode {
    type Err = CountryCodeError;

    fn from_str(written: &str) -> Result<Self, CountryCodeError> {
        match written {
            "EL" => Ok(Self("GR")),
            "UK" => Ok(Self("GB")),
            "XK" => Ok(Self("XK")),
            _ if written.len() == 2 && written.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                let country = celes::Country::from_alpha2(written).map_err(|_| CountryCodeError)?;
                Ok(Self(country.alpha2))
            }
            _ => Err(CountryCodeError),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn european_usage_is_read_as_iso() {
        for (written, read) in
            [("BE", "BE"), ("EL", "GR"), ("GR", "GR"), ("UK", "GB"), ("XK", "XK"), ("MK", "MK")]
        {
            assert_eq!(written.parse::<CountryCode>().map(|code| code.to_string()), Ok(read.to_owned()));
        }
        for bad in ["", "be", "B", "BEL", "ZZ", "XX", "B E", "ÎE"] {
            assert_eq!(bad.parse::<CountryCode>(), Err(CountryCodeError), "{bad:?}");
        }
    }
}

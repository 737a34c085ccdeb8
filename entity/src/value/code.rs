use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::ToSchema;

/// Defines a code: a string with one rule, stored without change.
macro_rules! code {
    ($(#[$doc:meta])* $name:ident, $format:literal, $longest:tt, $pattern:literal, $example:literal, $obeys:expr, $fault:literal) => {
        $(#[$doc])*
        #[derive(
            Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, SerializeDisplay, DeserializeFromStr,
            DeriveValueType, ToSchema,
        )]
        #[sea_orm(value_type = "String")]
        #[schema(value_type = String, format = $format, max_length = $longest, pattern = $pattern, examples($example))]
        pub struct $name(String);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = CodeError;

            fn from_str(written: &str) -> Result<Self, CodeError> {
                let obeys: fn(&[u8]) -> bool = $obeys;
                if obeys(written.as_bytes()) { Ok(Self(written.to_owned())) } else { Err(CodeError($fault)) }
            }
        }
    };
}

/// The error of a code that breaks its rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct CodeError(&'static str);

code!(
    /// A participant identification code (PIC) of the Funding & Tenders Portal: nine digits.
    Pic, "pic", 9, "^[0-9]{9}$", "999997930",
    |code| code.len() == 9 && code.iter().all(u8::is_ascii_digit),
    "a PIC is nine digits"
);

code!(
    /// An organisation identifier of Erasmus+ and the European Solidarity Corps: `E` and eight digits.
    Oid, "oid", 9, "^E[0-9]{8}$", "E10099999",
    |code| matches!(code, [b'E', digits @ ..] if digits.len() == 8 && digits.iter().all(u8::is_ascii_digit)),
    "an OID is the letter E and eight digits"
);

code!(
    /// The name of an uploaded file: letters without accents, digits, spaces and `._()-`. It starts with a
    /// letter or a digit and has at most 200 characters. So it can only name a file in its own folder.
    FileName, "file-name", 200, "^[A-Za-z0-9][A-Za-z0-9 ._()-]{0,199}$", "project.csv",
    |code| matches!(code, [first, rest @ ..] if first.is_ascii_alphanumeric() && rest.len() < 200
        && rest.iter().all(|byte| byte.is_ascii_alphanumeric() || b" ._()-".contains(byte))),
    "a file name starts with a letter or a digit, and has at most 200 letters without accents, digits, \
    spaces and `._()-`"
);

code!(
    /// The code of a theme: lower-case letters, digits and underscores. It starts with a letter and has at
    /// most 50 characters.
    ThemeCode, "theme-code", 50, "^[a-z][a-z0-9_]{0,49}$", "social_economy",
    |code| matches!(code, [b'a'..=b'z', rest @ ..] if rest.len() < 50
        && rest.iter().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))),
    "a theme code has lower-case letters, digits and underscores, starts with a letter, and has at most 50 \
    characters"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_checked() {
        assert!("999997930".parse::<Pic>().is_ok());
        assert!("E10099999".parse::<Oid>().is_ok());
        assert!("social_economy".parse::<ThemeCode>().is_ok());
        for bad in ["", "99999793", "9999979301", "99999793a", "٩٩٩٩٩٩٩٩٩"] {
            assert!(bad.parse::<Pic>().is_err(), "{bad:?}");
        }
        for bad in ["", "E1009999", "e10099999", "E100999999", "110099999"] {
            assert!(bad.parse::<Oid>().is_err(), "{bad:?}");
        }
        for bad in ["", "Social", "1st", "a-b", "é"] {
            assert!(bad.parse::<ThemeCode>().is_err(), "{bad:?}");
        }
    }
}

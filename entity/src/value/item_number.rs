use std::fmt;
use std::str::FromStr;

use sea_orm::DeriveValueType;
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::ToSchema;

/// The number of a work package, deliverable, milestone or report in its project, stored as written: `1`,
/// `D1.2`, `WP3`, `MS4`, `D5.3a`.
///
/// Up to three capital letters, then up to four numbers separated by points. Each number can have one
/// letter after it. The letters before the numbers and leading zeros do not count: `D1.2` and `1.02` are
/// the same number. The case of a letter after a number does not count either. `D5.3a` comes after `D5.3`
/// and before `D5.3b` and `D5.4`.
#[derive(
    Clone, Debug, PartialEq, Eq, Hash, SerializeDisplay, DeserializeFromStr, DeriveValueType, ToSchema,
)]
#[sea_orm(value_type = "String")]
#[schema(
    value_type = String,
    format = "item-number",
    max_length = 40,
    pattern = r"^[A-Z]{0,3}[0-9]{1,4}[A-Za-z]?(\.[0-9]{1,4}[A-Za-z]?){0,3}$",
    examples("D1.2")
)]
pub struct ItemNumber(String);

/// The error of an invalid number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a number is up to three capital letters and up to four numbers separated by points, each with or \
    without a letter after it, for example `D1.2` or `D5.3a`"
)]
pub struct ItemNumberError;

impl ItemNumber {
    /// The key that sorts and compares numbers.
    #[must_use]
    pub fn key(&self) -> String {
        let digits = self.0.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
        let keys = digits.split('.').map(|part| {
            let (number, letter) = apart(part);
            format!("{number:0>4}{}", letter.to_ascii_lowercase())
        });
        keys.collect::<Vec<_>>().join(".")
    }
}

/// The digits of a part, and the letter after them.
fn apart(part: &str) -> (&str, &str) {
    let letter = part.len() - usize::from(part.ends_with(|letter: char| letter.is_ascii_alphabetic()));
    part.split_at(letter)
}

impl fmt::Display for ItemNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ItemNumber {
    type Err = ItemNumberError;

    fn from_str(written: &str) -> Result<Self, ItemNumberError> {
        let digits = written.trim_start_matches(|letter: char| letter.is_ascii_uppercase());
        let parts: Vec<_> = digits.split('.').collect();
        let plain = |part: &&str| {
            let (number, _) = apart(part);
            (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
        };
        let well_formed = written.len() - digits.len() <= 3 && parts.len() <= 4 && parts.iter().all(plain);
        if well_formed { Ok(Self(written.to_owned())) } else { Err(ItemNumberError) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(written: &str) -> String {
        written.parse::<ItemNumber>().expect("a number").key()
    }

    #[test]
    fn numbers_sort_as_people_count() {
        assert!(key("D1.2") < key("D1.10"));
        assert!(key("WP2") < key("WP10"));
        assert!(key("1") < key("1.1"));
        assert_eq!(key("D1.02"), key("1.2"));
        let sorted =
            ["WP2", "WP2.1", "WP2a", "D2a.1", "2b", "D5.3", "D5.3.1", "D5.3a", "D5.3b", "D5.4", "D5.10a"];
        assert!(sorted.iter().map(|written| key(written)).is_sorted());
        assert_eq!(key("MS3.1b"), key("3.01B"));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for bad in [
            "",
            "D",
            "d1",
            "1.",
            ".1",
            "1..2",
            "ABCD1",
            "12345",
            "1.2.3.4.5",
            "1-2",
            "-1",
            "D 1",
            "1ab",
            "D5.a",
            "D5.3\u{e4}",
            "1.2a3",
            "a",
        ] {
            assert_eq!(bad.parse::<ItemNumber>(), Err(ItemNumberError), "{bad:?}");
        }
    }
}

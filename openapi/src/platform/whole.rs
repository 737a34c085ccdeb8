//! Integers in request bodies. JSON has one type of number, and JSON Schema accepts `66.0` as an integer.

use std::str::FromStr;

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Number;

/// Reads an integer, also one that is written as `66.0`.
pub(crate) fn required<'de, T: FromStr, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read(&Number::deserialize(deserializer)?).map_err(D::Error::custom)
}

/// Reads an integer that can be absent or null.
pub(crate) fn optional<'de, T: FromStr, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let number = Option::<Number>::deserialize(deserializer)?;
    number.map(|number| read(&number)).transpose().map_err(D::Error::custom)
}

fn read<T: FromStr>(number: &Number) -> Result<T, String> {
    let written = number.to_string();
    let whole = written.strip_suffix(".0").unwrap_or(&written);
    whole.parse().map_err(|_| format!("{written} is no whole number of this range"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_may_be_written_with_a_point() {
        for (written, read) in [
            ("66", Some(66)),
            ("66.0", Some(66)),
            ("6.6e1", Some(66)),
            ("-1.0", Some(-1)),
            ("6.5", None),
            ("1e20", None),
        ] {
            let number: Number = serde_json::from_str(written).expect("a number");
            assert_eq!(super::read::<i32>(&number).ok(), read, "{written}");
        }
    }
}

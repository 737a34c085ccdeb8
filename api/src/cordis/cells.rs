//! What a single field says.

use std::str::FromStr;

use entity::value::{CountryCode, Money, PartialDate};
use rust_decimal::Decimal;

use super::records::Heading;

/// What is wrong with a record, in which column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    pub(super) column: &'static str,
    pub(super) reason: String,
}

impl Wrong {
    pub(super) fn new(column: &'static str, reason: impl Into<String>) -> Self {
        Self { column, reason: reason.into() }
    }
}

/// The fields of a record, by their columns. What cannot be held is noted, and left out.
#[derive(Debug)]
pub(super) struct Cells<'r> {
    pub(super) heading: &'r Heading,
    pub(super) fields: &'r [String],
    pub(super) left_out: Vec<Wrong>,
}

impl<'r> Cells<'r> {
    pub(super) fn new(heading: &'r Heading, fields: &'r [String]) -> Self {
        Self { heading, fields, left_out: Vec::new() }
    }

    /// What stands there, when anything does.
    pub(super) fn said(&self, column: &str) -> Option<&'r str> {
        self.heading.field(self.fields, column)
    }

    pub(super) fn text(&self, column: &str) -> Option<String> {
        self.said(column).map(str::to_owned)
    }

    /// What must stand there.
    pub(super) fn needed(&self, column: &'static str) -> Result<&'r str, Wrong> {
        self.said(column).ok_or_else(|| Wrong::new(column, "it is empty"))
    }

    /// A name, which has at least one letter that can be seen.
    pub(super) fn name(&self, column: &'static str) -> Result<String, Wrong> {
        let name = self.needed(column)?;
        if entity::value::fold(name).is_empty() {
            return Err(Wrong::new(column, "a name has at least one visible character"));
        }
        Ok(name.to_owned())
    }

    /// A number of a grant agreement: digits.
    pub(super) fn grant(&self, column: &'static str) -> Result<u64, Wrong> {
        let written = self.needed(column)?;
        let number =
            written.bytes().all(|byte| byte.is_ascii_digit()).then(|| written.parse().ok()).flatten();
        let plain = number.filter(|number: &u64| number.to_string() == written);
        plain.ok_or_else(|| Wrong::new(column, format!("`{written}` is no number of a grant agreement")))
    }

    /// An amount of euros. Empty is not zero.
    pub(super) fn amount(&self, column: &'static str) -> Result<Option<Money>, Wrong> {
        let read = |written: &str| {
            amount(written).map_err(|reason| Wrong::new(column, format!("`{written}` {reason}")))
        };
        self.said(column).map(read).transpose()
    }

    /// A day; a time of day after it says nothing more.
    pub(super) fn date(&self, column: &'static str) -> Result<Option<PartialDate>, Wrong> {
        let read = |written: &str| {
            let day = written.split([' ', 'T']).next().unwrap_or(written);
            let wrong = |_| Wrong::new(column, format!("`{written}` is no date as 2024-09-14"));
            day.parse().map_err(wrong)
        };
        self.said(column).map(read).transpose()
    }

    /// What is known by a code, where it is known at all; else it is left out.
    pub(super) fn known<T>(
        &mut self,
        column: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
        what: &str,
    ) -> Option<T> {
        let written = self.said(column)?;
        let known = read(written);
        if known.is_none() {
            self.left_out.push(Wrong::new(column, format!("`{written}` is no {what}")));
        }
        known
    }

    pub(super) fn country(&mut self, column: &'static str) -> Option<CountryCode> {
        self.known(column, |written| written.parse().ok(), "country of ISO 3166-1")
    }
}

/// An amount with a decimal comma or a decimal point.
fn amount(written: &str) -> Result<Money, &'static str> {
    let form = "is no amount as 1295048,75 or 1295048.75";
    if written.matches([',', '.']).count() > 1 {
        return Err(form);
    }
    let plain = written.replace(',', ".");
    let exact = Decimal::from_str(&plain).or_else(|_| Decimal::from_scientific(&plain)).map_err(|_| form)?;
    if exact.normalize().scale() > 2 {
        return Err("is not whole cents");
    }
    Money::round(exact).map_err(|_| "is beyond every amount that can be kept")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_with_a_comma_or_a_point() {
        for (written, read) in [
            ("1295048,75", "1295048.75"),
            ("1295048.75", "1295048.75"),
            ("573000.00", "573000.00"),
            ("16512,5", "16512.50"),
            ("0", "0.00"),
            ("-12,5", "-12.50"),
            ("1.732084396E7", "17320843.96"),
        ] {
            assert_eq!(amount(written).map(|amount| amount.to_string()), Ok(read.to_owned()), "{written}");
        }
        for bad in ["1.295.048,75", "1,295,048", "1 295", "EUR 5", "1,005", "99999999999999", "x"] {
            assert!(amount(bad).is_err(), "{bad}");
        }
    }
}

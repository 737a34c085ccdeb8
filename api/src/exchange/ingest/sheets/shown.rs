//! The displayed text of a cell.

use std::str::FromStr;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::cells::{Cell, Value};
use super::formats::Format;

/// The digits of a number that a spreadsheet keeps. Computed values may differ after them.
const DIGITS: u32 = 15;

/// A number as a spreadsheet keeps it: 0.1 + 0.2 is 0.3.
pub(crate) fn decimal(written: &str) -> Option<Decimal> {
    let exact = Decimal::from_str(written).or_else(|_| Decimal::from_scientific(written)).ok()?;
    exact.round_sf(DIGITS).map(|number| number.normalize())
}

/// The date of a serial number. Days are counted from 1900, or from 1904 if the workbook says so.
pub(crate) fn day(written: &str, from_1904: bool) -> Option<NaiveDate> {
    let days = decimal(written)?.floor().to_u64()?;
    // Excel counts 29 February 1900, which did not exist. Earlier days are not read.
    let begin =
        if from_1904 { NaiveDate::from_ymd_opt(1904, 1, 1)? } else { NaiveDate::from_ymd_opt(1899, 12, 30)? };
    let is_known = from_1904 || days > 60;
    let day = begin.checked_add_days(Days::new(days)).filter(|_| is_known)?;
    (day <= NaiveDate::from_ymd_opt(9999, 12, 31)?).then_some(day)
}

impl Cell {
    /// The text of the cell: a date in ISO form, a number with all its digits.
    ///
    /// # Errors
    /// A sentence, when the content of the cell cannot be used.
    pub(crate) fn text(&self, from_1904: bool) -> Result<String, String> {
        match &self.value {
            Value::Text(text) => Ok(text.clone()),
            Value::Iso(day) => Ok(day.clone()),
            Value::Bool(value) => Ok(if *value { "TRUE" } else { "FALSE" }.to_owned()),
            Value::Number(written) => Ok(self.number(written, from_1904)),
            Value::Error(_) | Value::Uncomputed => Err(self.unusable().unwrap_or_default()),
        }
    }

    /// Why the content of the cell cannot be used, if so.
    pub(crate) fn unusable(&self) -> Option<String> {
        match &self.value {
            Value::Error(error) => Some(format!("the cell {} contains the error `{error}`", self.at)),
            Value::Uncomputed => {
                let reason =
                    "contains a formula without its result: open the workbook in a spreadsheet and save it";
                Some(format!("the cell {} {reason}", self.at))
            }
            _ => None,
        }
    }

    /// The size in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        let text = match &self.value {
            Value::Text(text) | Value::Number(text) | Value::Iso(text) | Value::Error(text) => text.len(),
            Value::Bool(_) | Value::Uncomputed => 0,
        };
        u64::try_from(text + size_of::<Self>()).unwrap_or(u64::MAX)
    }

    fn number(&self, written: &str, from_1904: bool) -> String {
        let plain = || decimal(written).map_or_else(|| written.to_owned(), |number| number.to_string());
        match self.format {
            Format::Day => day(written, from_1904).map_or_else(plain, |day| day.to_string()),
            // A project number may begin with zeros.
            Format::Fixed { whole, .. } if whole > 1 => format!("{:0>whole$}", plain()),
            _ => plain(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(value: Value, format: Format) -> String {
        let cell = Cell { at: super::super::address::Address { row: 6, column: 1 }, value, format };
        cell.text(false).unwrap_or_else(|reason| reason)
    }

    #[test]
    fn numbers_are_read_as_a_spreadsheet_keeps_them() {
        let number = |written: &str, format| shown(Value::Number(written.to_owned()), format);
        assert_eq!(number("0.30000000000000004", Format::General), "0.3");
        assert_eq!(number("1.732084396E7", Format::General), "17320843.96");
        assert_eq!(number("42", Format::Fixed { whole: 6, places: 0 }), "000042");
        assert_eq!(number("45901.5", Format::Day), "2025-09-01");
        assert_eq!(number("1E+300", Format::General), "1E+300");
        assert_eq!(
            shown(Value::Error("#REF!".to_owned()), Format::General),
            "the cell B7 contains the error `#REF!`"
        );
        assert!(shown(Value::Uncomputed, Format::General).contains("B7"));
    }

    #[test]
    fn days_are_counted_from_either_year() {
        for (written, from_1904, expected) in [
            ("61", false, Some("1900-03-01")),
            ("44439", true, Some("2025-09-01")),
            ("45901", false, Some("2025-09-01")),
            ("60", false, None),
            ("-1", true, None),
            ("2958466", false, None),
            ("99999999999999999999", false, None),
        ] {
            let day = day(written, from_1904).map(|day| day.to_string());
            assert_eq!(day.as_deref(), expected, "{written}");
        }
    }
}

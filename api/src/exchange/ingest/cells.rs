//! Parsing of single fields.

use std::borrow::Cow;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use entity::value::{CountryCode, MAX_URL_CHARS, Money, PartialDate};

use super::amounts::amount;
use super::source::Heading;
use crate::platform::quote::bounded_sentence;

/// An error in a record, with its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CellError {
    pub(crate) column: Cow<'static, str>,
    pub(crate) reason: String,
}

impl CellError {
    pub(crate) fn new(column: impl Into<Cow<'static, str>>, reason: impl Into<String>) -> Self {
        Self { column: column.into(), reason: bounded_sentence(reason.into()) }
    }
}

/// The fields of a record by column. Values that cannot be stored are reported and left out.
#[derive(Debug)]
pub(crate) struct Cells<'r> {
    pub(crate) heading: &'r Heading,
    pub(crate) fields: &'r [String],
    pub(crate) left_out: Vec<CellError>,
}

impl<'r> Cells<'r> {
    pub(crate) fn new(heading: &'r Heading, fields: &'r [String]) -> Self {
        Self { heading, fields, left_out: Vec::new() }
    }

    /// The value, if it is not empty.
    pub(crate) fn stated(&self, column: &str) -> Option<&'r str> {
        self.heading.field(self.fields, column)
    }

    /// Those of some fields that have no column in this file. Each comes with the name of its column.
    pub(crate) fn absent(&self, fields: &[(&'static str, &str)]) -> Vec<&'static str> {
        fields.iter().filter(|(_, column)| !self.heading.has(column)).map(|(field, _)| *field).collect()
    }

    /// When the publisher last changed the record.
    pub(crate) fn updated(&mut self, column: &'static str) -> Option<NaiveDateTime> {
        let read = |written: &str| {
            let time = NaiveDateTime::parse_from_str(&written.replace('T', " "), "%Y-%m-%d %H:%M:%S");
            let midnight = || Some(written.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN));
            time.ok().or_else(midnight)
        };
        self.known(column, read, "time as 2024-09-14 18:30:00")
    }

    /// A required value.
    pub(crate) fn needed(&self, column: &'static str) -> Result<&'r str, CellError> {
        self.stated(column).ok_or_else(|| CellError::new(column, "the field is required but empty"))
    }

    /// A grant agreement number: digits.
    pub(crate) fn grant(&self, column: &'static str) -> Result<u64, CellError> {
        let written = self.needed(column)?;
        let number =
            written.bytes().all(|byte| byte.is_ascii_digit()).then(|| written.parse().ok()).flatten();
        let plain = number.filter(|number: &u64| number.to_string() == written);
        plain.ok_or_else(|| CellError::new(column, format!("`{written}` is not a grant agreement number")))
    }

    /// An amount in euro. Empty is not zero.
    pub(crate) fn amount(&self, column: &'static str) -> Result<Option<Money>, CellError> {
        let read = |written: &str| {
            amount(written).map_err(|reason| CellError::new(column, format!("`{written}` {reason}")))
        };
        self.stated(column).map(read).transpose()
    }

    /// A date; a time of day after it is ignored.
    pub(crate) fn date(&self, column: &'static str) -> Result<Option<PartialDate>, CellError> {
        let read = |written: &str| {
            let day = written.split([' ', 'T']).next().unwrap_or(written);
            let wrong = || CellError::new(column, format!("`{written}` is not a date such as 2024-09-14"));
            day.parse().ok().or_else(|| otherwise(day)).ok_or_else(wrong)
        };
        self.stated(column).map(read).transpose()
    }

    /// A coded value. An unknown code is left out.
    pub(crate) fn known<T>(
        &mut self,
        column: impl Into<Cow<'static, str>>,
        read: impl FnOnce(&str) -> Option<T>,
        what: &str,
    ) -> Option<T> {
        let column = column.into();
        let written = self.stated(&column)?;
        let known = read(written);
        if known.is_none() {
            self.left_out.push(CellError::new(column, format!("`{written}` is no {what}")));
        }
        known
    }

    /// The address of a website, in any form that a browser accepts.
    pub(crate) fn address(&mut self, column: impl Into<Cow<'static, str>>) -> Option<String> {
        let read = |written: &str| {
            let begins = |schemes: &[&str]| schemes.iter().any(|scheme| written.starts_with(scheme));
            let scheme = if begins(&["www.", "WWW."]) { "http://" } else { "" };
            let whole = format!("{scheme}{written}");
            let whole = (begins(&["http://", "https://"]) || !scheme.is_empty()).then_some(whole);
            let short = |whole: &String| whole.chars().count() <= MAX_URL_CHARS;
            whole.filter(|whole| short(whole) && url::Url::parse(whole).is_ok())
        };
        self.known(column, read, "website address")
    }

    pub(crate) fn country(&mut self, column: impl Into<Cow<'static, str>>) -> Option<CountryCode> {
        self.known(column, |written| written.parse().ok(), "country of ISO 3166-1")
    }
}

/// A date as `14/09/2024`, or as the serial number of a spreadsheet.
fn otherwise(day: &str) -> Option<PartialDate> {
    let date = match day.split('/').collect::<Vec<_>>()[..] {
        [day, month, year] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?
        }
        // Numbers of five digits cannot be years: they are the days from 1927 to 2173.
        [number] if number.len() == 5 => {
            NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(number.parse().ok()?))?
        }
        _ => return None,
    };
    date.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written_or_counted() {
        for (written, day) in [("14/09/2024", "2024-09-14"), ("41921", "2014-10-09"), ("42651", "2016-10-08")]
        {
            assert_eq!(otherwise(written).map(|date| date.to_string()).as_deref(), Some(day), "{written}");
        }
        for bad in ["31/02/2024", "1/2/24", "419210", "x", "4192x"] {
            assert_eq!(otherwise(bad), None, "{bad}");
        }
    }
}

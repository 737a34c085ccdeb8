//! What a single field says.

use std::borrow::Cow;
use std::str::FromStr;

use chrono::{Days, NaiveDate, NaiveDateTime, NaiveTime};
use entity::value::{CountryCode, Money, PartialDate};
use rust_decimal::Decimal;

use super::source::Heading;

/// What is wrong with a record, in which column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) column: Cow<'static, str>,
    pub(crate) reason: String,
}

impl Wrong {
    pub(crate) fn new(column: impl Into<Cow<'static, str>>, reason: impl Into<String>) -> Self {
        Self { column: column.into(), reason: reason.into() }
    }
}

/// The fields of a record, by their columns. What cannot be held is noted, and left out.
#[derive(Debug)]
pub(crate) struct Cells<'r> {
    pub(crate) heading: &'r Heading,
    pub(crate) fields: &'r [String],
    pub(crate) left_out: Vec<Wrong>,
}

impl<'r> Cells<'r> {
    pub(crate) fn new(heading: &'r Heading, fields: &'r [String]) -> Self {
        Self { heading, fields, left_out: Vec::new() }
    }

    /// What stands there, when anything does.
    pub(crate) fn said(&self, column: &str) -> Option<&'r str> {
        self.heading.field(self.fields, column)
    }

    pub(crate) fn text(&self, column: &str) -> Option<String> {
        self.said(column).map(str::to_owned)
    }

    /// Which of some fields have no column here, each with what the column would be called.
    pub(crate) fn absent(&self, fields: &[(&'static str, &str)]) -> Vec<&'static str> {
        fields.iter().filter(|(_, column)| !self.heading.has(column)).map(|(field, _)| *field).collect()
    }

    /// When the publisher changed the record last.
    pub(crate) fn updated(&mut self, column: &'static str) -> Option<NaiveDateTime> {
        let read = |written: &str| {
            let time = NaiveDateTime::parse_from_str(&written.replace('T', " "), "%Y-%m-%d %H:%M:%S");
            let midnight = || Some(written.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN));
            time.ok().or_else(midnight)
        };
        self.known(column, read, "time as 2024-09-14 18:30:00")
    }

    /// What must stand there.
    pub(crate) fn needed(&self, column: &'static str) -> Result<&'r str, Wrong> {
        self.said(column).ok_or_else(|| Wrong::new(column, "it is empty"))
    }

    /// A name, which has at least one letter that can be seen.
    pub(crate) fn name(&self, column: &'static str) -> Result<String, Wrong> {
        let name = self.needed(column)?;
        if entity::value::fold(name).is_empty() {
            return Err(Wrong::new(column, "a name has at least one visible character"));
        }
        Ok(name.to_owned())
    }

    /// A number of a grant agreement: digits.
    pub(crate) fn grant(&self, column: &'static str) -> Result<u64, Wrong> {
        let written = self.needed(column)?;
        let number =
            written.bytes().all(|byte| byte.is_ascii_digit()).then(|| written.parse().ok()).flatten();
        let plain = number.filter(|number: &u64| number.to_string() == written);
        plain.ok_or_else(|| Wrong::new(column, format!("`{written}` is no number of a grant agreement")))
    }

    /// An amount of euros. Empty is not zero.
    pub(crate) fn amount(&self, column: &'static str) -> Result<Option<Money>, Wrong> {
        let read = |written: &str| {
            amount(written).map_err(|reason| Wrong::new(column, format!("`{written}` {reason}")))
        };
        self.said(column).map(read).transpose()
    }

    /// An amount of euros as English writes it, with commas between the thousands. Empty is not zero.
    pub(crate) fn euros(&self, column: &'static str) -> Result<Option<Money>, Wrong> {
        let read = |written: &str| {
            euros(written).map_err(|reason| Wrong::new(column, format!("`{written}` {reason}")))
        };
        self.said(column).map(read).transpose()
    }

    /// A day; a time of day after it says nothing more.
    pub(crate) fn date(&self, column: &'static str) -> Result<Option<PartialDate>, Wrong> {
        let read = |written: &str| {
            let day = written.split([' ', 'T']).next().unwrap_or(written);
            let wrong = || Wrong::new(column, format!("`{written}` is no date as 2024-09-14"));
            day.parse().ok().or_else(|| otherwise(day)).ok_or_else(wrong)
        };
        self.said(column).map(read).transpose()
    }

    /// What is known by a code, where it is known at all; else it is left out.
    pub(crate) fn known<T>(
        &mut self,
        column: impl Into<Cow<'static, str>>,
        read: impl FnOnce(&str) -> Option<T>,
        what: &str,
    ) -> Option<T> {
        let column = column.into();
        let written = self.said(&column)?;
        let known = read(written);
        if known.is_none() {
            self.left_out.push(Wrong::new(column, format!("`{written}` is no {what}")));
        }
        known
    }

    /// The address of a web site, as a browser takes it.
    pub(crate) fn address(&mut self, column: impl Into<Cow<'static, str>>) -> Option<String> {
        let read = |written: &str| {
            let begins = |schemes: &[&str]| schemes.iter().any(|scheme| written.starts_with(scheme));
            let scheme = if begins(&["www.", "WWW."]) { "http://" } else { "" };
            let whole = format!("{scheme}{written}");
            let whole = (begins(&["http://", "https://"]) || !scheme.is_empty()).then_some(whole);
            whole.filter(|whole| url::Url::parse(whole).is_ok())
        };
        self.known(column, read, "address of a web site")
    }

    pub(crate) fn country(&mut self, column: impl Into<Cow<'static, str>>) -> Option<CountryCode> {
        self.known(column, |written| written.parse().ok(), "country of ISO 3166-1")
    }
}

/// A day as `14/09/2024`, or as the number that a sheet has for it.
fn otherwise(day: &str) -> Option<PartialDate> {
    let date = match day.split('/').collect::<Vec<_>>()[..] {
        [day, month, year] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?
        }
        // Those of five digits, which are no years, are the days from 1927 to 2173.
        [number] if number.len() == 5 => {
            NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(number.parse().ok()?))?
        }
        _ => return None,
    };
    date.to_string().parse().ok()
}

/// An amount with commas between the thousands, whether it says its currency or not.
fn euros(written: &str) -> Result<Money, &'static str> {
    let form = "is no amount of euros as 200,000.00 or 240000.0 EUR";
    let plain =
        written.trim_end_matches("EUR").trim_matches(|sign: char| sign == '\u{20ac}' || sign.is_whitespace());
    let (whole, cents) = plain.split_once('.').map_or((plain, None), |(whole, cents)| (whole, Some(cents)));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let groups: Vec<_> = groups.collect();
    let grouped = groups.iter().all(|group| group.len() == 3) && (groups.is_empty() || first.len() <= 3);
    if !grouped || cents.is_some_and(|cents| cents.contains(',')) {
        return Err(form);
    }
    amount(&plain.replace(',', ""))
        .map_err(|reason| if reason.contains("as 1295048") { form } else { reason })
}

/// An amount with a decimal comma or a decimal point.
fn amount(written: &str) -> Result<Money, &'static str> {
    let form = "is no amount as 1295048,75 or 1295048.75";
    // More digits after a comma may be thousands.
    let may_be_thousands = written.split_once(',').is_some_and(|(_, after)| after.len() > 2);
    if written.matches([',', '.']).count() > 1 || may_be_thousands {
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
        for bad in
            ["1.295.048,75", "1,295,048", "1 295", "EUR 5", "1,005", "1,000", "1.005", "99999999999999", "x"]
        {
            assert!(amount(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn euros_are_read_as_english_writes_them() {
        for (written, read) in [
            ("112527.93", "112527.93"),
            ("200,000.00", "200000.00"),
            ("1,200,000", "1200000.00"),
            ("240000.0 EUR", "240000.00"),
            ("\u{20ac} 5", "5.00"),
            ("199440.7", "199440.70"),
            ("0", "0.00"),
        ] {
            assert_eq!(euros(written).map(|amount| amount.to_string()), Ok(read.to_owned()), "{written}");
        }
        for bad in ["200.000,00", "2000,00", "20,00", "1200,000", "5 USD", "5.005", "x", "", "99999999999999"]
        {
            assert!(euros(bad).is_err(), "{bad}");
        }
    }

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

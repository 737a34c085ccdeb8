use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};
use sea_orm::DeriveValueType;
use serde_with::{DeserializeFromStr, SerializeDisplay};
use utoipa::ToSchema;

/// A date with a year, a month or a day: `2024`, `2024-09` or `2024-09-14`.
///
/// Stored as given. A start date means its first day, an end date its last day. Years are 1000 to 9999.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, SerializeDisplay, DeserializeFromStr, DeriveValueType, ToSchema,
)]
#[sea_orm(value_type = "String")]
#[schema(
    value_type = String,
    format = "partial-date",
    max_length = 10,
    pattern = r"^[1-9][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$",
    examples("2024-09")
)]
pub struct PartialDate(Given);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Given {
    first: NaiveDate,
    precision: Precision,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Precision {
    Year,
    Month,
    Day,
}

/// The error of an invalid date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a date has the form 2024, 2024-09 or 2024-09-14 and must exist in the calendar")]
pub struct PartialDateError;

impl PartialDate {
    /// The first day of the year, month or day.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        self.0.first
    }

    /// The last day of the year, month or day.
    #[must_use]
    pub fn last_day(self) -> NaiveDate {
        match self.0.precision {
            Precision::Year => self.0.first + Months::new(12) - Days::new(1),
            Precision::Month => self.0.first + Months::new(1) - Days::new(1),
            Precision::Day => self.0.first,
        }
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = (self.0.first.year(), self.0.first.month(), self.0.first.day());
        match self.0.precision {
            Precision::Year => write!(f, "{year:04}"),
            Precision::Month => write!(f, "{year:04}-{month:02}"),
            Precision::Day => write!(f, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

impl FromStr for PartialDate {
    type Err = PartialDateError;

    fn from_str(written: &str) -> Result<Self, PartialDateError> {
        let mut parts = written.split('-');
        let year = number(parts.next(), 4)?.ok_or(PartialDateError)?;
        let month = number(parts.next(), 2)?;
        let day = number(parts.next(), 2)?;
        if parts.next().is_some() || year < 1000 {
            return Err(PartialDateError);
        }
        let precision = match (month, day) {
            (None, _) => Precision::Year,
            (Some(_), None) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
        };
        let year = i32::try_from(year).map_err(|_| PartialDateError)?;
        let first = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), day.unwrap_or(1));
        Ok(Self(Given { first: first.ok_or(PartialDateError)?, precision }))
    }
}

fn number(part: Option<&str>, length: usize) -> Result<Option<u32>, PartialDateError> {
    let Some(part) = part else { return Ok(None) };
    if part.len() != length || !part.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PartialDateError);
    }
    part.parse().map(Some).map_err(|_| PartialDateError)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(written: &str) -> (String, String) {
        let date: PartialDate = written.parse().expect("a date");
        assert_eq!(date.to_string(), written);
        (date.first_day().to_string(), date.last_day().to_string())
    }

    #[test]
    fn a_date_is_kept_as_given_and_read_as_its_first_or_last_day() {
        assert_eq!(days("2024"), ("2024-01-01".to_owned(), "2024-12-31".to_owned()));
        assert_eq!(days("2024-02"), ("2024-02-01".to_owned(), "2024-02-29".to_owned()));
        assert_eq!(days("2023-02"), ("2023-02-01".to_owned(), "2023-02-28".to_owned()));
        assert_eq!(days("2024-12"), ("2024-12-01".to_owned(), "2024-12-31".to_owned()));
        assert_eq!(days("2024-09-14"), ("2024-09-14".to_owned(), "2024-09-14".to_owned()));
        assert_eq!(days("9999"), ("9999-01-01".to_owned(), "9999-12-31".to_owned()));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for bad in [
            "",
            "24",
            "2024-9",
            "2024-13",
            "2024-00",
            "2024-02-30",
            "2024-09-14T00:00:00Z",
            "14/09/2024",
            "2024-",
            "0999",
            "20240914",
            "2024-09-14-01",
            "+2024",
        ] {
            assert_eq!(bad.parse::<PartialDate>(), Err(PartialDateError), "{bad:?}");
        }
    }
}

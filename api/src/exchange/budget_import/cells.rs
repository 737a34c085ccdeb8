//! Reads the value of a cell, or the value next to a name. An error names the cell.

use std::fmt::Display;
use std::str::FromStr;

use chrono::NaiveDate;
use entity::value::{Money, UnitRate};
use rust_decimal::Decimal;
use strum::VariantArray;

use super::budget_sheets::BudgetSheets;
use super::numbers::{self, Number, Of, Unit};
use super::table::{Row, Table};
use crate::exchange::ingest::sheets::{Cell, Format, Value, day, decimal};
use crate::platform::quote::quoted;

impl Table {
    /// The text of a cell. A number is accepted if it is displayed as it is, or with fixed decimal places.
    ///
    /// # Errors
    /// Why there is no text, with the address of the cell.
    pub(super) fn text_of(&self, cell: &Cell) -> Result<String, String> {
        self.usable(cell)?;
        let refused = |what: &str| Err(format!("{} contains {what}: write it as text", self.place(cell)));
        match (&cell.value, cell.format) {
            (Value::Text(text) | Value::Iso(text), _) => Ok(text.clone()),
            (Value::Number(written), Format::General) => Ok(plain(written)),
            (Value::Number(written), Format::Fixed { whole, places }) => Ok(fixed(written, whole, places)),
            (Value::Number(_), Format::Percent) => refused("a percentage"),
            (Value::Number(_), Format::Day | Format::Time) => refused("a date or a time"),
            (Value::Number(_), Format::Other) => refused("a number in a custom format"),
            (Value::Bool(value), _) => refused(if *value { "`TRUE`" } else { "`FALSE`" }),
            (Value::Error(_) | Value::Uncomputed, _) => Ok(String::new()),
        }
    }

    fn day_of(&self, cell: &Cell) -> Result<NaiveDate, String> {
        self.usable(cell)?;
        let form = "is not a date: write it as 2026-09-01, or format the cell as a date";
        let (written, read) = match (&cell.value, cell.format) {
            (Value::Text(text) | Value::Iso(text), _) => {
                (text.as_str(), text.split(['T', ' ']).next().and_then(|day| day.parse().ok()))
            }
            (Value::Number(number), Format::Day) => (number.as_str(), day(number, self.from_1904)),
            (Value::Number(number), _) => (number.as_str(), None),
            _ => ("TRUE", None),
        };
        read.ok_or_else(|| format!("{} holds `{}`, which {form}", self.place(cell), quoted(written)))
    }

    /// The number of a cell as it is displayed: a percentage is divided by one hundred in the file.
    fn number_of(&self, cell: &Cell, of: Of, currency: &str) -> Result<Decimal, String> {
        self.usable(cell)?;
        let refused = |written: &str, why: &str| {
            Err(format!("{} holds `{}`, which {why}", self.place(cell), quoted(written)))
        };
        match (&cell.value, cell.format) {
            (Value::Number(written), Format::Percent) if of == Of::Percent => {
                let percent = decimal(written).and_then(|part| part.checked_mul(Decimal::ONE_HUNDRED));
                percent.map_or_else(|| refused(written, "is too large"), |percent| Ok(percent.normalize()))
            }
            (Value::Number(written), Format::Percent) => refused(written, "is displayed as a percentage"),
            (Value::Number(written), Format::Day | Format::Time) => {
                refused(written, "is displayed as a date or a time")
            }
            (Value::Number(written), _) => {
                decimal(written).map_or_else(|| refused(written, "is too large or too small"), Ok)
            }
            (Value::Text(written), _) => match numbers::parse(written) {
                Ok(Number { value, of: None }) => Ok(value),
                Ok(Number { value, of: Some(Unit::Percent) }) if of == Of::Percent => Ok(value),
                Ok(Number { value, of: Some(Unit::Currency(code)) })
                    if of == Of::Money && code == currency =>
                {
                    Ok(value)
                }
                Ok(Number { of: Some(Unit::Percent), .. }) => refused(written, "is a percentage"),
                Ok(_) => refused(written, &format!("is an amount of money, but not in {currency}")),
                Err(why) => refused(written, &why),
            },
            (Value::Iso(written), _) => refused(written, "is a day"),
            _ => refused("TRUE", "is not a number"),
        }
    }

    fn usable(&self, cell: &Cell) -> Result<(), String> {
        match &cell.value {
            Value::Error(error) => {
                Err(format!("{} contains the error `{}`", self.place(cell), quoted(error)))
            }
            Value::Uncomputed => {
                let reason =
                    "contains a formula without its result: open the workbook in a spreadsheet and save it";
                Err(format!("{} {reason}", self.place(cell)))
            }
            _ => Ok(()),
        }
    }
}

impl BudgetSheets<'_> {
    /// Records the error of a cell.
    fn read<T>(
        &mut self,
        row: Row<'_>,
        column: &str,
        read: impl FnOnce(&Cell) -> Result<T, String>,
    ) -> Option<T> {
        let read = read(row.cell(column)?);
        read.map_err(|reason| self.wrong.push(row.fault(column, reason))).ok()
    }

    pub(super) fn text(&mut self, row: Row<'_>, column: &str) -> Option<String> {
        self.read(row, column, |cell| row.table.text_of(cell))
    }

    /// The parsed text of a cell.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&mut self, row: Row<'_>, column: &str) -> Option<T> {
        self.read(row, column, |cell| {
            let written = row.table.text_of(cell)?;
            written.parse().map_err(|cause| format!("`{}`: {cause}", quoted(&written)))
        })
    }

    /// Records that a required cell is empty.
    pub(super) fn needed(&mut self, row: Row<'_>, columns: &[&str]) {
        for column in columns {
            if row.cell(column).is_none() {
                self.wrong.push(row.fault(column, "the field is required but empty"));
            }
        }
    }

    pub(super) fn day(&mut self, row: Row<'_>, column: &str) -> Option<NaiveDate> {
        self.read(row, column, |cell| row.table.day_of(cell))
    }

    /// A required word of a vocabulary.
    pub(super) fn word<T: FromStr + Display + VariantArray>(
        &mut self,
        row: Row<'_>,
        column: &str,
    ) -> Option<T> {
        self.needed(row, &[column]);
        self.read(row, column, |cell| {
            let written = row.table.text_of(cell)?;
            written.parse().map_err(|_| none_of::<T>(&written))
        })
    }

    /// The text next to a name.
    pub(super) fn text_beside(&mut self, table: &Table, name: &str) -> Option<String> {
        table.text(name).unwrap_or_else(|wrong| {
            self.wrong.push(wrong);
            None
        })
    }

    /// A word of a vocabulary next to a name.
    pub(super) fn word_beside<T: FromStr + Display + VariantArray>(
        &mut self,
        table: &Table,
        name: &str,
    ) -> Option<T> {
        let written = self.text_beside(table, name)?;
        written.parse().map_err(|_| self.wrong.push(table.fault(name, none_of::<T>(&written)))).ok()
    }

    /// The parsed value next to a name.
    pub(super) fn optional<T: FromStr<Err: Display>>(&mut self, table: &Table, name: &str) -> Option<T> {
        let written = self.text_beside(table, name)?;
        let read = written.parse();
        read.map_err(|cause| self.wrong.push(table.fault(name, format!("`{}`: {cause}", quoted(&written)))))
            .ok()
    }

    /// A number, without the rounding noise of a spreadsheet.
    pub(super) fn number<T: FromStr<Err: Display>>(
        &mut self,
        row: Row<'_>,
        column: &str,
        of: Of,
    ) -> Option<T> {
        let currency = self.currency.clone();
        self.read(row, column, |cell| {
            let number = row.table.number_of(cell, of, &currency)?;
            number.to_string().parse().map_err(|cause| format!("`{number}`: {cause}"))
        })
    }

    /// An amount in whole cents.
    pub(super) fn money(&mut self, row: Row<'_>, column: &str) -> Option<Money> {
        let currency = self.currency.clone();
        self.read(row, column, |cell| {
            let number = row.table.number_of(cell, Of::Money, &currency)?;
            if number.scale() > 2 {
                return Err(format!("`{number}` has fractions of a cent"));
            }
            Money::round(number).map_err(|cause| cause.to_string())
        })
    }

    pub(super) fn unit_rate(&mut self, row: Row<'_>, column: &str) -> Option<UnitRate> {
        let currency = self.currency.clone();
        self.read(row, column, |cell| {
            let number = row.table.number_of(cell, Of::Money, &currency)?;
            UnitRate::exact(number).ok_or_else(|| {
                format!("`{number}` has more than six decimal places, or is not below 100000000000")
            })
        })
    }
}

fn plain(written: &str) -> String {
    decimal(written).map_or_else(|| written.to_owned(), |number| number.to_string())
}

/// A number as it is displayed with fixed decimal places: the work package `1.10` is not `1.1`.
fn fixed(written: &str, whole: usize, places: usize) -> String {
    let Some(number) = decimal(written) else { return written.to_owned() };
    let places = places.max(usize::try_from(number.scale()).unwrap_or_default());
    let text = format!("{number:.places$}");
    let digits = text.find('.').unwrap_or(text.len());
    format!("{}{text}", "0".repeat(whole.saturating_sub(digits)))
}

/// The error of a word outside its vocabulary.
fn none_of<T: Display + VariantArray>(written: &str) -> String {
    let words: Vec<_> = T::VARIANTS.iter().map(|word| format!("`{word}`")).collect();
    format!("`{}` is not one of {}", quoted(written), words.join(", "))
}

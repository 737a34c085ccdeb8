//! What stands in a cell, or beside a name; what cannot be read is noted.

use std::fmt::Display;
use std::str::FromStr;

use entity::value::Money;
use rust_decimal::Decimal;
use strum::VariantArray;

use super::said::Said;
use super::tables::{Row, Table};

/// How many digits of a number a spreadsheet keeps: what it reckons may differ after them.
const DIGITS: u32 = 15;

impl Said<'_> {
    /// What must stand in a cell.
    pub(super) fn needed<T: FromStr<Err: Display>>(&mut self, row: Row<'_>, column: &str) -> Option<T> {
        if row.said(column).is_none() {
            self.wrong.push(row.fault(column, "it is empty"));
        }
        self.read(row, column)
    }

    /// What stands in a cell, when anything does.
    pub(super) fn read<T: FromStr<Err: Display>>(&mut self, row: Row<'_>, column: &str) -> Option<T> {
        let written = row.said(column)?;
        let read = written.parse();
        read.map_err(|cause| self.wrong.push(row.fault(column, format!("`{written}`: {cause}")))).ok()
    }

    /// A word of a vocabulary, which must stand in a cell.
    pub(super) fn word<T: FromStr + Display + VariantArray>(
        &mut self,
        row: Row<'_>,
        column: &str,
    ) -> Option<T> {
        let Some(written) = row.said(column) else {
            self.wrong.push(row.fault(column, "it is empty"));
            return None;
        };
        written.parse().map_err(|_| self.wrong.push(row.fault(column, none_of::<T>(written)))).ok()
    }

    /// A word of a vocabulary beside a name.
    pub(super) fn word_beside<T: FromStr + Display + VariantArray>(
        &mut self,
        table: &Table,
        name: &str,
    ) -> Option<T> {
        let written = table.value(name)?;
        written.parse().map_err(|_| self.wrong.push(table.fault(name, none_of::<T>(written)))).ok()
    }

    /// What stands beside a name.
    pub(super) fn beside<T: FromStr<Err: Display>>(&mut self, table: &Table, name: &str) -> Option<T> {
        let written = table.value(name)?;
        let read = written.parse();
        read.map_err(|cause| self.wrong.push(table.fault(name, format!("`{written}`: {cause}")))).ok()
    }

    /// A number, without what a spreadsheet adds to one that it reckons.
    pub(super) fn number<T: FromStr<Err: Display>>(&mut self, row: Row<'_>, column: &str) -> Option<T> {
        let number = self.decimal(row, column)?;
        let read = number.to_string().parse();
        read.map_err(|cause| self.wrong.push(row.fault(column, format!("`{number}`: {cause}")))).ok()
    }

    /// An amount: whole cents.
    pub(super) fn money(&mut self, row: Row<'_>, column: &str) -> Option<Money> {
        let number = self.decimal(row, column)?;
        if number.scale() > 2 {
            self.wrong.push(row.fault(column, format!("`{number}` is not whole cents")));
            return None;
        }
        Money::round(number).map_err(|cause| self.wrong.push(row.fault(column, cause.to_string()))).ok()
    }

    fn decimal(&mut self, row: Row<'_>, column: &str) -> Option<Decimal> {
        let written = row.said(column)?;
        let plain = written.replace(',', ".");
        let exact = Decimal::from_str(&plain).or_else(|_| Decimal::from_scientific(&plain)).ok();
        let number = exact.and_then(|exact| exact.round_sf(DIGITS)).map(|number| number.normalize());
        if number.is_none() {
            self.wrong.push(row.fault(column, format!("`{written}` is no number")));
        }
        number
    }
}

/// That a word is none of its vocabulary.
fn none_of<T: Display + VariantArray>(written: &str) -> String {
    let words: Vec<_> = T::VARIANTS.iter().map(|word| format!("`{word}`")).collect();
    format!("`{written}` is none of {}", words.join(", "))
}

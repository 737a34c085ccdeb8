//! Cells and ranges by their names: `B7`, `A1:C3`.

use std::fmt;

use crate::exchange::ingest::bounds::{MAX_COLUMNS, MAX_ROWS};

/// The position of a cell, counted from zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Address {
    pub(crate) row: u32,
    pub(crate) column: u32,
}

impl Address {
    /// The cell with a name, if a sheet has one.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let name = name.trim_matches('$');
        let digits = name.find(|letter: char| letter.is_ascii_digit() || letter == '$')?;
        let (letters, digits) = name.split_at(digits);
        let letter = |sum: u32, letter: u8| {
            let place = letter.to_ascii_uppercase().checked_sub(b'A').filter(|place| *place < 26)?;
            sum.checked_mul(26)?.checked_add(u32::from(place) + 1)
        };
        let column = letters.bytes().try_fold(0, letter)?.checked_sub(1)?;
        let row = digits.trim_start_matches('$').parse::<u32>().ok()?.checked_sub(1)?;
        let most = u32::try_from(MAX_COLUMNS).unwrap_or(u32::MAX);
        (column < most && row < MAX_ROWS).then_some(Self { row, column })
    }

    /// The row number, counted from one.
    pub(crate) fn line(self) -> u64 {
        u64::from(self.row) + 1
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", column_name(self.column), self.line())
    }
}

/// The letters of a column, counted from zero.
pub(crate) fn column_name(column: u32) -> String {
    let (mut letters, mut rest) = (Vec::new(), column + 1);
    while rest > 0 {
        let place = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + place));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// A range of merged cells: the first cell has the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Merged {
    pub(crate) first: Address,
    pub(crate) last: Address,
}

impl Merged {
    pub(super) fn parse(range: &str) -> Option<Self> {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let (first, last) = (Address::parse(first)?, Address::parse(last)?);
        (first.row <= last.row && first.column <= last.column).then_some(Self { first, last })
    }
}

impl fmt::Display for Merged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.first, self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_name_them() {
        for (name, row, column) in
            [("A1", 0, 0), ("B7", 6, 1), ("AA10", 9, 26), ("XFD1048576", 1_048_575, 16_383)]
        {
            assert_eq!(Address::parse(name), Some(Address { row, column }), "{name}");
            assert_eq!(Address { row, column }.to_string(), name);
        }
        assert_eq!(Address::parse("$C$3"), Address::parse("c3"));
        for none in ["", "A", "1", "A0", "XFE1", "A1048577", "AAAAAAAAAAAAAAA1", "A-1", "A99999999999"] {
            assert_eq!(Address::parse(none), None, "{none}");
        }
        assert_eq!(Merged::parse("A1:B2").expect("a range").to_string(), "A1:B2");
        assert_eq!(Merged::parse("B2:A1"), None);
    }
}

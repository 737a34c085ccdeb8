//! A table on a sheet, written row by row.

use chrono::{Datelike, NaiveDateTime};
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::cell::Cell;
use super::columns::Columns;
use super::formats::FORMATS;
use super::formula::may_be_formula;
use super::kind::Kind;
use super::totals::Totals;

/// The most characters of a cell; Excel refuses files with more.
const CELL: usize = 32_767;
/// The minimum and maximum width of a column, in characters.
const NARROW: usize = 9;
const WIDE: usize = 60;

/// A table on its sheet.
#[derive(Debug)]
pub(crate) struct Sheet {
    columns: Columns,
    widths: Vec<usize>,
    totals: Totals,
    /// The next row to write.
    next: u32,
}

impl Sheet {
    /// Writes the header.
    pub(crate) fn begin(sheet: &mut Worksheet, columns: Columns) -> Result<Self, XlsxError> {
        let mut widths = Vec::new();
        for (place, column) in (0u16..).zip(columns.iter()) {
            sheet.write_string_with_format(0, place, &column.name, &FORMATS.header)?;
            // The filter arrow needs room too.
            widths.push(column.name.chars().count() + 3);
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Self { totals: Totals::of(&columns), columns, widths, next: 1 })
    }

    pub(crate) fn next(&self) -> u32 {
        self.next
    }

    pub(crate) fn row(&mut self, sheet: &mut Worksheet, cells: &[Cell]) -> Result<(), XlsxError> {
        for (place, (cell, width)) in (0u16..).zip(cells.iter().zip(&mut self.widths)) {
            let written = write(sheet, self.next, place, cell)?;
            *width = written.max(*width);
        }
        self.totals.add(&self.columns, cells);
        self.next += 1;
        Ok(())
    }

    /// Finishes the table: totals, filter and column widths.
    pub(crate) fn end(mut self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (first, last) = (1, self.next - 1);
        let columns = u16::try_from(self.columns.iter().len()).unwrap_or(u16::MAX);
        if last >= first {
            sheet.autofilter(0, 0, last, columns.saturating_sub(1))?;
            // One row apart, so that sorting the table does not move the totals.
            self.totals.write(sheet, &self.columns, (first, last), self.next + 1, &mut self.widths)?;
        }
        self.widen(sheet)
    }

    /// Sets the column widths to fit the contents.
    pub(crate) fn widen(self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (place, width) in (0u16..).zip(&self.widths) {
            let width = u32::try_from((*width).clamp(NARROW, WIDE)).unwrap_or_default();
            sheet.set_column_width(place, f64::from(width))?;
        }
        Ok(())
    }
}

/// Writes a cell and returns its approximate width in characters. Text is never a formula or a link.
pub(crate) fn write(sheet: &mut Worksheet, row: u32, place: u16, cell: &Cell) -> Result<usize, XlsxError> {
    let formats = &FORMATS;
    match cell {
        Cell::Empty => return Ok(0),
        Cell::Text(text) => {
            let format = if may_be_formula(text) { &formats.quoted } else { &formats.text };
            sheet.write_string_with_format(row, place, fitting(text), format)?;
            return Ok(text.lines().map(|line| line.chars().count()).max().unwrap_or_default() + 1);
        }
        Cell::Money(value) | Cell::Number(value) => {
            let (kind, shown) = match cell {
                Cell::Money(_) => (Kind::Money, value.trunc().to_string().len() * 4 / 3 + 5),
                _ => (Kind::Number, value.to_string().len() + 1),
            };
            // The nearest floating-point number; it is exact for up to fifteen digits.
            let number = value.to_f64().unwrap_or_default();
            sheet.write_number_with_format(row, place, number, formats.of(kind))?;
            return Ok(shown);
        }
        Cell::Whole(value) if value.unsigned_abs() < 1 << 53 => {
            let number = value.to_f64().unwrap_or_default();
            sheet.write_number_with_format(row, place, number, &formats.whole)?;
        }
        Cell::Whole(value) => {
            sheet.write_string(row, place, value.to_string())?;
        }
        // Spreadsheet dates start in 1900.
        Cell::Day(day) if day.year() >= 1900 => {
            sheet.write_datetime_with_format(row, place, day, &formats.day)?;
        }
        Cell::Day(day) => {
            sheet.write_string(row, place, day.to_string())?;
        }
        Cell::Instant(at) => {
            let at: NaiveDateTime = at.naive_utc();
            sheet.write_datetime_with_format(row, place, at, &formats.instant)?;
            return Ok(20);
        }
        Cell::Truth(value) => {
            sheet.write_boolean(row, place, *value)?;
        }
    }
    Ok(11)
}

/// The part of a text that fits in a cell, with an ellipsis if it was cut.
fn fitting(text: &str) -> String {
    // Excel counts UTF-16 units.
    if text.encode_utf16().count() <= CELL {
        return text.to_owned();
    }
    let mut room = CELL - 1;
    let kept = text.chars().take_while(|character| {
        let fits = character.len_utf16() <= room;
        room = room.saturating_sub(character.len_utf16());
        fits
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_is_too_long_ends_in_an_ellipsis() {
        assert_eq!(fitting("short"), "short");
        let long = fitting(&"𝄞".repeat(20_000));
        assert!(long.ends_with('…') && long.encode_utf16().count() <= CELL);
    }
}

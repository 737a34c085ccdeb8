//! Comma-separated values (RFC 4180), in dialects for spreadsheets.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};
use openapi::platform::export::Dialect;

use super::cell::Cell;
use super::columns::Columns;
use super::formula::may_be_formula;

/// Writes a table as comma-separated values.
#[derive(Debug)]
pub(crate) struct CsvWriter<W: Write> {
    writer: Writer<W>,
    dialect: Dialect,
}

impl<W: Write> CsvWriter<W> {
    /// Writes the header.
    pub(crate) fn begin(mut output: W, dialect: Dialect, columns: &Columns) -> io::Result<Self> {
        let delimiter = match dialect {
            Dialect::Rfc4180 | Dialect::Excel => b',',
            Dialect::ExcelFr => b';',
        };
        if dialect != Dialect::Rfc4180 {
            output.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer =
            WriterBuilder::new().delimiter(delimiter).terminator(Terminator::CRLF).from_writer(output);
        writer.write_record(columns.iter().map(|column| &column.name))?;
        Ok(Self { writer, dialect })
    }

    pub(crate) fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        let cells = cells.iter().map(|cell| encode_cell(cell, self.dialect));
        self.writer.write_record(cells.map(Cow::into_owned))?;
        Ok(())
    }

    /// Writes the buffered rows to the output.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

fn encode_cell(cell: &Cell, dialect: Dialect) -> Cow<'_, str> {
    let number = |written: String| match dialect {
        Dialect::ExcelFr => written.replace('.', ","),
        Dialect::Rfc4180 | Dialect::Excel => written,
    };
    match cell {
        Cell::Empty => "".into(),
        Cell::Text(text) => defused(text),
        Cell::Money(amount) => number(format!("{amount:.2}")).into(),
        Cell::Number(value) => number(value.to_string()).into(),
        Cell::Whole(value) => value.to_string().into(),
        Cell::Day(day) => day.to_string().into(),
        // Excel treats the `T` and the `Z` of RFC 3339 as text.
        Cell::Instant(at) => match dialect {
            Dialect::Rfc4180 => at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true).into(),
            Dialect::Excel | Dialect::ExcelFr => at.format("%Y-%m-%d %H:%M:%S").to_string().into(),
        },
        Cell::Truth(value) => value.to_string().into(),
    }
}

/// A text that no spreadsheet treats as a formula: an apostrophe is put before a possible formula (OWASP,
/// CSV injection). Numbers are not text and may be negative.
fn defused(text: &str) -> Cow<'_, str> {
    if may_be_formula(text) { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_might_be_a_formula_gets_an_apostrophe() {
        for bad in ["=HYPERLINK(\"https://example.org\";\"x\")", "+48 ARCHITEKTURA", "\u{200b}=1", "\tx"] {
            assert_eq!(defused(bad), format!("'{bad}"), "{bad:?}");
        }
        assert_eq!(defused("a=b"), "a=b");
    }

    #[test]
    fn numbers_stay_numbers_in_every_dialect() {
        let loss = Cell::Money("-1234.5".parse().expect("an amount"));
        assert_eq!(encode_cell(&loss, Dialect::Rfc4180), "-1234.50");
        assert_eq!(encode_cell(&loss, Dialect::Excel), "-1234.50");
        assert_eq!(encode_cell(&loss, Dialect::ExcelFr), "-1234,50");
    }
}

//! The sheets of a workbook as tables of text.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use calamine::{Reader as _, Xlsx};
use openapi::problem::{Fault as Wrong, Place};

use crate::error::fault;
use crate::intake::{Fault, text};

/// How many rows of a sheet are read at most: ten times as many as a budget may have lines.
const ROWS: usize = 20_000;
/// How large a workbook of a budget may be, in bytes: far more than any is.
const LARGEST: u64 = 64 << 20;

/// The sheets that say something.
#[derive(Debug)]
pub(super) struct Sheets {
    pub(super) budget: Table,
    pub(super) periods: Table,
    pub(super) lines: Table,
    pub(super) financing: Table,
    pub(super) lists: Table,
}

/// A sheet: its columns by their names, and its rows.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) sheet: &'static str,
    columns: HashMap<String, usize>,
    rows: Vec<(u64, Vec<String>)>,
}

/// A row of a sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    table: &'t Table,
    pub(super) number: u64,
    cells: &'t [String],
}

impl Sheets {
    pub(super) fn read(path: &Path) -> Result<Self, Fault> {
        let unread = |cause: io::Error| Fault::File(path.to_owned(), cause);
        let file = File::open(path).map_err(unread)?;
        if file.metadata().map_err(unread)?.len() > LARGEST {
            return Err(unread(ErrorKind::FileTooLarge.into()));
        }
        let invalid = |cause| unread(io::Error::new(ErrorKind::InvalidData, cause));
        let mut book = Xlsx::new(BufReader::new(file)).map_err(invalid)?;
        let mut table = |sheet: &'static str, needed: bool| {
            if !book.sheet_names().iter().any(|name| name == sheet) {
                let lacking = Fault::Empty(PathBuf::from(path), format!("the sheet `{sheet}`"));
                return if needed { Err(lacking) } else { Ok(Table { sheet, ..Table::default() }) };
            }
            let range = book.worksheet_range(sheet).map_err(invalid)?;
            let first = u64::from(range.start().unwrap_or_default().0) + 1;
            let rows = range.rows().take(ROWS).zip(first..);
            let rows = rows.map(|(cells, number)| (number, cells.iter().map(text).collect()));
            Ok(Table { sheet, columns: HashMap::new(), rows: rows.collect() })
        };
        Ok(Self {
            budget: table("Budget", true)?,
            periods: table("Periods", false)?.headed(),
            lines: table("Lines", true)?.headed(),
            financing: table("Financing", false)?.headed(),
            lists: table("Lists", false)?.headed(),
        })
    }
}

impl Table {
    /// The same, of which the first row that is filled names the columns.
    fn headed(mut self) -> Self {
        let filled = |(_, cells): &(u64, Vec<String>)| cells.iter().any(|cell| !cell.is_empty());
        let Some(at) = self.rows.iter().position(filled) else { return self };
        let (_, names) = self.rows.remove(at);
        self.rows.drain(..at);
        self.columns = names.into_iter().zip(0..).filter(|(name, _)| !name.is_empty()).collect();
        self
    }

    /// The rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(number, cells)| Row { table: self, number: *number, cells })
    }

    /// What stands beside a name, of a sheet of names and values.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let (_, cells) = self.named(name)?;
        cells.get(1).map(String::as_str).filter(|value| !value.is_empty())
    }

    fn named(&self, name: &str) -> Option<&(u64, Vec<String>)> {
        self.rows.iter().find(|(_, cells)| cells.first().is_some_and(|cell| cell == name))
    }

    /// That what stands beside a name is wrong.
    pub(super) fn fault(&self, name: &str, reason: impl Into<String>) -> Wrong {
        let row = self.named(name).map_or(0, |(number, _)| *number);
        wrong(self.sheet, row, name, reason)
    }
}

impl<'t> Row<'t> {
    /// What stands in a column, when anything does.
    pub(super) fn said(self, column: &str) -> Option<&'t str> {
        let cell = self.cells.get(*self.table.columns.get(column)?)?;
        (!cell.is_empty()).then_some(cell.as_str())
    }

    /// That what stands in a column is wrong.
    pub(super) fn fault(self, column: &str, reason: impl Into<String>) -> Wrong {
        wrong(self.table.sheet, self.number, column, reason)
    }
}

/// That a cell is wrong: its place is its sheet, its row, and what its column is called.
pub(super) fn wrong(sheet: &str, row: u64, column: &str, reason: impl Into<String>) -> Wrong {
    fault(Place::Body, format!("{sheet}/{row}/{column}"), "cell", reason)
}

//! A sheet of a workbook as a table of cells, and where in it something is wrong.

use openapi::platform::problem::{ErrorLocation, FieldError as Wrong};

use crate::exchange::ingest::sheets::{Cell, column_name};
use crate::platform::error::fault;

/// A sheet: its columns by their names, and its rows.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) sheet: String,
    /// Whether days are counted from 1904.
    pub(super) from_1904: bool,
    /// What a column, or the row of a name, is called.
    pub(super) names: Vec<(u32, &'static str)>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A row of a sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    pub(super) table: &'t Table,
    pub(super) number: u64,
    cells: &'t [Cell],
}

impl Table {
    /// The rows.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().filter_map(|cells| {
            let number = cells.first()?.at.line();
            Some(Row { table: self, number, cells })
        })
    }

    /// The cell beside a name, of a sheet of names and values.
    pub(super) fn value(&self, name: &str) -> Option<&Cell> {
        let (row, _) = self.names.iter().find(|(_, known)| *known == name)?;
        let cells = self.rows.iter().find(|cells| cells.first().is_some_and(|cell| cell.at.row == *row))?;
        cells.iter().find(|cell| cell.at.column == 1)
    }

    /// The text beside a name.
    ///
    /// # Errors
    /// What is wrong with the cell.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Wrong> {
        let text = self.value(name).map(|cell| self.text_of(cell)).transpose();
        text.map_err(|reason| self.fault(name, reason))
    }

    /// That what stands beside a name is wrong.
    pub(super) fn fault(&self, name: &str, reason: impl Into<String>) -> Wrong {
        let row =
            self.names.iter().find(|(_, known)| *known == name).map_or(0, |(row, _)| u64::from(*row) + 1);
        wrong(&self.sheet, row, name, reason)
    }

    /// Where a cell of the sheet stands: `Lines!B7`.
    pub(super) fn place(&self, cell: &Cell) -> String {
        format!("{}!{}", self.sheet, cell.at)
    }
}

impl<'t> Row<'t> {
    /// The cell of a column, when it holds anything.
    pub(super) fn said(self, column: &str) -> Option<&'t Cell> {
        let (at, _) = self.table.names.iter().find(|(_, known)| *known == column)?;
        self.cells.iter().find(|cell| cell.at.column == *at)
    }

    /// That what stands in a column is wrong.
    pub(super) fn fault(self, column: &str, reason: impl Into<String>) -> Wrong {
        wrong(&self.table.sheet, self.number, column, reason)
    }
}

/// That a cell is wrong: its place is its sheet, its row, and what its column is called.
pub(super) fn wrong(sheet: &str, row: u64, column: &str, reason: impl Into<String>) -> Wrong {
    let sheet = sheet.replace('/', " ");
    fault(ErrorLocation::Body, format!("{sheet}/{row}/{column}"), "cell", reason)
}

/// What a column without a name is called.
pub(super) fn unnamed(column: u32) -> String {
    format!("column {}", column_name(column))
}

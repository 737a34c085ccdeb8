//! A sheet of a workbook as a table of cells, and the places of its errors.

use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::{ErrorLocation, FieldError as Wrong};

use crate::exchange::ingest::sheets::{Cell, column_name};
use crate::platform::error::fault;

/// A sheet: its columns by name, and its rows.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) sheet: String,
    /// Whether dates are counted from 1904.
    pub(super) from_1904: bool,
    /// The names of the columns, or of the rows.
    pub(super) names: Vec<(u32, &'static str)>,
    pub(super) rows: Vec<Vec<Cell>>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'t> {
    pub(super) table: &'t Table,
    pub(super) number: u64,
    cells: &'t [Cell],
}

impl Table {
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().filter_map(|cells| {
            let number = cells.first()?.at.line();
            Some(Row { table: self, number, cells })
        })
    }

    /// The cell next to a name, in a sheet of names and values.
    pub(super) fn value(&self, name: &str) -> Option<&Cell> {
        let (row, _) = self.names.iter().find(|(_, known)| *known == name)?;
        let cells = self.rows.iter().find(|cells| cells.first().is_some_and(|cell| cell.at.row == *row))?;
        cells.iter().find(|cell| cell.at.column == 1)
    }

    /// The text next to a name.
    ///
    /// # Errors
    /// The error of the cell.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Wrong> {
        let text = self.value(name).map(|cell| self.text_of(cell)).transpose();
        text.map_err(|reason| self.fault(name, reason))
    }

    /// The error of the value next to a name.
    pub(super) fn fault(&self, name: &str, reason: impl Into<String>) -> Wrong {
        let row =
            self.names.iter().find(|(_, known)| *known == name).map_or(0, |(row, _)| u64::from(*row) + 1);
        wrong(&self.sheet, row, name, reason)
    }

    /// The address of a cell of the sheet: `Lines!B7`.
    pub(super) fn place(&self, cell: &Cell) -> String {
        format!("{}!{}", self.sheet, cell.at)
    }
}

impl<'t> Row<'t> {
    /// The cell of a column, if it has content.
    pub(super) fn cell(self, column: &str) -> Option<&'t Cell> {
        let (at, _) = self.table.names.iter().find(|(_, known)| *known == column)?;
        self.cells.iter().find(|cell| cell.at.column == *at)
    }

    /// The error of the value in a column.
    pub(super) fn fault(self, column: &str, reason: impl Into<String>) -> Wrong {
        wrong(&self.table.sheet, self.number, column, reason)
    }
}

/// The error of a cell, with its sheet, its row and the name of its column.
pub(super) fn wrong(sheet: &str, row: u64, column: &str, reason: impl Into<String>) -> Wrong {
    let sheet = sheet.replace('/', " ");
    fault(ErrorLocation::Body, format!("{sheet}/{row}/{column}"), ErrorCode::Cell, reason)
}

/// The name of a column without a heading.
pub(super) fn unnamed(column: u32) -> String {
    format!("column {}", column_name(column))
}

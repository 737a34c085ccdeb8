//! A workbook that is written row by row. The rows are in a file, not in memory.

use std::io::Write;

use rust_xlsxwriter::{DocProperties, Workbook, Worksheet, XlsxError};

use super::cell::Cell;
use super::columns::Columns;
use super::sheet::Sheet;

/// The row limit of an Excel sheet, less some room for the totals.
const ROWS: u32 = 1_048_576 - 200;

/// A workbook with one long table. When a sheet is full, the table continues on the next.
pub(crate) struct Book {
    workbook: Workbook,
    name: String,
    columns: Columns,
    sheets: usize,
    sheet: Sheet,
}

impl Book {
    /// Begins a workbook with one table.
    pub(crate) fn begin(name: &str, columns: Columns) -> Result<Self, XlsxError> {
        let mut workbook = Workbook::new();
        workbook.set_properties(&DocProperties::new().set_title(name));
        let sheet = begin_sheet(workbook.add_worksheet_with_constant_memory()?, name, columns.clone())?;
        Ok(Self { workbook, name: name.to_owned(), columns, sheets: 1, sheet })
    }

    pub(crate) fn row(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.sheet.next() >= ROWS {
            self.turn()?;
        }
        self.sheet.row(self.workbook.worksheet_from_index(self.sheets - 1)?, cells)
    }

    /// Ends a full sheet and begins the next.
    fn turn(&mut self) -> Result<(), XlsxError> {
        self.sheets += 1;
        let name = format!("{} {}", self.name, self.sheets);
        let next =
            begin_sheet(self.workbook.add_worksheet_with_constant_memory()?, &name, self.columns.clone())?;
        let full = std::mem::replace(&mut self.sheet, next);
        full.end(self.workbook.worksheet_from_index(self.sheets - 2)?)
    }

    /// Adds the totals and writes the workbook.
    pub(crate) fn end(mut self, output: impl Write + Send) -> Result<(), XlsxError> {
        self.sheet.end(self.workbook.worksheet_from_index(self.sheets - 1)?)?;
        self.workbook.save_to_writer(output)
    }
}

fn begin_sheet(sheet: &mut Worksheet, name: &str, columns: Columns) -> Result<Sheet, XlsxError> {
    sheet.set_name(name)?;
    Sheet::begin(sheet, columns)
}

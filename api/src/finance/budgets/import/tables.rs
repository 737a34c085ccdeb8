//! The sheets of a workbook as tables of cells, and what is wrong with how they are laid out.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use openapi::platform::problem::{Fault as Wrong, Place};

use super::layout::{Layout, columns, names};
use super::vocabulary::{FINANCING, LINES, LISTS, PERIODS, SHEETS, is_computed, known};
use crate::exchange::intake::Fault;
use crate::exchange::intake::bounds::beyond;
use crate::exchange::intake::sheets::{Cell, Workbook, column_name};
use crate::platform::error::fault;

/// How many rows of a sheet may hold something: ten times as many as a budget may have lines.
const MAX_FILLED_ROWS: usize = 20_000;
/// How many bytes the cells of a sheet may take.
const MAX_FILLED_BYTES: u64 = 32 << 20;
/// How many merged ranges a sheet may have.
const MAX_MERGED: usize = 1_000;

/// The sheets that say something.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) budget: Table,
    pub(super) periods: Table,
    pub(super) lines: Table,
    pub(super) financing: Table,
    pub(super) lists: Table,
    /// What is wrong with how they are laid out.
    pub(super) wrong: Vec<Wrong>,
    /// What is not read, and is no fault.
    pub(super) left_out: Vec<Wrong>,
}

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

impl Sheets {
    /// Reads the sheets of a workbook. It takes its time: not on a thread of the runtime.
    ///
    /// # Errors
    /// That the file cannot be read, or lacks a sheet without which there is no budget.
    pub(super) fn read(path: &Path) -> Result<Self, Fault> {
        let unread = |cause: io::Error| Fault::File(path.to_owned(), cause);
        let file = File::open(path).map_err(unread)?;
        let mut book = Workbook::open(BufReader::new(file)).map_err(unread)?;
        let mut sheets = Self::default();
        let mut there: Vec<&'static str> = Vec::new();
        for (at, name) in book.sheets().into_iter().enumerate() {
            let Some(sheet) = known(&SHEETS, &name) else {
                if !is_computed(&name) {
                    sheets.left_out.push(wrong(
                        &name,
                        0,
                        "",
                        "the sheet is none of the budget's, and is not imported",
                    ));
                }
                continue;
            };
            if there.contains(&sheet) {
                sheets.wrong.push(wrong(&name, 0, "", format!("the sheet `{sheet}` is there twice")));
                continue;
            }
            there.push(sheet);
            let layout = sheets.layout(&mut book, (at, name, sheet)).map_err(unread)?;
            sheets.wrong.extend(layout.wrong);
            sheets.left_out.extend(layout.left_out);
        }
        for needed in ["Budget", "Lines"] {
            if !there.contains(&needed) {
                return Err(Fault::Empty(PathBuf::from(path), format!("the sheet `{needed}`")));
            }
        }
        Ok(sheets)
    }

    /// Reads a sheet, and lays it out.
    fn layout(
        &mut self,
        book: &mut Workbook<BufReader<File>>,
        (at, name, sheet): (usize, String, &str),
    ) -> io::Result<Layout> {
        let merged = book.survey(at)?.merged;
        if merged.len() > MAX_MERGED {
            return Err(beyond(format!("the sheet `{name}` has more than {MAX_MERGED} merged ranges")));
        }
        let (from_1904, mut cells) = (book.counts_from_1904(), book.cells(at)?);
        let (mut rows, mut bytes): (Vec<Vec<Cell>>, _) = (Vec::new(), 0);
        while let Some(cell) = cells()? {
            bytes += cell.bytes();
            match rows.last_mut().filter(|row| row.first().is_some_and(|first| first.at.row == cell.at.row)) {
                Some(row) => row.push(cell),
                None => rows.push(vec![cell]),
            }
            if rows.len() > MAX_FILLED_ROWS || bytes > MAX_FILLED_BYTES {
                let most = format!("{MAX_FILLED_ROWS} filled rows or {MAX_FILLED_BYTES} bytes in its cells");
                return Err(beyond(format!("the sheet `{name}` has more than {most}")));
            }
        }
        let table = Table { sheet: name, from_1904, names: Vec::new(), rows };
        let (place, mut layout) = match sheet {
            "Budget" => (&mut self.budget, names(table, &merged)),
            "Periods" => (&mut self.periods, columns(table, &PERIODS, &merged)),
            "Lines" => (&mut self.lines, columns(table, &LINES, &merged)),
            "Financing" => (&mut self.financing, columns(table, &FINANCING, &merged)),
            _ => (&mut self.lists, columns(table, &LISTS, &[])),
        };
        let table = std::mem::take(&mut layout.table);
        *place = table;
        // Lists are there to choose from: what a person adds to them takes nothing away.
        if sheet == "Lists" {
            layout.wrong.clear();
        }
        Ok(layout)
    }
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
    fault(Place::Body, format!("{sheet}/{row}/{column}"), "cell", reason)
}

/// What a column without a name is called.
pub(super) fn unnamed(column: u32) -> String {
    format!("column {}", column_name(column))
}

//! The sheets of a workbook as tables of cells, and the errors of their layout.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use openapi::platform::problem::FieldError as Wrong;

use super::layout::{Layout, columns, names};
use super::table::{Table, wrong};
use super::vocabulary::{FINANCING, LINES, LISTS, PERIODS, SHEETS, code_of, is_computed};
use crate::exchange::ingest::Fault;
use crate::exchange::ingest::bounds::beyond;
use crate::exchange::ingest::sheets::{Cell, Workbook};

/// The maximum number of rows with content in a sheet: ten times the maximum number of budget lines.
const MAX_FILLED_ROWS: usize = 20_000;
/// The maximum size of the cells of a sheet in bytes.
const MAX_FILLED_BYTES: u64 = 32 << 20;
/// The maximum number of merged ranges of a sheet.
const MAX_MERGED: usize = 1_000;

/// The sheets with input.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) budget: Table,
    pub(super) periods: Table,
    pub(super) lines: Table,
    pub(super) financing: Table,
    pub(super) lists: Table,
    /// The errors of the layout.
    pub(super) wrong: Vec<Wrong>,
    /// Values that are not read, without being an error.
    pub(super) left_out: Vec<Wrong>,
}

impl Sheets {
    /// Reads the sheets of a workbook. This blocks: do not call it on a thread of the runtime.
    ///
    /// # Errors
    /// When the file cannot be read, or when a required sheet is missing.
    pub(super) fn read(path: &Path) -> Result<Self, Fault> {
        let unread = |cause: io::Error| Fault::File(path.to_owned(), cause);
        let file = File::open(path).map_err(unread)?;
        let mut book = Workbook::open(BufReader::new(file)).map_err(unread)?;
        let mut sheets = Self::default();
        let mut there: Vec<&'static str> = Vec::new();
        for (at, name) in book.sheets().into_iter().enumerate() {
            let Some(sheet) = code_of(&SHEETS, &name) else {
                if !is_computed(&name) {
                    sheets.left_out.push(wrong(
                        &name,
                        0,
                        "",
                        "the sheet does not belong to a budget, and is not imported",
                    ));
                }
                continue;
            };
            if there.contains(&sheet) {
                sheets.wrong.push(wrong(&name, 0, "", format!("the sheet `{sheet}` occurs twice")));
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

    /// Reads a sheet and finds its columns.
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
        // Lists only offer choices: additions by a person have no effect.
        if sheet == "Lists" {
            layout.wrong.clear();
        }
        Ok(layout)
    }
}

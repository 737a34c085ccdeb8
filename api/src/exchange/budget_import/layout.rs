//! Finds the columns and the named rows, and reports values outside them.

use std::collections::HashSet;

use openapi::platform::problem::FieldError as Wrong;

use super::table::{Table, unnamed, wrong};
use super::vocabulary::{BUDGET, Word, code_of, names as list};
use crate::exchange::ingest::sheets::{Cell, Merged, Value};
use crate::finance::budgets::workbook::NOTE;
use crate::platform::quote::quoted;

/// A table with its known columns, and the errors of the others.
#[derive(Debug, Default)]
pub(super) struct Layout {
    pub(super) table: Table,
    pub(super) wrong: Vec<Wrong>,
    pub(super) left_out: Vec<Wrong>,
    /// The size of the copies of merged cells.
    copied: u64,
}

/// The maximum size of the copies of merged cells, which are copied to each of their rows.
const MAX_COPIED_BYTES: u64 = 32 << 20;
/// The maximum number of stored errors per sheet. Fewer are listed.
const MAX_KEPT_FAULTS: usize = 20_000;

/// Columns in which a merged cell cannot count for several rows, because its value would be repeated.
const COUNTED: [&str; 5] = ["amount", "units", "number", "start", "end"];

/// A sheet whose first row with content names the columns.
pub(super) fn columns(mut table: Table, words: &[Word], merged: &[Merged]) -> Layout {
    if table.rows.is_empty() {
        return Layout { table, ..Layout::default() };
    }
    let head = table.rows.remove(0);
    let row = head.first().map_or(0, |cell| cell.at.row);
    let mut layout = Layout { table, ..Layout::default() };
    let mut strange = Vec::new();
    for cell in &head {
        let written = shown(cell);
        match code_of(words, &written) {
            Some(name) if layout.table.names.iter().any(|(_, there)| *there == name) => {
                layout.refuse(cell, &written, &format!("the column `{name}` occurs twice"));
            }
            Some(name) => layout.table.names.push((cell.at.column, name)),
            None => {
                strange.push(cell.at.column);
                let known = list(words);
                layout.refuse(
                    cell,
                    &written,
                    &format!("there is no column with this name: the columns are {known}"),
                );
            }
        }
    }
    layout.outside(&strange);
    for merged in merged.iter().filter(|merged| merged.last.row >= row) {
        layout.merged(merged, row);
    }
    let names = &layout.table.names;
    let is_read =
        |cell: &Cell| names.iter().any(|(column, name)| *column == cell.at.column && *name != "cost");
    for cells in &mut layout.table.rows {
        cells.retain(is_read);
    }
    layout.table.rows.retain(|cells| !cells.is_empty());
    layout
}

/// A sheet with names in column A and values in column B.
pub(super) fn names(table: Table, merged: &[Merged]) -> Layout {
    let mut layout = Layout { table, ..Layout::default() };
    for cells in std::mem::take(&mut layout.table.rows) {
        layout.columns_of(&cells);
        layout.table.rows.push(cells);
    }
    for merged in
        merged.iter().filter(|merged| merged.first.column <= 1 && merged.first.row < merged.last.row)
    {
        layout.refuse_merged(merged, "");
    }
    layout
}

impl Layout {
    /// Reads a row of the sheet of names and values.
    fn columns_of(&mut self, cells: &[Cell]) {
        let label = cells.iter().find(|cell| cell.at.column == 0);
        let value = cells.iter().find(|cell| cell.at.column == 1);
        let written = label.map(shown).unwrap_or_default();
        for cell in cells.iter().filter(|cell| cell.at.column > 1) {
            self.refuse(cell, &written, "this cell is not read: values are in column B, next to their names");
        }
        match (code_of(&BUDGET, &written), label, value) {
            (Some(name), Some(label), _) => {
                if self.table.names.iter().any(|(_, there)| *there == name) {
                    self.refuse(label, name, &format!("`{name}` occurs twice"));
                } else {
                    self.table.names.push((label.at.row, name));
                }
            }
            (_, label, Some(value)) => {
                let reason =
                    format!("column A has no known name for this value: the names are {}", list(&BUDGET));
                self.refuse(label.unwrap_or(value), &written, &reason);
            }
            (_, Some(label), None) if written != NOTE => {
                let reason = format!("`{}` is not a known name, and is not imported", quoted(&written));
                self.left_out.push(wrong(&self.table.sheet, label.at.line(), "", reason));
            }
            _ => {}
        }
    }

    /// Reports cells in columns without a name.
    fn outside(&mut self, strange: &[u32]) {
        let names = &self.table.names;
        let mut seen: HashSet<u32> =
            names.iter().map(|(column, _)| *column).chain(strange.iter().copied()).collect();
        let mut outside = Vec::new();
        for cell in self.table.rows.iter().flatten() {
            if seen.insert(cell.at.column) {
                outside.push(cell.clone());
            }
        }
        for cell in outside {
            self.refuse(&cell, &unnamed(cell.at.column), "the column of this cell has no heading");
        }
    }

    /// Copies a merged cell to each of its rows with content, or refuses it.
    fn merged(&mut self, merged: &Merged, head: u32) {
        let within = |column: u32| (merged.first.column..=merged.last.column).contains(&column);
        let Some(name) = self.table.names.iter().find(|(column, _)| within(*column)).map(|(_, name)| *name)
        else {
            return;
        };
        let rows = &self.table.rows;
        let above = |cells: &Vec<Cell>| cells.first().is_some_and(|cell| cell.at.row < merged.first.row);
        let first = rows.get(rows.partition_point(above));
        let cell = first.and_then(|cells| cells.iter().find(|cell| cell.at == merged.first)).cloned();
        if merged.first.row <= head || merged.first.column < merged.last.column || COUNTED.contains(&name) {
            if cell.is_some() || merged.first.row <= head {
                self.refuse_merged(merged, name);
            }
            return;
        }
        let Some(cell) = cell.filter(|_| name != "cost") else { return };
        let rows = u64::from(merged.last.row - merged.first.row).min(self.table.rows.len() as u64);
        self.copied += cell.bytes().saturating_mul(rows);
        if self.copied > MAX_COPIED_BYTES {
            self.refuse_merged(merged, name);
            return;
        }
        let computed: Vec<_> =
            self.table.names.iter().filter(|(_, name)| *name == "cost").map(|(at, _)| *at).collect();
        for cells in &mut self.table.rows {
            let Some(row) =
                cells.iter().find(|cell| !computed.contains(&cell.at.column)).map(|cell| cell.at.row)
            else {
                continue;
            };
            if row > merged.first.row && row <= merged.last.row {
                let mut copy = cell.clone();
                copy.at.row = row;
                // Cells below a merged cell are not displayed.
                cells.retain(|below| below.at.column != copy.at.column);
                cells.push(copy);
            }
        }
    }

    fn refuse_merged(&mut self, merged: &Merged, name: &str) {
        let place = format!("{}!{merged}", self.table.sheet);
        let reason = format!("the cells {place} are merged: split them, and fill in each of them");
        self.keep(wrong(&self.table.sheet, merged.first.line(), name, reason));
    }

    fn keep(&mut self, fault: Wrong) {
        if self.wrong.len() < MAX_KEPT_FAULTS {
            self.wrong.push(fault);
        }
    }

    fn refuse(&mut self, cell: &Cell, column: &str, reason: &str) {
        let reason = format!("{}: {reason}", self.table.place(cell));
        self.keep(wrong(&self.table.sheet, cell.at.line(), &quoted(column), reason));
    }
}

/// The displayed text of a heading cell.
fn shown(cell: &Cell) -> String {
    match &cell.value {
        Value::Text(text) => text.clone(),
        Value::Error(error) => error.clone(),
        other => cell.text(false).unwrap_or_else(|_| format!("{other:?}")),
    }
}

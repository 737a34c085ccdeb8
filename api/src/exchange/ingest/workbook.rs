//! The records of a workbook: the rows of its first sheet that has the columns that are wanted.
//!
//! A sheet is gone through twice: once to know which of its cells are merged and which columns hold something, which
//! stands behind the cells, and once for its rows. What a row holds that nobody can use refuses it, unless it stands in a
//! column that is not read anyway: an error, a formula without its result, and cells that are merged.

use std::fs::File;
use std::io::{self, BufReader};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bounds::{MAX_COLUMNS, MAX_RECORD_BYTES, beyond};
use super::counting_reader::{BytesRead, CountingReader};
use super::fault::Fault;
use super::record_type::RecordType;
use super::sheets::{Cell, Cells, Merged, Survey, Workbook, column_name};
use super::source::{Fields, Heading, Place, Record, Sink, Source};

/// In how many rows the heading is looked for.
const FIRST: usize = 20;

/// The records of a workbook.
pub(crate) fn workbook<P: RecordType>(path: &Path, name: &str) -> Source {
    let (at, file) = (path.to_owned(), Arc::<str>::from(name));
    Source::of(path, move |sink| {
        let unread = |cause| Fault::File(at.clone(), cause);
        let (input, far) = CountingReader::of(BufReader::new(File::open(&at).map_err(unread)?), false);
        let mut book = Workbook::open(input).map_err(unread)?;
        let mut lacking = P::COLUMNS.to_vec();
        for sheet in 0..book.sheets().len() {
            let from_1904 = book.counts_from_1904();
            let found = head::<P>(book.cells(sheet).map_err(unread)?, from_1904, &mut lacking);
            let Some(head) = found.map_err(unread)? else { continue };
            let survey = book.survey(sheet).map_err(unread)?;
            far.restart();
            let cells = book.cells(sheet).map_err(unread)?;
            let (path, file) = (at.clone(), Arc::clone(&file));
            let rows = Rows::<P>::of(head, survey, (path, file, far), from_1904);
            return rows.read(cells, sink);
        }
        Err(Fault::Heading(at.clone(), lacking))
    })
}

/// The row that names the columns, and what stands in it.
type Head = (u32, Vec<String>);

/// Finds the row that names the columns; of those that do not, what the one lacks that lacks the least.
fn head<P: RecordType>(
    mut cells: Cells<'_>,
    from_1904: bool,
    lacking: &mut Vec<&'static str>,
) -> io::Result<Option<Head>> {
    let (mut row, mut tried, mut bytes) = ((0, Vec::new()), 0, 0);
    while tried < FIRST {
        let cell = cells()?;
        if cell.as_ref().is_none_or(|cell| cell.at.row != row.0) && !row.1.is_empty() {
            let lacks = P::heading(row.1.clone()).lacking(P::COLUMNS);
            if lacks.is_empty() {
                return Ok(Some(row));
            }
            if lacks.len() < lacking.len() {
                *lacking = lacks;
            }
            tried += 1;
            bytes = 0;
            row.1.clear();
        }
        let Some(cell) = cell else { break };
        row.0 = cell.at.row;
        bytes += cell.bytes();
        if bytes > MAX_RECORD_BYTES {
            return Err(too_long(&cell));
        }
        put(&mut row.1, cell.at.column, cell.text(from_1904).unwrap_or_default());
    }
    Ok(None)
}

/// Puts a text where it stands in its row.
fn put(row: &mut Vec<String>, column: u32, text: String) {
    let column = usize::try_from(column).unwrap_or(MAX_COLUMNS);
    if column < MAX_COLUMNS {
        row.resize(row.len().max(column + 1), String::new());
        row[column] = text;
    }
}

/// The rows below the heading.
struct Rows<P> {
    path: PathBuf,
    file: Arc<str>,
    far: BytesRead,
    from_1904: bool,
    heading: Arc<Heading>,
    /// In which row the heading stands.
    head: u32,
    /// Which columns are read.
    read: Vec<bool>,
    /// Merged cells of columns that are read, which begin below the rows that have been read; the first last.
    merged: Vec<Merged>,
    /// Those that have begun and end the latest.
    within: Option<Merged>,
    kind: PhantomData<P>,
}

impl<P: RecordType> Rows<P> {
    fn of(
        (head, mut names): Head,
        survey: Survey,
        (path, file, far): (PathBuf, Arc<str>, BytesRead),
        from_1904: bool,
    ) -> Self {
        names.resize(names.len().max(survey.last_rows.len()), String::new());
        for ((name, last), column) in names.iter_mut().zip(survey.last_rows).zip(0..) {
            // So that what stands in a column without a heading is listed as one that is not read.
            if name.is_empty() && last.is_some_and(|last| last > head) {
                *name = format!("column {}", column_name(column));
            }
        }
        let heading = P::heading(names).at(u64::from(head) + 1);
        let read: Vec<_> = heading.names().iter().map(|name| P::reads(name)).collect();
        let mut merged = survey.merged;
        // How many columns that are read stand before each: merged cells may be many, and span all columns.
        let mut before = vec![0];
        before.extend(read.iter().scan(0_usize, |count, read| {
            *count += usize::from(*read);
            Some(*count)
        }));
        merged.retain(|merged| merged.last.row > head && columns_read(merged, &before) > 0);
        merged.reverse();
        let heading = Arc::new(heading);
        Self { path, file, far, from_1904, heading, head, read, merged, within: None, kind: PhantomData }
    }

    fn read(mut self, mut cells: Cells<'_>, sink: &mut Sink) -> Result<(), Fault> {
        let mut row = Vec::new();
        let mut bytes = 0;
        loop {
            let cell = cells().map_err(|cause| Fault::File(self.path.clone(), cause))?;
            let last: Option<&Cell> = row.last();
            if last.is_some_and(|last| cell.as_ref().is_none_or(|cell| cell.at.row != last.at.row)) {
                self.take(std::mem::take(&mut row), sink)?;
                bytes = 0;
            }
            let Some(cell) = cell else { return Ok(()) };
            if cell.at.row > self.head {
                bytes += cell.bytes();
                if bytes > MAX_RECORD_BYTES {
                    return Err(Fault::File(self.path.clone(), too_long(&cell)));
                }
                row.push(cell);
            }
        }
    }

    fn take(&mut self, cells: Vec<Cell>, sink: &mut Sink) -> Result<(), Fault> {
        let Some(row) = cells.first().map(|cell| cell.at.row) else { return Ok(()) };
        let (mut values, mut reasons) = (vec![String::new(); self.heading.width()], Vec::new());
        reasons
            .extend(self.merged_in(row).map(|merged| {
                format!("the cells {merged} are merged: split them, and fill in each of them")
            }));
        for cell in cells {
            let column = usize::try_from(cell.at.column).unwrap_or(MAX_COLUMNS);
            match cell.text(self.from_1904) {
                Ok(text) if column < values.len() => values[column] = text,
                Err(reason) if self.read.get(column) == Some(&true) => reasons.push(reason),
                _ => {}
            }
        }
        let fields = Fields { heading: Arc::clone(&self.heading), values };
        let fields = if reasons.is_empty() { Ok(fields) } else { Err(reasons.join("; ")) };
        let place = Place { file: Arc::clone(&self.file), line: u64::from(row) + 1 };
        sink.put(Record { place, fields, bytes: self.far.bytes() })
    }

    /// The merged cells in which a row lies, if there are any.
    fn merged_in(&mut self, row: u32) -> Option<Merged> {
        while let Some(next) = self.merged.pop_if(|next| next.first.row <= row) {
            self.within = self.within.filter(|within| within.last.row >= next.last.row).or(Some(next));
        }
        self.within.filter(|within| within.last.row >= row)
    }
}

fn too_long(cell: &Cell) -> io::Error {
    beyond(format!("row {} has more than {MAX_RECORD_BYTES} bytes", cell.at.line()))
}

/// How many of the columns of merged cells are read, when it is known how many of those before each are.
fn columns_read(merged: &Merged, before: &[usize]) -> usize {
    let count = |column: u32| {
        let column = usize::try_from(column).unwrap_or(MAX_COLUMNS).min(before.len() - 1);
        before[column]
    };
    count(merged.last.column + 1).saturating_sub(count(merged.first.column))
}

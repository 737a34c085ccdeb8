//! Reads the records of a workbook: the rows of its first sheet with the required columns.
//!
//! A sheet is read twice. The first pass finds merged cells and columns with content, because this data
//! comes after the cells. The second pass reads the rows. A row is refused if it contains an unusable value
//! in a column that is read: an error, a formula without its result, or merged cells.

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
use super::source::{Fields, Heading, Record, RecordPosition, Sink, Source};

/// The number of rows that are searched for the heading.
const FIRST: usize = 20;

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

/// The row number of the heading, and its names.
type Head = (u32, Vec<String>);

/// Finds the heading. If there is none, the row with the fewest missing columns gives the error.
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

/// Puts a text at its column.
fn put(row: &mut Vec<String>, column: u32, text: String) {
    let column = usize::try_from(column).unwrap_or(MAX_COLUMNS);
    if column < MAX_COLUMNS {
        row.resize(row.len().max(column + 1), String::new());
        row[column] = text;
    }
}

struct Rows<P> {
    path: PathBuf,
    file: Arc<str>,
    far: BytesRead,
    from_1904: bool,
    heading: Arc<Heading>,
    /// The row of the heading.
    head: u32,
    /// Which columns are read.
    read: Vec<bool>,
    /// Merged cells in columns that are read, below the current row. The first is last.
    merged: Vec<Merged>,
    /// Merged cells around the current row that end last.
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
            // A value in a column without a heading is reported as not read.
            if name.is_empty() && last.is_some_and(|last| last > head) {
                *name = format!("column {}", column_name(column));
            }
        }
        let heading = P::heading(names).at(u64::from(head) + 1);
        let read: Vec<_> = heading.names().iter().map(|name| P::reads(name)).collect();
        let mut merged = survey.merged;
        // The number of columns that are read before each column: merged cells may be many, and span all
        // columns.
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
        let place = RecordPosition { file: Arc::clone(&self.file), line: u64::from(row) + 1 };
        sink.put(Record { place, fields, bytes: self.far.bytes() })
    }

    /// The merged cells around a row, if any.
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

/// The number of columns that are read in merged cells, from the numbers before each column.
fn columns_read(merged: &Merged, before: &[usize]) -> usize {
    let count = |column: u32| {
        let column = usize::try_from(column).unwrap_or(MAX_COLUMNS).min(before.len() - 1);
        before[column]
    };
    count(merged.last.column + 1).saturating_sub(count(merged.first.column))
}

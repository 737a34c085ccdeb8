//! The records of a workbook: the rows of its first sheet that has the columns that are wanted.
//!
//! Of an `.xlsx` the cells are read one by one, and only its shared strings are kept; of an `.xls`, which holds no more
//! than its size, everything.

use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read, Seek};
use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use calamine::{Data, Reader as _, Xls, Xlsx};
use zip::ZipArchive;

use super::reading::{Far, Reading};
use super::source::{Fields, Heading, Place, Record, Sink, Source, trimmed};
use super::{Fault, Published};

/// How many columns a sheet may have.
const WIDEST: usize = 16_384;
/// In how many rows the heading is looked for.
const FIRST: usize = 20;
/// How much of an `.xlsx` may be kept, in bytes: what is not in its sheets.
const SHARED: u64 = 1 << 30;

type Input = Reading<BufReader<File>>;

/// The records of a workbook.
pub(crate) fn workbook<P: Published>(path: &Path, name: &str) -> Source {
    let (at, file) = (path.to_owned(), Arc::<str>::from(name));
    Source::of(path, move |sink| {
        let unread = |cause| Fault::File(at.clone(), cause);
        let is_zip = is_zip(&at).map_err(unread)?;
        let (input, far) = Reading::of(BufReader::new(File::open(&at).map_err(unread)?), false);
        let (path, lacking) = (at.clone(), P::COLUMNS.to_vec());
        let mut rows =
            Rows::<P> { sink, path, file, far, heading: None, tried: 0, lacking, kind: PhantomData };
        if is_zip {
            of_xlsx(input, &mut rows)?;
        } else {
            of_xls(input, &mut rows)?;
        }
        if rows.heading.is_none() { Err(Fault::Heading(rows.path, rows.lacking)) } else { Ok(()) }
    })
}

fn is_zip(path: &Path) -> io::Result<bool> {
    let mut first = [0; 2];
    File::open(path)?.read_exact(&mut first)?;
    Ok(&first == b"PK")
}

/// The rows that are handed on, once there is a heading.
struct Rows<'s, P> {
    sink: &'s mut Sink,
    path: PathBuf,
    file: Arc<str>,
    far: Far,
    heading: Option<Arc<Heading>>,
    /// How many rows of the sheet are not the heading.
    tried: usize,
    /// What the row lacks that lacks the least.
    lacking: Vec<&'static str>,
    kind: PhantomData<P>,
}

impl<P: Published> Rows<'_, P> {
    fn unread(&self, cause: impl std::error::Error + Send + Sync + 'static) -> Fault {
        Fault::File(self.path.clone(), io::Error::new(ErrorKind::InvalidData, cause))
    }

    /// Whether nothing of this sheet is wanted.
    fn is_in_vain(&self) -> bool {
        self.heading.is_none() && self.tried >= FIRST
    }

    fn take(&mut self, line: u64, mut values: Vec<String>) -> Result<(), Fault> {
        if values.iter().all(String::is_empty) {
            return Ok(());
        }
        let Some(heading) = &self.heading else {
            self.tried += 1;
            let heading = P::heading(values);
            let lacking = heading.lacking(P::COLUMNS);
            if lacking.is_empty() {
                self.heading = Some(Arc::new(heading));
            } else if lacking.len() < self.lacking.len() {
                self.lacking = lacking;
            }
            return Ok(());
        };
        values.resize(heading.width(), String::new());
        let fields = Ok(Fields { heading: Arc::clone(heading), values });
        let place = Place { file: Arc::clone(&self.file), line };
        self.sink.put(Record { place, fields, bytes: self.far.bytes() })
    }
}

fn of_xlsx<P: Published>(mut input: Input, rows: &mut Rows<'_, P>) -> Result<(), Fault> {
    bounded(&mut input).map_err(|cause| Fault::File(rows.path.clone(), cause))?;
    let mut book = Xlsx::new(input).map_err(|cause| rows.unread(cause))?;
    for sheet in book.sheet_names() {
        // What is no sheet of cells has none.
        let Ok(mut cells) = book.worksheet_cells_reader(&sheet) else { continue };
        let (mut line, mut row) = (0, Vec::new());
        rows.tried = 0;
        while let Some(cell) = cells.next_cell().map_err(|cause| rows.unread(cause))? {
            let (at, column) = cell.get_position();
            if at != line {
                rows.take(u64::from(line) + 1, std::mem::take(&mut row))?;
                line = at;
            }
            if rows.is_in_vain() {
                break;
            }
            put(&mut row, column, text(&Data::from(cell.get_value().clone())));
        }
        rows.take(u64::from(line) + 1, row)?;
        if rows.heading.is_some() {
            break;
        }
    }
    Ok(())
}

fn of_xls<P: Published>(input: Input, rows: &mut Rows<'_, P>) -> Result<(), Fault> {
    let mut book = Xls::new(input).map_err(|cause| rows.unread(cause))?;
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).map_err(|cause| rows.unread(cause))?;
        let (first, left) = range.start().unwrap_or_default();
        rows.tried = 0;
        for (cells, line) in range.rows().zip(u64::from(first) + 1..) {
            let mut row = Vec::new();
            for (cell, column) in cells.iter().zip(left..) {
                put(&mut row, column, text(cell));
            }
            rows.take(line, row)?;
            if rows.is_in_vain() {
                break;
            }
        }
        if rows.heading.is_some() {
            break;
        }
    }
    Ok(())
}

/// Puts a text where it stands in its row.
fn put(row: &mut Vec<String>, column: u32, text: String) {
    let column = usize::try_from(column).unwrap_or(WIDEST);
    if column < WIDEST && !text.is_empty() {
        row.resize(row.len().max(column + 1), String::new());
        row[column] = text;
    }
}

/// What a cell says: a day as one writes it, a number as it is shown.
pub(crate) fn text(cell: &Data) -> String {
    match cell {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => trimmed(text),
        Data::DateTime(time) if time.is_datetime() => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(_) | Data::Empty => String::new(),
        other => other.to_string(),
    }
}

/// Passes when what is kept of an `.xlsx` is not more than may be.
fn bounded(input: &mut Input) -> io::Result<()> {
    let mut zip = ZipArchive::new(&mut *input)?;
    let mut left = SHARED;
    for index in 0..zip.len() {
        let part = zip.by_index(index)?;
        if !part.name()?.to_lowercase().starts_with("xl/worksheets/") {
            left -= io::copy(&mut part.take(left), &mut io::sink())?;
        }
        if left == 0 {
            return Err(io::Error::new(ErrorKind::InvalidData, "it unpacks to more than may be kept"));
        }
    }
    input.rewind()
}

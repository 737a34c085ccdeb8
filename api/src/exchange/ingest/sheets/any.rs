//! A workbook of either format, detected by its first bytes.

use std::io::{self, Read, Seek, SeekFrom};

use super::book::Book;
use super::cells::Cell;
use super::old::OldBook;
use super::survey::Survey;
use crate::exchange::ingest::bounds::beyond;

pub(crate) enum Workbook<R> {
    New(Box<Book<R>>),
    Old(Box<OldBook<R>>),
}

/// Returns the cells of a sheet, one by one.
pub(crate) type Cells<'b> = Box<dyn FnMut() -> io::Result<Option<Cell>> + 'b>;

impl<R: Read + Seek> Workbook<R> {
    /// Opens an `.xlsx` or an `.xls`.
    ///
    /// # Errors
    /// When it is neither, or exceeds a limit.
    pub(crate) fn open(mut input: R) -> io::Result<Self> {
        let mut first = Vec::new();
        input.by_ref().take(2).read_to_end(&mut first)?;
        input.seek(SeekFrom::Start(0))?;
        match first.as_slice() {
            [] => Err(beyond("it is empty")),
            b"PK" => Book::open(input).map(|book| Self::New(Box::new(book))),
            _ => OldBook::open(input).map(|book| Self::Old(Box::new(book))),
        }
    }

    /// The names of the sheets with cells, in order.
    pub(crate) fn sheets(&self) -> Vec<String> {
        match self {
            Self::New(book) => book.sheets(),
            Self::Old(book) => book.sheets(),
        }
    }

    /// Whether dates are counted from 1904.
    pub(crate) fn counts_from_1904(&self) -> bool {
        match self {
            Self::New(book) => book.from_1904,
            Self::Old(book) => book.from_1904,
        }
    }

    /// Begins to read a sheet, by its index.
    ///
    /// # Errors
    /// When the file does not contain it, or when it exceeds a limit.
    pub(crate) fn cells(&mut self, sheet: usize) -> io::Result<Cells<'_>> {
        Ok(match self {
            Self::New(book) => {
                let mut cells = book.cells(sheet)?;
                Box::new(move || cells.next())
            }
            Self::Old(book) => {
                let mut cells = book.cells(sheet)?;
                Box::new(move || cells.next())
            }
        })
    }

    /// Reads a sheet once, for data that its cells alone do not give.
    ///
    /// # Errors
    /// When it cannot be read, or when it exceeds a limit.
    pub(crate) fn survey(&mut self, sheet: usize) -> io::Result<Survey> {
        match self {
            Self::New(book) => book.survey(sheet),
            Self::Old(book) => book.survey(sheet),
        }
    }
}

//! A workbook of either form, by what its file begins with.

use std::io::{self, Read, Seek, SeekFrom};

use super::book::Book;
use super::cells::Cell;
use super::old::OldBook;
use super::survey::Survey;
use crate::exchange::ingest::bounds::beyond;

/// A workbook that is open.
pub(crate) enum Workbook<R> {
    New(Box<Book<R>>),
    Old(Box<OldBook<R>>),
}

/// What hands out the cells of a sheet, one by one, until there is none.
pub(crate) type Cells<'b> = Box<dyn FnMut() -> io::Result<Option<Cell>> + 'b>;

impl<R: Read + Seek> Workbook<R> {
    /// Opens an `.xlsx` or an `.xls`.
    ///
    /// # Errors
    /// That it is neither, or is larger than it may be.
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

    /// The names of the sheets that hold cells, in their order.
    pub(crate) fn sheets(&self) -> Vec<String> {
        match self {
            Self::New(book) => book.sheets(),
            Self::Old(book) => book.sheets(),
        }
    }

    /// Whether days are counted from 1904.
    pub(crate) fn counts_from_1904(&self) -> bool {
        match self {
            Self::New(book) => book.from_1904,
            Self::Old(book) => book.from_1904,
        }
    }

    /// Begins to read a sheet, by its place among the sheets.
    ///
    /// # Errors
    /// That the file does not hold it, or that it is larger than it may be.
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

    /// Goes through a sheet, to know what its cells alone do not say.
    ///
    /// # Errors
    /// That it cannot be read, or that it is larger than it may be.
    pub(crate) fn survey(&mut self, sheet: usize) -> io::Result<Survey> {
        match self {
            Self::New(book) => book.survey(sheet),
            Self::Old(book) => book.survey(sheet),
        }
    }
}

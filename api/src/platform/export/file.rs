//! Writes a table to a file in one of the formats.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};

use openapi::platform::export::Dialect;
use rust_xlsxwriter::XlsxError;

use super::book::Book;
use super::cell::Cell;
use super::columns::Columns;
use super::csv_writer::CsvWriter;
use crate::platform::error::{Error, Result};
use crate::platform::http::Media;

/// A table file in progress.
pub(crate) enum TableFile {
    /// Comma-separated values, written row by row.
    Csv(Box<CsvWriter<BufWriter<File>>>, File),
    /// A workbook, written to the file at the end.
    Workbook(Box<Book>, File),
}

impl TableFile {
    /// Starts a file with the header.
    pub(crate) fn begin(
        file: File,
        media: Media,
        dialect: Dialect,
        name: &str,
        columns: Columns,
    ) -> Result<Self> {
        if media == Media::Workbook {
            return Ok(Self::Workbook(Box::new(Book::begin(name, columns)?), file));
        }
        let place = file.try_clone().map_err(Error::internal)?;
        let commas = CsvWriter::begin(BufWriter::new(file), dialect, &columns).map_err(Error::internal)?;
        Ok(Self::Csv(Box::new(commas), place))
    }

    /// Writes some rows and returns how many bytes can be read already.
    pub(crate) fn rows(&mut self, rows: &[Vec<Cell>]) -> Result<u64> {
        match self {
            Self::Csv(commas, file) => {
                let mut write = || {
                    rows.iter().try_for_each(|row| commas.row(row))?;
                    commas.flush()?;
                    file.stream_position()
                };
                write().map_err(Error::internal)
            }
            Self::Workbook(book, _) => {
                rows.iter().try_for_each(|row| book.row(row))?;
                Ok(0)
            }
        }
    }

    /// Finishes the file and returns its length in bytes.
    pub(crate) fn end(self) -> Result<u64> {
        let length = |mut file: File| -> io::Result<u64> { file.stream_position() };
        match self {
            Self::Csv(mut commas, file) => {
                commas.flush().map_err(Error::internal)?;
                length(file).map_err(Error::internal)
            }
            Self::Workbook(book, mut file) => {
                let mut output = BufWriter::new(&mut file);
                book.end(&mut output)?;
                output.flush().map_err(Error::internal)?;
                drop(output);
                length(file).map_err(Error::internal)
            }
        }
    }
}

impl From<XlsxError> for Error {
    fn from(cause: XlsxError) -> Self {
        Self::internal(cause)
    }
}

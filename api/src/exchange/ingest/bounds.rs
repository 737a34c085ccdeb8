//! The limits of files, so that no file needs more memory than the service has.
//!
//! A file over a limit is refused with an error that names the limit. Files are read in pieces: an import
//! needs less than 400 MiB in all. Shared texts of a workbook go to a temporary file when they are many.

use crate::platform::quote::{bounded_sentence, shortened};

/// The maximum size of a record in bytes: a line, a JSON object, or the row of a sheet.
pub(crate) const MAX_RECORD_BYTES: u64 = 4 << 20;
/// The maximum number of records of a file, over all kinds of files.
pub(crate) const MAX_RECORDS: usize = 1_000_000;
/// The maximum number of organisations, programmes, calls and funding lines in the files of an import.
pub(crate) const MAX_SHARED_THINGS: usize = 2_000_000;
/// The maximum size of all JSON field names in bytes, over all records of a file. Records with the same
/// names count once.
pub(crate) const MAX_NAMES_BYTES: usize = 8 << 20;
/// The maximum length of a grant number in bytes.
pub(crate) const MAX_GRANT_BYTES: usize = 20;
/// The maximum number of columns in a heading: the limit of Excel.
pub(crate) const MAX_COLUMNS: usize = 16_384;
/// The maximum number of different fields in a JSON file. Published records have about thirty.
pub(crate) const MAX_FIELDS: usize = 1_000;
/// The maximum number of rows of a sheet: the limit of Excel.
pub(crate) const MAX_ROWS: u32 = 1_048_576;
/// The maximum number of cells of a sheet, with empty cells that have a format.
pub(crate) const MAX_CELLS: u64 = 16_000_000;
/// The maximum length of the text of a cell in bytes. Excel has a limit of 32,767 characters.
pub(crate) const MAX_CELL_BYTES: usize = 256 << 10;
/// The maximum number of shared texts in a workbook.
pub(crate) const MAX_SHARED_STRINGS: usize = 4_000_000;
/// The maximum size of a workbook file in bytes.
pub(crate) const MAX_WORKBOOK_BYTES: u64 = 256 << 20;
/// The maximum unpacked size of a part of an `.xlsx` in bytes: a sheet, or the shared texts.
pub(crate) const MAX_PART_BYTES: u64 = 1 << 30;
/// The maximum ratio of unpacked to packed size of a part, above [`MAX_UNSUSPECTED_BYTES`].
pub(crate) const MAX_RATIO: u64 = 200;
/// The unpacked size in bytes up to which any ratio is accepted.
pub(crate) const MAX_UNSUSPECTED_BYTES: u64 = 64 << 20;
/// The maximum size in bytes of a part that is read into memory: relationships and the list of sheets.
pub(crate) const MAX_KEPT_PART_BYTES: u64 = 16 << 20;
/// The maximum unpacked size of a workbook in bytes, for one pass.
pub(crate) const MAX_UNPACKED_BYTES: u64 = 2 << 30;
/// The maximum number of passes over a workbook: for its heading, for its merged cells and for its rows.
pub(crate) const MAX_PASSES: u64 = 3;
/// The maximum number of parts of an `.xlsx`.
pub(crate) const MAX_PARTS: usize = 10_000;
/// The maximum number of sheets of a workbook.
pub(crate) const MAX_SHEETS: usize = 1_000;
/// The maximum number of cell formats of a workbook: a little above the limit of Excel.
pub(crate) const MAX_FORMATS: usize = 70_000;
/// The maximum number of merged ranges of a sheet.
pub(crate) const MAX_MERGED: usize = 100_000;
/// The maximum size of an XML tag, text or comment in bytes.
pub(crate) const MAX_XML_TOKEN_BYTES: u64 = 1 << 20;
/// The maximum depth of nested XML elements.
pub(crate) const MAX_XML_DEPTH: usize = 64;
/// The maximum size of the directory of an archive in bytes.
pub(crate) const MAX_DIRECTORY_BYTES: u64 = 32 << 20;
/// The maximum number of characters of a finding.
pub(crate) const MAX_REASON_CHARS: usize = 500;
/// The maximum number of listed errors for a file that is imported completely or not at all. The others are
/// counted.
pub(crate) const MAX_LISTED_FAULTS: usize = 1_000;

/// A read error that names the exceeded limit.
pub(crate) fn beyond(reason: impl Into<String>) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, reason.into())
}

/// A finding, shortened if it quotes too much of the file.
pub(crate) fn bounded(reason: &str) -> String {
    shortened(&bounded_sentence(reason.to_owned()), MAX_REASON_CHARS).into_owned()
}

//! How much of a file is taken, so that no file takes more memory than the service has.
//!
//! Exceeding a bound is a refusal that names the bound. What a bound lets through is read piece by piece: an import
//! stays under 400 MiB in all. Texts that a workbook shares among its cells go to a temporary file when they are many.

use crate::platform::quote::{bounded_sentence, shortened};

/// How long a record may be, in bytes: a line, an object of JSON, or the row of a sheet.
pub(crate) const MAX_RECORD_BYTES: u64 = 4 << 20;
/// How many records a file may have, over all kinds of files.
pub(crate) const MAX_RECORDS: usize = 1_000_000;
/// How many organisations, programmes, calls and funding lines the files of an import may speak of.
pub(crate) const MAX_SHARED_THINGS: usize = 2_000_000;
/// How many bytes the names of the fields of JSON may have together, over all records of a file; of records with the same
/// names, once.
pub(crate) const MAX_NAMES_BYTES: usize = 8 << 20;
/// How long the number of a grant may be, in bytes, so that it is kept.
pub(crate) const MAX_GRANT_BYTES: usize = 20;
/// How many columns a heading may have: those of a sheet of Excel.
pub(crate) const MAX_COLUMNS: usize = 16_384;
/// How many different fields the records of a file of JSON may have. Those that are published have some thirty.
pub(crate) const MAX_FIELDS: usize = 1_000;
/// How many rows a sheet may have: those of Excel.
pub(crate) const MAX_ROWS: u32 = 1_048_576;
/// How many cells a sheet may hold, empty ones with a format included.
pub(crate) const MAX_CELLS: u64 = 16_000_000;
/// How long the text of a cell may be, in bytes. Excel takes 32,767 characters.
pub(crate) const MAX_CELL_BYTES: usize = 256 << 10;
/// How many texts a workbook may share among its cells.
pub(crate) const MAX_SHARED_STRINGS: usize = 4_000_000;
/// How large a file that holds sheets may be, in bytes.
pub(crate) const MAX_WORKBOOK_BYTES: u64 = 256 << 20;
/// How large a part of an `.xlsx` may be once unpacked, in bytes: a sheet, or the shared texts.
pub(crate) const MAX_PART_BYTES: u64 = 1 << 30;
/// How many times its packed size a part may unpack to, once that is more than [`MAX_UNSUSPECTED_BYTES`].
pub(crate) const MAX_RATIO: u64 = 200;
/// How much a part may unpack to, whatever its ratio, in bytes.
pub(crate) const MAX_UNSUSPECTED_BYTES: u64 = 64 << 20;
/// How large a part may be of which all is kept in memory, in bytes: what belongs to what, and which sheets there are.
pub(crate) const MAX_KEPT_PART_BYTES: u64 = 16 << 20;
/// How much of a workbook is unpacked in all, in bytes, if it is gone through once.
pub(crate) const MAX_UNPACKED_BYTES: u64 = 2 << 30;
/// How many times a workbook may be gone through: for its heading, for its merged cells and for its rows.
pub(crate) const MAX_PASSES: u64 = 3;
/// How many parts an `.xlsx` may have.
pub(crate) const MAX_PARTS: usize = 10_000;
/// How many sheets a workbook may have.
pub(crate) const MAX_SHEETS: usize = 1_000;
/// How many cell formats a workbook may have: those of Excel, and some more.
pub(crate) const MAX_FORMATS: usize = 70_000;
/// How many merged ranges a sheet may have.
pub(crate) const MAX_MERGED: usize = 100_000;
/// How long a tag, a text or a comment of XML may be, in bytes.
pub(crate) const MAX_XML_TOKEN_BYTES: u64 = 1 << 20;
/// How deeply elements of XML may lie in one another.
pub(crate) const MAX_XML_DEPTH: usize = 64;
/// How long the directory of an archive may be, in bytes.
pub(crate) const MAX_DIRECTORY_BYTES: u64 = 32 << 20;
/// How many characters of a file a sentence about it may hold.
pub(crate) const MAX_REASON_CHARS: usize = 500;
/// How many faults of a file that is imported whole or not at all are listed; the others are counted.
pub(crate) const MAX_LISTED_FAULTS: usize = 1_000;

/// An error of reading that says what is too much.
pub(crate) fn beyond(reason: impl Into<String>) -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::InvalidData, reason.into())
}

/// A sentence about a file, cut where it quotes too much of it.
pub(crate) fn bounded(reason: &str) -> String {
    shortened(&bounded_sentence(reason.to_owned()), MAX_REASON_CHARS).into_owned()
}

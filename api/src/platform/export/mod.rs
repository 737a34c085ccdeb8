//! Tables: whatever is told as a list, as a file that opens in a spreadsheet.
//!
//! | file | what is in it |
//! |---|---|
//! | `collection.rs` | a collection, told a page at a time or all at once |
//! | `columns.rs` | the columns: what the JSON Schema of the items says |
//! | `cell.rs` | what stands in a cell |
//! | `comma.rs` | comma-separated values, and how formulas are defused in them |
//! | `book.rs`, `sheet.rs`, `totals.rs`, `formats.rs` | workbooks |
//! | `file.rs`, `spool.rs` | the file, which is handed out while it is written |
//! | `table.rs` | tables that are at hand already, several to a workbook |
//! | `handed.rs` | the answer |
//!
//! A slice does nothing for it: what it tells as JSON is what is told here, through the same eyes.
//!
//! An export is of one state of the database. To hold that state while a slow client reads would keep a connection from
//! everybody else, and there are four on `SQLite`: so the rows go, as fast as the database gives them, into a file
//! without a name, and the client reads that, from its beginning on, while it is still being written. Two files are
//! written at once, and memory holds one page of each. The answer to a request begins once the first page is read, so
//! that it is refused as a page would be; what goes wrong later breaks the answer off, so that nobody takes a part for the
//! whole.

mod attachment;
mod book;
mod cell;
mod collection;
mod columns;
mod csv_writer;
mod file;
mod formats;
mod formula;
mod kind;
mod sheet;
mod spool;
mod table;
mod totals;

pub(crate) use attachment::{Attachment, JsonOrFile};
pub(crate) use cell::Cell;
pub(crate) use collection::Collection;
pub(crate) use formats::FORMATS;
pub(crate) use sheet::write;
pub(crate) use spool::Exports;
pub(crate) use table::{Placed, Table};

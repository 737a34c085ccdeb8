//! Exports: lists as files for spreadsheets.
//!
//! | file | contents |
//! |---|---|
//! | `collection.rs` | a collection as pages or as a file |
//! | `columns.rs` | the columns, from the JSON Schema of the items |
//! | `cell.rs` | the value of a cell |
//! | `csv_writer.rs`, `formula.rs` | comma-separated values, and the protection against formulas |
//! | `book.rs`, `sheet.rs`, `totals.rs`, `formats.rs` | workbooks |
//! | `file.rs`, `spool.rs` | the file, which is sent while it is written |
//! | `table.rs` | tables in memory, several per workbook |
//! | `attachment.rs` | the response |
//!
//! A slice needs no code for this: exports use the same views and redactions as JSON.
//!
//! An export shows one state of the database. `SQLite` has four read connections, so a slow client must not
//! hold one. The rows are written to an unnamed file as fast as the database returns them, and the client
//! reads the file while it is written. At most two files are written at the same time, and memory holds one
//! page of each. The response starts when the first page is read, so that an invalid request gets a proper
//! error. A later failure breaks the response off, so that a partial file is not mistaken for a complete
//! one.

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
pub(crate) use collection::{Collection, Export, run_blocking, start_file};
pub(crate) use columns::Columns;
pub(crate) use formats::FORMATS;
pub(crate) use sheet::write;
pub(crate) use spool::Exports;
pub(crate) use table::{Placed, Table};

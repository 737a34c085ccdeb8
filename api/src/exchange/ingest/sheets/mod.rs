//! Workbooks, read cell by cell: a whole sheet is never in memory.
//!
//! | file | content |
//! |---|---|
//! | `book.rs`, `xml.rs` | an `.xlsx`, and its parts, token by token |
//! | `strings.rs` | the shared texts |
//! | `formats.rs` | the number formats of cells |
//! | `cells.rs` | the cells of a sheet, one by one |
//! | `shown.rs` | the displayed text of a cell |
//! | `survey.rs` | the merged cells of a sheet, and the columns with content |
//! | `any.rs` | a workbook of either format |
//! | `old.rs`, `old_cells.rs`, `biff.rs` | an `.xls`, the cells of its sheets, and its records |
//! | `address.rs` | cells and ranges by their names |
//!
//! Hidden rows, columns and sheets are read as all others: hidden data still belongs to the file.

mod address;
mod any;
mod biff;
mod book;
mod cells;
mod formats;
mod old;
mod old_cells;
mod shown;
mod strings;
mod survey;
mod xml;

pub(crate) use self::address::{Merged, column_name};
pub(crate) use self::any::{Cells, Workbook};
pub(crate) use self::cells::{Cell, Value};
pub(crate) use self::formats::Format;
pub(crate) use self::shown::{day, decimal};
pub(crate) use self::survey::Survey;

//! Workbooks, read cell by cell: no sheet is ever in memory as a whole.
//!
//! | file | what is in it |
//! |---|---|
//! | `book.rs`, `xml.rs` | an `.xlsx`, and its parts, token by token |
//! | `strings.rs` | the texts that its cells share |
//! | `formats.rs` | how a cell shows its number |
//! | `cells.rs` | the cells of a sheet, one by one |
//! | `shown.rs` | what a cell shows, as text |
//! | `survey.rs` | which cells of a sheet are merged, and which columns hold something |
//! | `any.rs` | a workbook of either form |
//! | `old.rs`, `old_cells.rs`, `biff.rs` | an `.xls`, the cells of its sheets, and its records |
//! | `address.rs` | cells and ranges by their names |
//!
//! Hidden rows, columns and sheets are read as any other: who hides something does not take it away.

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

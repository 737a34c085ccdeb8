//! Reads the files of publishers record by record, in all formats.
//!
//! Each record is independent. A record that cannot be imported is refused with its file, line and column,
//! and the import continues. A value that the portfolio cannot store is left out and reported in the same
//! way. A separate thread reads the records one by one, and waits when it is ahead. Records are written in
//! batches, each a unit of work with its audit entries. So an interrupted import can be repeated: existing
//! data is found again and not changed. Memory holds only a few dozen bytes per record, to detect
//! duplicates, and a few per organisation.
//!
//! | file | content |
//! |---|---|
//! | `source.rs` | records from the reader thread |
//! | `cordis_csv.rs`, `csv_reader.rs`, `json_reader.rs`, `workbook.rs` | readers: CSV of CORDIS, other CSV, JSON, sheets |
//! | `encoding/` | the encoding of a text file, and its text as UTF-8 |
//! | `separator.rs` | the separator of CSV |
//! | `counting_reader.rs` | the position in a file, and its limits |
//! | `sheets/` | workbooks, cell by cell |
//! | `bounds.rs` | the limits of files |
//! | `archive.rs`, `packed.rs` | the unpacked content of an archive, and its directory |
//! | `cells.rs`, `amounts.rs` | single fields |
//! | `texts.rs` | texts and their limits |
//! | `columns.rs` | columns that are not read, and the note on them |
//! | `record_type.rs` | the trait of a record type, and why a row is not written |
//! | `import_run.rs`, `batch.rs` | from records to rows, batch by batch, without duplicates |
//! | `projects.rs`, `project_row.rs`, `merged.rs`, `redated.rs`, `grants.rs`, `calls.rs` | projects with their grants and calls |
//! | `portal.rs` | the last published values, which show what a person changed since |
//! | `part_row.rs`, `parts.rs`, `participations.rs`, `part.rs`, `matching.rs`, `roles.rs` | the parts of organisations in projects, one project at a time |
//! | `organisations.rs`, `naming.rs` | organisations: matching and names |
//! | `likeness.rs`, `legal_form.rs`, `aliases.rs` | organisations matched without a PIC |
//! | `outcome.rs`, `tally.rs`, `finding.rs`, `seen.rs` | outcomes, counts, findings, and the items in the files so far |
//! | `mode.rs`, `progress_listener.rs`, `fault.rs` | dry run or write, progress, and errors that end an import |
//! | `own_share.rs` | the owner's shares of the grants |
//!
//! The modules of the publishers define what they publish and what it means here:
//! [`crate::exchange::cordis`]. This module checks no rights: a caller who may start an import may do all
//! of this.

mod aliases;
mod amounts;
pub(crate) mod archive;
mod batch;
pub(crate) mod bounds;
pub(crate) mod calls;
mod cells;
mod columns;
mod cordis_csv;
mod counting_reader;
mod csv_reader;
pub(crate) mod encoding;
mod fault;
mod finding;
mod grants;
mod import_run;
mod json_reader;
mod legal_form;
mod likeness;
mod matching;
mod merged;
mod mode;
mod naming;
mod organisations;
mod outcome;
mod own_share;
pub(crate) mod packed;
mod part;
mod part_row;
mod participations;
mod parts;
pub(crate) mod portal;
mod progress_listener;
mod project_row;
pub(crate) mod projects;
mod record_type;
mod redated;
mod roles;
mod seen;
mod separator;
pub(crate) mod sheets;
mod source;
mod tally;
mod texts;
mod workbook;

pub(crate) use self::batch::Batch;
pub(crate) use self::cells::{CellError, Cells};
pub(crate) use self::columns::{Columns, Ignored};
pub(crate) use self::cordis_csv::{semicolons, unquoted};
pub(crate) use self::csv_reader::read_csv;
pub use self::fault::Fault;
pub use self::finding::Finding;
pub(crate) use self::import_run::ImportRun;
pub(crate) use self::json_reader::{JsonElements, read_json};
pub use self::mode::Mode;
pub use self::outcome::Imported;
pub(crate) use self::outcome::Outcome;
pub(crate) use self::own_share::lines_of;
pub(crate) use self::part_row::PartRow;
pub(crate) use self::parts::{Parts, StatedPart};
pub(crate) use self::portal::{First, Merge, Records};
pub use self::progress_listener::ProgressListener;
pub(crate) use self::record_type::{RecordType, RowError, refused};
pub(crate) use self::seen::{MentionedProject, SeenRecords};
pub(crate) use self::source::{Fields, Heading, Record, RecordPosition, Source, Weighed, trimmed};
pub use self::tally::Tally;
pub(crate) use self::workbook::workbook;

//! What is read of others' files, record by record, whatever the format.
//!
//! Each record stands by itself. What cannot be imported is refused by file, line and column, and the rest goes on; what
//! the portfolio cannot hold of a record is left out and noted likewise. Records are read one by one, on a thread of their
//! own that waits when it is ahead, and written in batches, each a unit of work with its entries in the audit trail: so an
//! import that was broken off is run again and goes on, for what is there already is found again and left alone. Of
//! what was read nothing stays in memory but a few dozen bytes a record, by which one that stands twice is known, and a
//! few for each organisation.
//!
//! | file | what is in it |
//! |---|---|
//! | `source.rs` | records, as they come from a file that is read elsewhere |
//! | `records.rs`, `commas.rs`, `elements.rs`, `workbook.rs` | records of CSV as CORDIS writes it, of any other CSV, of JSON, of sheets |
//! | `encoding/` | in which encoding a text file is, and its text as UTF-8 |
//! | `separator.rs` | what separates the fields of CSV |
//! | `reading.rs` | how much of a file was read, and no more than it may |
//! | `sheets/` | workbooks, cell by cell |
//! | `bounds.rs` | how much of a file is taken |
//! | `archive.rs`, `packed.rs` | what is in an archive, unpacked, and its directory |
//! | `cells.rs`, `amounts.rs` | what a single field says |
//! | `texts.rs` | texts, and the bounds they have |
//! | `columns.rs` | which columns are read, and the note on those that are not |
//! | `published.rs` | what a publisher's room says of a kind of record, and why a row is not written |
//! | `passage.rs`, `lane.rs` | from records to rows, batch by batch, each once |
//! | `projects.rs`, `project_row.rs`, `merged.rs`, `redated.rs`, `grants.rs`, `calls.rs` | projects, with the grants that pay for them and their calls |
//! | `portal.rs` | what a portal published last, and so what a person set since |
//! | `part_row.rs`, `parts.rs`, `participations.rs`, `part.rs`, `matching.rs`, `roles.rs` | organisations' parts in projects, a project at a time |
//! | `organisations.rs`, `naming.rs` | organisations, found again, and what they are called |
//! | `likeness.rs`, `legal_form.rs`, `aliases.rs` | organisations that are found without a PIC |
//! | `outcome.rs`, `tally.rs`, `finding.rs`, `seen.rs` | what became of them, how many there were, what is the matter with them, and what was spoken of so far |
//! | `mode.rs`, `watch.rs`, `fault.rs` | whether anything is kept, who looks on, and why nothing more is imported |
//! | `own_share.rs` | what is the owner's of the grants |
//!
//! Who publishes what, and what it means here, is said by the rooms of the publishers: [`crate::exchange::cordis`]. Nothing in
//! here asks for rights: whoever may start an import may do what it does.

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
pub(crate) use self::parts::{Parts, Stated};
pub(crate) use self::portal::{First, Merge, Records};
pub use self::progress_listener::ProgressListener;
pub(crate) use self::record_type::{RecordType, RowError, refused};
pub(crate) use self::seen::{Seen, Spoken};
pub(crate) use self::source::{Fields, Heading, Place, Record, Source, Weighed, trimmed};
pub use self::tally::Tally;
pub(crate) use self::workbook::workbook;

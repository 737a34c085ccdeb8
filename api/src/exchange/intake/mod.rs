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
//! | `published.rs` | what a publisher's room says of a kind of record |
//! | `passage.rs`, `lane.rs` | from records to rows, batch by batch, each once |
//! | `projects.rs`, `project_row.rs`, `merged.rs`, `redated.rs`, `grants.rs`, `calls.rs` | projects, with the grants that pay for them and their calls |
//! | `portal.rs` | what a portal published last, and so what a person set since |
//! | `part_row.rs`, `parts.rs`, `participations.rs`, `part.rs`, `matching.rs`, `roles.rs` | organisations' parts in projects, a project at a time |
//! | `organisations.rs`, `naming.rs` | organisations, found again, and what they are called |
//! | `likeness.rs`, `legal_form.rs`, `aliases.rs` | organisations that are found without a PIC |
//! | `outcome.rs`, `tally.rs`, `finding.rs`, `seen.rs` | what became of them, how many there were, what is the matter with them, and what was spoken of so far |
//! | `own_share.rs` | what is the owner's of the grants |
//!
//! Who publishes what, and what it means here, is said by the rooms of the publishers: [`crate::exchange::cordis`]. Nothing in
//! here asks for rights: whoever may start an import may do what it does.

mod aliases;
mod amounts;
pub(crate) mod archive;
pub(crate) mod bounds;
pub(crate) mod calls;
mod cells;
mod columns;
mod commas;
mod elements;
pub(crate) mod encoding;
mod finding;
mod grants;
mod lane;
mod legal_form;
mod likeness;
mod matching;
mod merged;
mod naming;
mod organisations;
mod outcome;
mod own_share;
pub(crate) mod packed;
mod part;
mod part_row;
mod participations;
mod parts;
mod passage;
pub(crate) mod portal;
mod project_row;
pub(crate) mod projects;
mod published;
mod reading;
mod records;
mod redated;
mod roles;
mod seen;
mod separator;
pub(crate) mod sheets;
mod source;
mod tally;
mod texts;
mod workbook;

use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};

pub use self::finding::Finding;
pub use self::outcome::Imported;
pub use self::tally::Tally;

pub(crate) use self::cells::{Cells, Wrong};
pub(crate) use self::columns::{Columns, Ignored};
pub(crate) use self::commas::commas;
pub(crate) use self::elements::{Elements, elements};
pub(crate) use self::lane::Lane;
pub(crate) use self::outcome::Outcome;
pub(crate) use self::own_share::lines_of;
pub(crate) use self::part_row::PartRow;
pub(crate) use self::parts::{Parts, Stated};
pub(crate) use self::passage::Passage;
pub(crate) use self::portal::{First, Merge, Records};
pub(crate) use self::published::Published;
pub(crate) use self::records::{semicolons, unquoted};
pub(crate) use self::seen::{Seen, Spoken};
pub(crate) use self::source::{Fields, Heading, Place, Record, Source, Weighed, trimmed};
pub(crate) use self::workbook::workbook;

use crate::platform::error::{Error, Result};

/// Whether anything is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everything is done and taken back: what is told is what would have been. `SQLite` has one connection that writes,
    /// and it is taken from the beginning to the end.
    Dry,
    /// It is kept.
    Write,
}

/// Whoever looks on. It is told between the units of work, never within one.
pub trait Watch: Send {
    /// A file of so many bytes is begun.
    fn begins(&mut self, file: &str, bytes: u64);

    /// So many bytes of it have been read. In a dry run, whoever looks on must not write into a database of `SQLite`:
    /// it would wait for the end of the run.
    ///
    /// # Errors
    /// Whatever is to stop the import: it is handed on as [`Fault::Failed`], and what was imported until then stays.
    fn has_read(&mut self, bytes: u64) -> impl Future<Output = Result<()>> + Send;

    /// A record was refused, or something of it left out.
    fn found(&mut self, finding: &Finding);
}

/// Why nothing more is imported.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A file cannot be read.
    #[error("{path} cannot be read: {cause}", path = .0.display(), cause = .1)]
    File(PathBuf, io::Error),
    /// There is none of the files.
    #[error("{} holds none of {}", .0.display(), .1)]
    Empty(PathBuf, String),
    /// Columns are missing without which nothing can be imported.
    #[error("{}, line 1: the heading has no `{}`", .0.display(), .1.join("`, `"))]
    Heading(PathBuf, Vec<&'static str>),
    /// Two columns have one name: the file, the line of the heading and the name.
    #[error("{0}, line {1}: the heading has `{2}` twice")]
    Twice(String, u64, String),
    /// The records that belong together lie so far apart that they cannot be held until all are read.
    #[error("{}: sort it by `{}`, for the records of one are too far apart", .0.display(), .1)]
    Scattered(PathBuf, &'static str),
    /// The database failed, or whoever looked on stopped it.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// What a folder is called in which files were put to be read.
const HANDED_IN: &str = "what was handed in";

impl Fault {
    /// The same, where files that were put into a folder to be read are told by where they come from: another path, or
    /// nothing but their names. Where something is put on this machine is nobody's business.
    pub(crate) fn told_from(self, folder: &Path, origin: &Path) -> Self {
        let told = |path: PathBuf| match path.strip_prefix(folder) {
            Ok(rest) if rest.as_os_str().is_empty() && origin.as_os_str().is_empty() => {
                PathBuf::from(HANDED_IN)
            }
            Ok(rest) if rest.as_os_str().is_empty() => origin.to_owned(),
            Ok(rest) => origin.join(rest),
            Err(_) => path,
        };
        match self {
            Self::File(path, cause) => Self::File(told(path), cause),
            Self::Empty(path, wanted) => Self::Empty(told(path), wanted),
            Self::Heading(path, lacking) => Self::Heading(told(path), lacking),
            Self::Scattered(path, column) => Self::Scattered(told(path), column),
            other @ (Self::Twice(..) | Self::Failed(_)) => other,
        }
    }
}

/// Why a row is not written: it is refused, or the database failed.
#[derive(Debug)]
pub(crate) enum Stop {
    Refused(Wrong),
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// That a row is refused.
pub(crate) fn refused(column: &'static str, reason: impl Into<String>) -> Stop {
    Stop::Refused(Wrong::new(column, reason))
}

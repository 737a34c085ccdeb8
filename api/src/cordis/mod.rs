//! Importing what CORDIS publishes of projects: the Commission's files of a framework programme, as they are.
//!
//! Each record stands by itself. What cannot be imported is refused by file, line and column, and the rest goes on; what
//! the portfolio cannot hold of a record is left out and noted likewise. Records are read one by one and written in
//! batches, each a unit of work with its entries in the audit trail, so an import that was broken off is run again and
//! goes on: what is there already is found again and left alone. Of what was read nothing stays in memory but a few dozen
//! bytes a record, by which one that stands twice is known, and a few for each organisation.
//!
//! | file | becomes |
//! |---|---|
//! | `project.csv` | a project, found again by its number; a line of funding under its programme |
//! | `organization.csv` | an organisation, found again by its PIC; its part in the project |
//! | `projectDeliverables.csv` | a deliverable, found again by its number in the project |
//! | `topics.csv` | a call of the programme, under which the line of funding was asked for |
//!
//! What the files say of a project replaces what is there, but a stage never goes back, and what was signed changes by an
//! amendment alone. An organisation keeps what it has: the files know one under several names. What they do not say
//! stays as it is, or is not known. The portfolio has no place for a project's total cost, legal basis, funding scheme and
//! DOI, for a participation's net contribution and that it was terminated (no file says when), for the address of a deliverable, and
//! for the taxonomy of `euroSciVoc.csv`.

mod cells;
mod deliverables;
mod grants;
mod import;
mod outcome;
mod own_share;
mod partners;
mod projects;
mod records;
mod rows;
mod topics;
mod words;

use std::io;
use std::path::{Path, PathBuf};

pub use self::outcome::{Finding, Imported};

use self::cells::{Cells, Wrong};
use self::import::Import;
use self::outcome::Outcome;
use crate::app::{App, Work};
use crate::error::{Error, Result};

/// Whether anything is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everything is done and taken back: what is told is what would have been.
    Dry,
    /// It is kept.
    Write,
}

/// Whoever looks on.
pub trait Watch {
    /// A file of so many bytes is begun.
    fn begins(&mut self, file: &'static str, bytes: u64);
    /// So many bytes of it have been read.
    fn has_read(&mut self, bytes: u64);
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
    #[error("{} holds none of {}", .0.display(), FILES.join(", "))]
    Empty(PathBuf),
    /// Columns are missing without which nothing can be imported.
    #[error("{}, line 1: the heading has no `{}`", .0.display(), .1.join("`, `"))]
    Heading(PathBuf, Vec<&'static str>),
    /// The database failed.
    #[error(transparent)]
    Failed(#[from] Error),
}

/// The files, in the order in which they are imported.
const FILES: [&str; 4] = [
    <projects::Known as Published>::FILE,
    <partners::Known as Published>::FILE,
    <topics::Known as Published>::FILE,
    <deliverables::Known as Published>::FILE,
];

/// A file as CORDIS publishes it, and what is known of that which a batch of it speaks of.
trait Published: Sized {
    const FILE: &'static str;
    /// The columns that must be there.
    const COLUMNS: &'static [&'static str];
    type Row;

    fn read(cells: &mut Cells<'_>) -> Result<Self::Row, Wrong>;

    /// What a row must be alone with, if anything.
    fn identity(row: &Self::Row) -> Option<(u64, u64)>;

    async fn known(work: &Work<'_>, rows: &[(u64, Self::Row)]) -> Result<Self>;

    async fn write(&mut self, work: &Work<'_>, row: &Self::Row, outcome: &mut Outcome) -> Result<(), Stop>;
}

/// Why a row is not written: it is refused, or the database failed.
#[derive(Debug)]
enum Stop {
    Refused(Wrong),
    Failed(Error),
}

impl<E: Into<Error>> From<E> for Stop {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// That a row is refused.
fn refused(column: &'static str, reason: impl Into<String>) -> Stop {
    Stop::Refused(Wrong::new(column, reason))
}

/// Imports the files of a folder.
///
/// # Errors
/// That a file cannot be read, or the database failed: what was imported until then stays.
pub async fn import(
    app: &App,
    folder: &Path,
    mode: Mode,
    watch: &mut dyn Watch,
) -> std::result::Result<Imported, Fault> {
    let dry = match mode {
        Mode::Dry => Some(app.database.begin_write().await.map_err(Error::from)?),
        Mode::Write => None,
    };
    let mut import = Import { app, folder, dry, outcome: Outcome::default(), watch };
    let done = import.files().await;
    if let Some(dry) = import.dry {
        dry.rollback().await.map_err(Error::from)?;
    }
    done.map(|()| import.outcome.into_imported())
}

/// The size of what would be read, in bytes.
#[must_use]
pub fn size(folder: &Path) -> u64 {
    let sizes = FILES.iter().filter_map(|file| std::fs::metadata(folder.join(file)).ok());
    sizes.map(|file| file.len()).sum()
}

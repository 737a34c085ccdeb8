//! What a publisher's room says of a kind of record.

use std::future::Future;
use std::hash::Hash;

use super::cells::{CellError, Cells};
use super::outcome::Outcome;
use super::seen::{Seen, Spoken};
use super::source::{Heading, Place};
use crate::platform::app::UnitOfWork;
use crate::platform::error::{Error, Result};

/// A kind of record as somebody publishes it, and what is known of that which a batch of it speaks of.
pub(crate) trait RecordType: Sized + Send {
    /// The columns that must be there.
    const COLUMNS: &'static [&'static str];
    /// How many records are one unit of work.
    const BATCH: usize = 500;
    type Row: Send + Sync;
    /// What a row must be alone with.
    type Identity: Eq + Hash + Send;

    /// The heading of columns that are called so in a file.
    fn heading(names: Vec<String>) -> Heading {
        Heading::of(names)
    }

    /// Whether a column is read. Those that are not are noted once for the file.
    fn reads(column: &str) -> bool {
        !column.is_empty()
    }

    fn read(cells: &mut Cells<'_>) -> Result<Self::Row, CellError>;

    /// What was spoken of this kind, and the column that names the grant, where it matters which records were refused.
    fn spoken(_: &mut Seen) -> Option<(&mut Spoken, &'static str)> {
        None
    }

    /// What the row must be alone with, if anything.
    fn identity(row: &Self::Row) -> Option<Self::Identity>;

    fn known(
        work: &UnitOfWork<'_>,
        rows: &[(Place, Self::Row)],
        outcome: &mut Outcome,
    ) -> impl Future<Output = Result<Self>> + Send;

    /// Writes a row by itself.
    fn write(
        &mut self,
        work: &UnitOfWork<'_>,
        row: &Self::Row,
        outcome: &mut Outcome,
    ) -> impl Future<Output = Result<(), RowError>> + Send;

    /// Writes the rows of a batch.
    fn write_all(
        &mut self,
        work: &UnitOfWork<'_>,
        rows: &[(Place, Self::Row)],
        outcome: &mut Outcome,
    ) -> impl Future<Output = Result<()>> + Send {
        async move {
            for (place, row) in rows {
                outcome.goes_to(place);
                match self.write(work, row, outcome).await {
                    Ok(()) => {}
                    Err(RowError::Refused(wrong)) => outcome.refuse(place, wrong),
                    Err(RowError::Failed(error)) => return Err(error),
                }
            }
            Ok(())
        }
    }

    /// Writes what is left to be written once all rows of a batch are.
    fn finish(
        &mut self,
        work: &UnitOfWork<'_>,
        outcome: &mut Outcome,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// Why a row is not written: it is refused, or the database failed.
#[derive(Debug)]
pub(crate) enum RowError {
    Refused(CellError),
    Failed(Error),
}

impl<E: Into<Error>> From<E> for RowError {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// That a row is refused.
pub(crate) fn refused(column: &'static str, reason: impl Into<String>) -> RowError {
    RowError::Refused(CellError::new(column, reason))
}

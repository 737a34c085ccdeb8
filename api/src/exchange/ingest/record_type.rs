//! The trait that a publisher's module implements for a record type.

use std::future::Future;
use std::hash::Hash;

use super::cells::{CellError, Cells};
use super::outcome::Outcome;
use super::seen::{MentionedProject, SeenRecords};
use super::source::{Heading, RecordPosition};
use crate::platform::app::UnitOfWork;
use crate::platform::error::{Error, Result};

/// A published record type, with the existing data of a batch.
pub(crate) trait RecordType: Sized + Send {
    /// The required columns.
    const COLUMNS: &'static [&'static str];
    /// The number of records in one unit of work.
    const BATCH: usize = 500;
    type Row: Send + Sync;
    /// The identity that must be unique.
    type Identity: Eq + Hash + Send;

    /// The heading for the column names of a file.
    fn heading(names: Vec<String>) -> Heading {
        Heading::of(names)
    }

    /// Whether a column is read. Other columns are reported once per file.
    fn reads(column: &str) -> bool {
        !column.is_empty()
    }

    fn read(cells: &mut Cells<'_>) -> Result<Self::Row, CellError>;

    /// The grants of this record type, and the column with the grant, if refused records matter.
    fn spoken(_: &mut SeenRecords) -> Option<(&mut MentionedProject, &'static str)> {
        None
    }

    /// The identity that must be unique, if the row has one.
    fn identity(row: &Self::Row) -> Option<Self::Identity>;

    fn load(
        work: &UnitOfWork<'_>,
        rows: &[(RecordPosition, Self::Row)],
        outcome: &mut Outcome,
    ) -> impl Future<Output = Result<Self>> + Send;

    /// Writes a single row.
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
        rows: &[(RecordPosition, Self::Row)],
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

    /// Writes remaining data after all rows of a batch.
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

pub(crate) fn refused(column: &'static str, reason: impl Into<String>) -> RowError {
    RowError::Refused(CellError::new(column, reason))
}

//! Turns constraint violations of the database into validation errors.

mod names;
mod references;

use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
pub(crate) use references::References;
use sea_orm::{DbErr, EntityTrait, PrimaryKeyTrait, SqlErr};

use crate::platform::app::UnitOfWork;
use crate::platform::error::{Error, Result, fault};
use crate::platform::validation::ValidationErrors;

/// A unique constraint.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unique {
    /// The name of the constraint; PostgreSQL reports it.
    pub(crate) name: &'static str,
    /// The first column; `SQLite` reports it.
    pub(crate) column: &'static str,
    /// The JSON pointer of the member that conflicts.
    pub(crate) pointer: &'static str,
    /// The detail of the error.
    pub(crate) detail: &'static str,
}

/// Maps a violated unique constraint to a conflict.
pub(crate) trait MapUniqueViolation<T> {
    /// If one of the constraints was violated, returns a conflict that points at its member.
    fn map_unique_violation(self, constraints: &[Unique]) -> Result<T>;
}

impl<T> MapUniqueViolation<T> for Result<T, DbErr> {
    fn map_unique_violation(self, constraints: &[Unique]) -> Result<T> {
        self.map_err(|cause| {
            let Some(SqlErr::UniqueConstraintViolation(message)) = cause.sql_err() else {
                return cause.into();
            };
            let broken = constraints
                .iter()
                .find(|unique| message.contains(unique.name) || message.contains(unique.column));
            match broken {
                Some(Unique { pointer, detail, .. }) => {
                    Error::Conflict(vec![fault(ErrorLocation::Body, *pointer, ErrorCode::Taken, *detail)])
                }
                None => cause.into(),
            }
        })
    }
}

/// Adds an error if the referenced row does not exist.
pub(crate) async fn require_exists<E: EntityTrait>(
    work: &UnitOfWork<'_>,
    id: Option<impl Into<<E::PrimaryKey as PrimaryKeyTrait>::ValueType>>,
    pointer: &str,
    what: &str,
    faults: &mut ValidationErrors,
) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    if E::find_by_id(id).one(work.tx).await?.is_none() {
        faults.push(pointer, ErrorCode::Unknown, format!("this {what} does not exist"));
    }
    Ok(())
}

//! What the database refuses, told as faults of what was sent.

mod names;
mod references;

use openapi::platform::problem::ErrorLocation;
pub(crate) use references::References;
use sea_orm::{DbErr, EntityTrait, PrimaryKeyTrait, SqlErr};

use crate::platform::app::UnitOfWork;
use crate::platform::error::{Error, Result, fault};
use crate::platform::validation::ValidationErrors;

/// A constraint that keeps two things apart.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unique {
    /// Its name, which PostgreSQL tells.
    pub(crate) name: &'static str,
    /// Its first column, which `SQLite` tells.
    pub(crate) column: &'static str,
    /// The member of the body that it is about.
    pub(crate) pointer: &'static str,
    /// What it says, in words.
    pub(crate) detail: &'static str,
}

/// Tells a refused write as a conflict.
pub(crate) trait MapUniqueViolation<T> {
    /// When one of the constraints refused the write, says which member is taken.
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
                    Error::Conflict(vec![fault(ErrorLocation::Body, *pointer, "taken", *detail)])
                }
                None => cause.into(),
            }
        })
    }
}

/// Notes that what is referred to is not there.
pub(crate) async fn require_exists<E: EntityTrait>(
    work: &UnitOfWork<'_>,
    id: Option<impl Into<<E::PrimaryKey as PrimaryKeyTrait>::ValueType>>,
    pointer: &str,
    what: &str,
    faults: &mut ValidationErrors,
) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    if E::find_by_id(id).one(work.tx).await?.is_none() {
        faults.push(pointer, "unknown", format!("there is no such {what}"));
    }
    Ok(())
}

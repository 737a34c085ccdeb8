//! What the database refuses, told as faults of what was sent.

use openapi::problem::{Fault, Place};
use sea_orm::{DbErr, SqlErr};

use crate::error::{Error, Result, fault};

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
pub(crate) trait OnConflict<T> {
    /// When one of the constraints refused the write, says which member is taken.
    fn on_conflict(self, constraints: &[Unique]) -> Result<T>;
}

impl<T> OnConflict<T> for Result<T, DbErr> {
    fn on_conflict(self, constraints: &[Unique]) -> Result<T> {
        self.map_err(|cause| {
            let Some(SqlErr::UniqueConstraintViolation(message)) = cause.sql_err() else {
                return cause.into();
            };
            let broken = constraints
                .iter()
                .find(|unique| message.contains(unique.name) || message.contains(unique.column));
            match broken {
                Some(Unique { pointer, detail, .. }) => {
                    Error::Conflict(vec![fault(Place::Body, *pointer, "taken", *detail)])
                }
                None => cause.into(),
            }
        })
    }
}

/// What holds a thing that is to be deleted.
#[derive(Debug, Default)]
pub(crate) struct Holders(Vec<Fault>);

impl Holders {
    /// Notes that things of a kind refer to it, by their names.
    pub(crate) fn note(&mut self, kind: &str, names: impl IntoIterator<Item = String>) {
        self.0.extend(
            names
                .into_iter()
                .map(|name| fault(Place::Path, "/id", "held", format!("{kind} {name} refers to it"))),
        );
    }

    /// Passes when nothing does.
    pub(crate) fn none(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Conflict(self.0)) }
    }
}

//! What the database refuses, told as faults of what was sent.

use openapi::problem::{Fault, Place};
use sea_orm::{DbErr, EntityTrait, PrimaryKeyTrait, QueryOrder, QuerySelect, Select, SqlErr};

use crate::app::Work;
use crate::draft::Faults;
use crate::error::{Error, Result, fault};
use crate::quote::quoted;

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

/// How many of those that hold a thing are named.
const NAMED: u64 = 10;

/// Notes that what is referred to is not there.
pub(crate) async fn exists<E: EntityTrait>(
    work: &Work<'_>,
    id: Option<impl Into<<E::PrimaryKey as PrimaryKeyTrait>::ValueType>>,
    pointer: &str,
    what: &str,
    faults: &mut Faults,
) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    if E::find_by_id(id).one(work.tx).await?.is_none() {
        faults.push(pointer, "unknown", format!("there is no such {what}"));
    }
    Ok(())
}

/// What some of the rows are called that hold a thing.
pub(crate) async fn holding<E: EntityTrait>(
    work: &Work<'_>,
    rows: Select<E>,
    name: E::Column,
) -> Result<Vec<String>> {
    let names: Vec<Option<String>> =
        rows.select_only().column(name).order_by_asc(name).limit(NAMED).into_tuple().all(work.tx).await?;
    Ok(names.into_iter().map(|name| name.unwrap_or_else(|| "without a reference".to_owned())).collect())
}

/// What holds a thing that is to be deleted.
#[derive(Debug, Default)]
pub(crate) struct Holders(Vec<Fault>);

impl Holders {
    /// Notes that things of a kind refer to it, by their names.
    pub(crate) fn note(&mut self, kind: &str, names: impl IntoIterator<Item = String>) {
        self.0.extend(
            names.into_iter().map(|name| {
                fault(Place::Path, "/id", "held", format!("{kind} {} refers to it", quoted(&name)))
            }),
        );
    }

    /// Passes when nothing does.
    pub(crate) fn none(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Conflict(self.0)) }
    }
}

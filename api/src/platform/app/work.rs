//! The unit of work.

use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use entity::value::ProjectId;
use openapi::platform::rights::{Right, Scope};
use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, PrimaryKeyTrait, QuerySelect};
use uuid::{ContextV7, Uuid};

use super::ids::new_id;
use super::webhook_settings::WebhookSettings;
use crate::platform::audit::{Author, Entry, append};
use crate::platform::auth::{Caller, is_assigned};
use crate::platform::database::{Transaction, lock_of};
use crate::platform::error::{Error, Result};

/// What was done, and recorded.
#[derive(Debug)]
pub(crate) struct Recorded<T> {
    pub(super) done: T,
    /// Whether it changes who may get in.
    pub(super) access: bool,
    /// The number of the last entry that was recorded.
    pub(super) last: Option<i64>,
}

/// One unit of work: what a rule may write through, and when it does.
#[derive(Debug)]
pub struct UnitOfWork<'a> {
    /// The transaction.
    pub tx: &'a Transaction,
    /// The instant at which everything in it happens.
    pub now: DateTime<Utc>,
    /// Who does it.
    pub(crate) caller: &'a Caller,
    /// How webhooks are sent.
    pub(crate) webhooks: WebhookSettings,
    pub(super) ids: &'a Mutex<ContextV7>,
    pub(super) done: Mutex<Vec<Entry>>,
}

impl UnitOfWork<'_> {
    /// The row of an identifier, which nobody else may change until the work is done.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; `what` is what there is none of.
    pub(crate) async fn lock<E: EntityTrait>(
        &self,
        id: impl Into<<E::PrimaryKey as PrimaryKeyTrait>::ValueType>,
        what: &'static str,
    ) -> Result<E::Model> {
        // On SQLite the whole database is held already, and the lock says nothing.
        E::find_by_id(id).lock_exclusive().all(self.tx).await?.pop().ok_or(Error::NotFound(what))
    }

    /// Whether nobody else can be writing at all.
    pub(crate) fn is_exclusive(&self) -> bool {
        self.tx.get_database_backend() == DbBackend::Sqlite
    }

    /// Waits until nobody else works under a lock, and holds it to the end of the work. On SQLite a unit of
    /// work is alone anyhow.
    pub(crate) async fn advisory_lock(&self, lock: i64) -> Result<()> {
        lock_of(self.tx, lock).await.map_err(Error::from)
    }

    /// Passes when the caller has a right in a project, or everywhere.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when not.
    pub(crate) async fn require_in(&self, right: Right, project: Option<ProjectId>) -> Result<()> {
        let own = match (self.caller.scope(right), self.caller.user(), project) {
            (Scope::All, ..) => true,
            (Scope::Own, Some(user), Some(project)) => is_assigned(self.tx, user, project).await?,
            _ => false,
        };
        if own { Ok(()) } else { Err(Error::Forbidden(right)) }
    }

    /// Notes something that was done, for the audit trail.
    pub(crate) fn record(&self, entry: Entry) {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    /// Writes what was done into the audit trail, when the work succeeded. It is the last thing to be written.
    pub(crate) async fn write_records<T>(&self, done: Result<T>) -> Result<Recorded<T>> {
        let done = done?;
        let entries = std::mem::take(&mut *self.done.lock().unwrap_or_else(PoisonError::into_inner));
        let access = entries.iter().any(Entry::is_about_access);
        let new_id = || self.id();
        let author = Author { caller: self.caller, now: self.now, new_id: &new_id };
        let last = append(self.tx, &author, entries).await?;
        Ok(Recorded { done, access, last })
    }

    /// The day on which it happens.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// A new identifier: a UUID of version 7, later than every one before it.
    #[must_use]
    pub fn id(&self) -> Uuid {
        new_id(self.ids, self.now)
    }
}

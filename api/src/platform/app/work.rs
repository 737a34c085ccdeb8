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

/// The result of a unit of work, after its audit entries are written.
#[derive(Debug)]
pub(crate) struct Recorded<T> {
    pub(super) done: T,
    /// Whether the access of a user or key changed.
    pub(super) access: bool,
    /// The number of the last audit entry.
    pub(super) last: Option<i64>,
}

/// One unit of work: the transaction, its time and its caller.
#[derive(Debug)]
pub struct UnitOfWork<'a> {
    /// The transaction.
    pub tx: &'a Transaction,
    /// The time of the whole unit of work.
    pub now: DateTime<Utc>,
    pub(crate) caller: &'a Caller,
    pub(crate) webhooks: WebhookSettings,
    /// Whether a fiscal year is closed by another person than those who posted its entries.
    pub(crate) four_eyes: bool,
    pub(super) ids: &'a Mutex<ContextV7>,
    pub(super) done: Mutex<Vec<Entry>>,
}

impl UnitOfWork<'_> {
    /// Reads a row and locks it until the unit of work ends.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is no such row; `what` is the name in the message.
    pub(crate) async fn lock<E: EntityTrait>(
        &self,
        id: impl Into<<E::PrimaryKey as PrimaryKeyTrait>::ValueType>,
        what: &'static str,
    ) -> Result<E::Model> {
        // On SQLite the whole database is locked already; the lock has no effect.
        E::find_by_id(id).lock_exclusive().all(self.tx).await?.pop().ok_or(Error::NotFound(what))
    }

    /// Whether no other write can run at the same time.
    pub(crate) fn is_exclusive(&self) -> bool {
        self.tx.get_database_backend() == DbBackend::Sqlite
    }

    /// Waits for an advisory lock and holds it until the unit of work ends. On SQLite only one unit of work
    /// runs at a time anyway.
    pub(crate) async fn advisory_lock(&self, lock: i64) -> Result<()> {
        lock_of(self.tx, lock).await.map_err(Error::from)
    }

    /// Checks that the caller has a right in a project, or everywhere.
    ///
    /// # Errors
    /// [`Error::Forbidden`] if not.
    pub(crate) async fn require_in(&self, right: Right, project: Option<ProjectId>) -> Result<()> {
        let own = match (self.caller.scope(right), self.caller.user(), project) {
            (Scope::All, ..) => true,
            (Scope::Own, Some(user), Some(project)) => is_assigned(self.tx, user, project).await?,
            _ => false,
        };
        if own { Ok(()) } else { Err(Error::Forbidden(right)) }
    }

    /// Adds an entry for the audit trail.
    pub(crate) fn record(&self, entry: Entry) {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    /// Writes the audit entries if the work succeeded. This is the last write of the transaction.
    pub(crate) async fn write_records<T>(&self, done: Result<T>) -> Result<Recorded<T>> {
        let done = done?;
        let entries = std::mem::take(&mut *self.done.lock().unwrap_or_else(PoisonError::into_inner));
        let access = entries.iter().any(Entry::is_about_access);
        let new_id = || self.id();
        let author = Author { caller: self.caller, now: self.now, new_id: &new_id };
        let last = append(self.tx, &author, entries).await?;
        Ok(Recorded { done, access, last })
    }

    /// The date of the unit of work.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    /// A new identifier: a UUID of version 7, later than all before it.
    #[must_use]
    pub fn id(&self) -> Uuid {
        new_id(self.ids, self.now)
    }
}

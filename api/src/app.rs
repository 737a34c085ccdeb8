//! What every request shares, and the unit of work.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use entity::value::ProjectId;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, PrimaryKeyTrait, QuerySelect};
use uuid::{ContextV7, Timestamp, Uuid};

use openapi::access::{Reach, Right};

use crate::audit::{Entry, append};
use crate::auth::oidc::Issuer;
use crate::auth::{Caller, Identities, Passwords, is_assigned};
use crate::changes::Trail;
use crate::database::{Database, lock_of};
use crate::error::{Error, Result};
use crate::http::Forms;
use crate::network::{Network, Settings};
use crate::tables::Exports;
use crate::webhooks;

/// What every request shares. Cloning it shares it.
#[derive(Clone, Debug)]
pub struct App {
    /// The database.
    pub database: Database,
    clock: Clock,
    ids: Arc<Mutex<ContextV7>>,
    pub(crate) forms: Forms,
    pub(crate) identities: Identities,
    pub(crate) passwords: Passwords,
    pub(crate) network: Network,
    pub(crate) issuer: Option<Issuer>,
    pub(crate) exports: Exports,
    pub(crate) trail: Trail,
    pub(crate) webhooks: webhooks::Settings,
}

/// Where the time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// From the machine.
    System,
    /// It stands still.
    Frozen(DateTime<Utc>),
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn now(self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Frozen(instant) => instant,
        }
    }
}

impl App {
    /// An application on a database.
    #[must_use]
    pub fn new(database: Database, clock: Clock) -> Self {
        Self {
            database,
            clock,
            ids: Arc::new(Mutex::new(ContextV7::new())),
            forms: Forms::default(),
            identities: Identities::default(),
            passwords: Passwords::default(),
            network: Network::new(Settings::default()),
            issuer: None,
            exports: Exports::default(),
            trail: Trail::default(),
            webhooks: webhooks::Settings::default(),
        }
    }

    /// The same, facing a network of which this is known.
    #[must_use]
    pub fn facing(self, network: Settings) -> Self {
        Self { network: Network::new(network), ..self }
    }

    /// The same, on another database.
    #[must_use]
    pub(crate) fn on(&self, database: Database) -> Self {
        Self { database, ..self.clone() }
    }

    /// The same, letting in whom an issuer of tokens vouches for.
    #[must_use]
    pub fn with_issuer(self, issuer: Issuer) -> Self {
        Self { issuer: Some(issuer), ..self }
    }

    /// The same, sending webhooks in this way.
    #[must_use]
    pub fn with_webhooks(self, webhooks: webhooks::Settings) -> Self {
        Self { webhooks, ..self }
    }

    /// Runs a job that reads: everything it reads is of one state of the database.
    ///
    /// # Errors
    /// The job's own, or that the database failed.
    pub async fn read<T>(&self, job: impl AsyncFnOnce(&DatabaseTransaction) -> Result<T>) -> Result<T> {
        let snapshot = self.database.snapshot().await?;
        let done = job(&snapshot).await?;
        snapshot.commit().await?;
        Ok(done)
    }

    /// Runs a job of whoever has the machine, in one transaction: it is committed when the job succeeds and rolled
    /// back when it fails, so that nobody can forget to save, nor save half.
    ///
    /// # Errors
    /// The job's own, or that the database failed.
    pub async fn write<T>(&self, job: impl AsyncFnOnce(&Work<'_>) -> Result<T>) -> Result<T> {
        self.write_as(&Caller::command_line(), job).await
    }

    /// Runs a job of a caller likewise.
    pub(crate) async fn write_as<T>(
        &self,
        caller: &Caller,
        job: impl AsyncFnOnce(&Work<'_>) -> Result<T>,
    ) -> Result<T> {
        let tx = self.database.begin_write().await?;
        let work = self.work(&tx, caller);
        let done = job(&work).await;
        let done = work.recorded(done).await;
        self.end(tx, done).await
    }

    /// The instant that it is.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The day that it is.
    pub(crate) fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// A new identifier, for what is named before the work on it begins.
    pub(crate) fn id(&self) -> Uuid {
        new_id(&self.ids, self.now())
    }

    /// The unit of work of a transaction.
    pub(crate) fn work<'a>(&'a self, tx: &'a DatabaseTransaction, caller: &'a Caller) -> Work<'a> {
        Work { tx, now: self.now(), caller, webhooks: self.webhooks, ids: &self.ids, done: Mutex::default() }
    }

    /// Ends a transaction as its job did: commits what succeeded, and rolls back what failed.
    pub(crate) async fn end<T>(&self, tx: DatabaseTransaction, done: Result<Recorded<T>>) -> Result<T> {
        match done {
            Ok(Recorded { done, access, last }) => {
                tx.commit().await?;
                if let Some(number) = last {
                    self.trail.reached(number);
                }
                if access {
                    self.identities.forget();
                }
                Ok(done)
            }
            Err(fault) => {
                tx.rollback().await?;
                Err(fault)
            }
        }
    }
}

/// What was done, and recorded.
#[derive(Debug)]
pub(crate) struct Recorded<T> {
    done: T,
    /// Whether it changes who may get in.
    access: bool,
    /// The number of the last entry that was recorded.
    last: Option<i64>,
}

/// One unit of work: what a rule may write through, and when it does.
#[derive(Debug)]
pub struct Work<'a> {
    /// The transaction.
    pub tx: &'a DatabaseTransaction,
    /// The instant at which everything in it happens.
    pub now: DateTime<Utc>,
    /// Who does it.
    pub(crate) caller: &'a Caller,
    /// How webhooks are sent.
    pub(crate) webhooks: webhooks::Settings,
    ids: &'a Mutex<ContextV7>,
    done: Mutex<Vec<Entry>>,
}

impl Work<'_> {
    /// The row of an identifier, which nobody else may change until the work is done.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none; `what` is what there is none of.
    pub(crate) async fn hold<E: EntityTrait>(
        &self,
        id: impl Into<<E::PrimaryKey as PrimaryKeyTrait>::ValueType>,
        what: &'static str,
    ) -> Result<E::Model> {
        // On SQLite the whole database is held already, and the lock says nothing.
        E::find_by_id(id).lock_exclusive().all(self.tx).await?.pop().ok_or(Error::NotFound(what))
    }

    /// Whether nobody else can be writing at all.
    pub(crate) fn is_alone(&self) -> bool {
        self.tx.get_database_backend() == DbBackend::Sqlite
    }

    /// Waits until nobody else works under a lock, and holds it to the end of the work. On SQLite a unit of
    /// work is alone anyhow.
    pub(crate) async fn alone(&self, lock: i64) -> Result<()> {
        lock_of(self.tx, lock).await.map_err(Error::from)
    }

    /// Passes when the caller has a right in a project, or everywhere.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when not.
    pub(crate) async fn must_in(&self, right: Right, project: Option<ProjectId>) -> Result<()> {
        let own = match (self.caller.reach(right), self.caller.user(), project) {
            (Reach::All, ..) => true,
            (Reach::Own, Some(user), Some(project)) => is_assigned(self.tx, user, project).await?,
            _ => false,
        };
        if own { Ok(()) } else { Err(Error::Forbidden(right)) }
    }

    /// Notes something that was done, for the audit trail.
    pub(crate) fn record(&self, entry: Entry) {
        self.done.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }

    /// Writes what was done into the audit trail, when the work succeeded. It is the last thing to be written.
    pub(crate) async fn recorded<T>(&self, done: Result<T>) -> Result<Recorded<T>> {
        let done = done?;
        let entries = std::mem::take(&mut *self.done.lock().unwrap_or_else(PoisonError::into_inner));
        let access = entries.iter().any(Entry::is_about_access);
        let last = append(self, entries).await?;
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

fn new_id(ids: &Mutex<ContextV7>, now: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let ids = ids.lock().unwrap_or_else(PoisonError::into_inner);
    Uuid::new_v7(Timestamp::from_unix(&*ids, seconds, now.timestamp_subsec_nanos()))
}

//! What every request shares, and the unit of work.

mod ids;
mod quotas;
mod trail;
mod webhook_settings;
mod work;

use std::sync::{Arc, Mutex};

use chrono::{DateTime, NaiveDate, Utc};
use ids::new_id;
pub use quotas::Quotas;
pub(crate) use trail::{ChangeFeed, StreamPlace};
use uuid::{ContextV7, Uuid};
pub use webhook_settings::WebhookSettings;
pub(crate) use work::Recorded;
pub use work::UnitOfWork;

use crate::platform::auth::oidc::Issuer;
use crate::platform::auth::{Caller, Identities, Passwords, RefusedPasswords};
use crate::platform::database::{Database, Transaction};
use crate::platform::error::{Error, Result};
use crate::platform::export::Exports;
use crate::platform::http::Validators;
use crate::platform::network::{Network, Settings};

/// What every request shares. Cloning it shares it.
#[derive(Clone, Debug)]
pub struct App {
    /// The database.
    pub database: Database,
    clock: Clock,
    ids: Arc<Mutex<ContextV7>>,
    pub(crate) validators: Validators,
    pub(crate) identities: Identities,
    pub(crate) passwords: Passwords,
    pub(crate) network: Network,
    pub(crate) issuer: Option<Issuer>,
    pub(crate) exports: Exports,
    pub(crate) trail: ChangeFeed,
    pub(crate) webhooks: WebhookSettings,
    pub(crate) quotas: Quotas,
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
            validators: Validators::default(),
            identities: Identities::default(),
            passwords: Passwords::default(),
            network: Network::new(Settings::default()),
            issuer: None,
            exports: Exports::default(),
            trail: ChangeFeed::default(),
            webhooks: WebhookSettings::default(),
            quotas: Quotas::default(),
        }
    }

    /// The same, facing a network of which this is known.
    #[must_use]
    pub fn with_network(self, network: Settings) -> Self {
        Self { network: Network::new(network), ..self }
    }

    /// The same, on another database.
    #[must_use]
    pub(crate) fn with_database(&self, database: Database) -> Self {
        Self { database, ..self.clone() }
    }

    /// The same, letting in whom an issuer of tokens vouches for.
    #[must_use]
    pub fn with_issuer(self, issuer: Issuer) -> Self {
        Self { issuer: Some(issuer), ..self }
    }

    /// The same, refusing the passwords of a file.
    #[must_use]
    pub fn with_refused_passwords(self, refused: RefusedPasswords) -> Self {
        Self { passwords: self.passwords.clone().refusing(refused), ..self }
    }

    /// The same, sending webhooks in this way.
    #[must_use]
    pub fn with_webhooks(self, webhooks: WebhookSettings) -> Self {
        Self { webhooks, ..self }
    }

    /// The same, keeping no more of uploaded files than this.
    #[must_use]
    pub fn with_quotas(self, quotas: Quotas) -> Self {
        Self { quotas, ..self }
    }

    /// Runs a job that reads: everything it reads is of one state of the database.
    ///
    /// # Errors
    /// The job's own, or that the database failed.
    pub async fn read<T>(&self, job: impl AsyncFnOnce(&Transaction) -> Result<T>) -> Result<T> {
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
    pub async fn write<T>(&self, job: impl AsyncFnOnce(&UnitOfWork<'_>) -> Result<T>) -> Result<T> {
        self.write_as(&Caller::command_line(), job).await
    }

    /// Runs a job of a caller likewise.
    pub(crate) async fn write_as<T>(
        &self,
        caller: &Caller,
        job: impl AsyncFnOnce(&UnitOfWork<'_>) -> Result<T>,
    ) -> Result<T> {
        let tx = self.database.begin_write().await?;
        let work = self.work(&tx, caller);
        let done = job(&work).await;
        let done = work.write_records(done).await;
        self.finish(tx, done).await
    }

    /// Passes while there is space for what may take much of it: uploads and imports. Other writes use the
    /// reserve, so that people can go on while space is made.
    ///
    /// # Errors
    /// [`Error::SpaceReserved`] when not.
    pub(crate) fn require_space(&self) -> Result<()> {
        self.database.shortage().map_or(Ok(()), |shortage| Err(Error::SpaceReserved(shortage)))
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
    pub(crate) fn work<'a>(&'a self, tx: &'a Transaction, caller: &'a Caller) -> UnitOfWork<'a> {
        UnitOfWork {
            tx,
            now: self.now(),
            caller,
            webhooks: self.webhooks,
            ids: &self.ids,
            done: Mutex::default(),
        }
    }

    /// Ends a transaction as its job did: commits what succeeded, and rolls back what failed.
    pub(crate) async fn finish<T>(&self, tx: Transaction, done: Result<Recorded<T>>) -> Result<T> {
        match done {
            Ok(Recorded { done, access, last }) => {
                let committed = tx.commit().await;
                if access {
                    // Whether it was stored or not: after a lost connection nobody knows.
                    self.identities.invalidate();
                }
                committed?;
                if let Some(number) = last {
                    self.trail.latest(number);
                }
                Ok(done)
            }
            Err(fault) => {
                if let Err(cause) = tx.rollback().await {
                    tracing::warn!(%cause, "a rollback was not confirmed: its connection is closed");
                }
                Err(fault)
            }
        }
    }
}

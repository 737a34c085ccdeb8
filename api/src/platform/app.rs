//! The state that all requests share, and the unit of work.

mod ids;
mod quotas;
mod trail;
mod webhook_settings;
mod work;

use std::sync::{Arc, Mutex};

use chrono::{DateTime, NaiveDate, Utc};
use ids::new_id;
pub use quotas::Quotas;
pub(crate) use trail::{ChangeFeed, StreamPermit};
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

/// The state that all requests share. A clone shares the same state.
#[derive(Clone, Debug)]
pub struct App {
    /// The open database.
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
    four_eyes: bool,
}

/// The source of the current time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The clock of the machine.
    System,
    /// A fixed instant.
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
    /// Creates the application with default settings.
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
            four_eyes: false,
        }
    }

    /// Sets how the service reaches the network and is reached from it.
    #[must_use]
    pub fn with_network(self, network: Settings) -> Self {
        Self { network: Network::new(network), ..self }
    }

    /// The same settings with another database. Its identities and the numbers of its audit trail are its
    /// own.
    #[must_use]
    pub(crate) fn with_database(&self, database: Database) -> Self {
        let (identities, trail) = (Identities::default(), ChangeFeed::default());
        Self { database, identities, trail, ..self.clone() }
    }

    /// Accepts the tokens of this issuer.
    #[must_use]
    pub fn with_issuer(self, issuer: Issuer) -> Self {
        Self { issuer: Some(issuer), ..self }
    }

    /// Refuses the passwords that a file lists.
    #[must_use]
    pub fn with_refused_passwords(self, refused: RefusedPasswords) -> Self {
        Self { passwords: self.passwords.clone().refusing(refused), ..self }
    }

    /// Sets how webhooks are sent.
    #[must_use]
    pub fn with_webhooks(self, webhooks: WebhookSettings) -> Self {
        Self { webhooks, ..self }
    }

    /// Limits the storage for uploaded files.
    #[must_use]
    pub fn with_quotas(self, quotas: Quotas) -> Self {
        Self { quotas, ..self }
    }

    /// Requires that another person than those who posted entries of a fiscal year closes it.
    #[must_use]
    pub fn with_four_eyes(self, four_eyes: bool) -> Self {
        Self { four_eyes, ..self }
    }

    /// Runs a job that reads. All its queries see one state of the database.
    ///
    /// # Errors
    /// The error of the job, or of the database.
    pub async fn read<T>(&self, job: impl AsyncFnOnce(&Transaction) -> Result<T>) -> Result<T> {
        let snapshot = self.database.snapshot().await?;
        let done = job(&snapshot).await?;
        snapshot.commit().await?;
        Ok(done)
    }

    /// Runs a job of the command line in one transaction. It commits on `Ok` and rolls back on `Err`.
    ///
    /// # Errors
    /// The error of the job, or of the database.
    pub async fn write<T>(&self, job: impl AsyncFnOnce(&UnitOfWork<'_>) -> Result<T>) -> Result<T> {
        self.write_as(&Caller::command_line(), job).await
    }

    /// As [`App::write`], for a caller.
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

    /// Checks that there is disk space for uploads and imports. Other writes may use the reserve, so that
    /// people can work while space is made.
    ///
    /// # Errors
    /// [`Error::SpaceReserved`] if there is too little.
    pub(crate) fn require_space(&self) -> Result<()> {
        self.database.shortage().map_or(Ok(()), |shortage| Err(Error::SpaceReserved(shortage)))
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// A new identifier, for a record that needs a name before work on it begins.
    pub(crate) fn id(&self) -> Uuid {
        new_id(&self.ids, self.now())
    }

    /// The unit of work for a transaction.
    pub(crate) fn work<'a>(&'a self, tx: &'a Transaction, caller: &'a Caller) -> UnitOfWork<'a> {
        UnitOfWork {
            tx,
            now: self.now(),
            caller,
            webhooks: self.webhooks,
            four_eyes: self.four_eyes,
            ids: &self.ids,
            done: Mutex::default(),
        }
    }

    /// Commits the transaction of a job that succeeded, and rolls back that of a job that failed.
    pub(crate) async fn finish<T>(&self, tx: Transaction, done: Result<Recorded<T>>) -> Result<T> {
        match done {
            Ok(Recorded { done, access, last }) => {
                let committed = tx.commit().await;
                if access {
                    // Also when the commit failed: after a lost connection it is unknown whether it was
                    // stored.
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
                    tracing::warn!(%cause, "rollback not confirmed; closing the connection");
                }
                Err(fault)
            }
        }
    }
}

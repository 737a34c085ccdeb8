use clap::Args;

use super::fault::Fault;
use crate::platform::app::{App, Clock};
use crate::platform::database::{Database, IfMissing, Synchronous};

/// The database option.
#[derive(Debug, Args)]
pub(super) struct DatabaseUrl {
    /// Database URL: `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/NAME`
    #[arg(
        long,
        value_name = "URL",
        env = "DATABASE_URL",
        hide_env_values = true,
        default_value = "sqlite://portfolio.db"
    )]
    pub(super) database: String,
}

impl DatabaseUrl {
    pub(super) async fn open(&self, missing: IfMissing) -> Result<App, Fault> {
        self.open_as(missing, Synchronous::Full).await
    }

    pub(super) async fn open_as(&self, missing: IfMissing, synchronous: Synchronous) -> Result<App, Fault> {
        let database = Database::open_as(&self.database, missing, synchronous).await?;
        Ok(App::new(database, Clock::System))
    }
}

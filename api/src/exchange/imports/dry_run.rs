//! The database of a dry run. On `SQLite` it is a temporary copy, because a long transaction would block
//! all other writers. On PostgreSQL it is a transaction that is rolled back.

use sea_orm::DbBackend;
use tempfile::TempDir;

use crate::exchange::ingest::Mode;
use crate::platform::app::App;
use crate::platform::database::{Database, IfMissing};
use crate::platform::error::{Error, Result};

/// A portfolio whose changes are discarded.
#[derive(Debug)]
pub(super) struct DryRun {
    pub(super) app: App,
    pub(super) mode: Mode,
    copy: Option<TempDir>,
}

impl DryRun {
    /// Prepares a dry run.
    ///
    /// # Errors
    /// When the database cannot be copied.
    pub(super) async fn of(app: &App) -> Result<Self> {
        if app.database.read().get_database_backend() != DbBackend::Sqlite {
            return Ok(Self { app: app.clone(), mode: Mode::Dry, copy: None });
        }
        let folder = tempfile::tempdir().map_err(Error::internal)?;
        let file = folder.path().join("rehearsal.db").display().to_string();
        app.database.copy_to(&file).await?;
        let database = Database::open(&format!("sqlite://{file}"), IfMissing::Refuse).await;
        let app = app.with_database(database.map_err(Error::internal)?);
        Ok(Self { app, mode: Mode::Write, copy: Some(folder) })
    }

    /// Discards all changes.
    pub(super) async fn end(self) {
        if self.copy.is_some() {
            self.app.database.close().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use entity::value::AuditKind;

    use super::*;
    use crate::platform::app::Clock;
    use crate::platform::audit::Entry;
    use crate::platform::auth::Caller;

    async fn record(app: &App) {
        let caller = Caller::command_line();
        let recorded = app.write_as(&caller, async |work| {
            work.record(Entry::of(AuditKind::Exported, None));
            Ok(())
        });
        recorded.await.expect("an audit entry");
    }

    #[tokio::test]
    async fn a_dry_run_does_not_move_the_end_of_the_audit_trail() {
        let folder = tempfile::tempdir().expect("a folder");
        let url = format!("sqlite://{}", folder.path().join("portfolio.db").display());
        let database = Database::open(&url, IfMissing::Create).await.expect("a database");
        let app = App::new(database, Clock::System);
        record(&app).await;
        let end = app.trail.end();
        let run = DryRun::of(&app).await.expect("a copy");
        record(&run.app).await;
        assert!(run.app.trail.end() > end, "the copy has an entry more");
        assert_eq!(app.trail.end(), end);
        run.end().await;
    }
}

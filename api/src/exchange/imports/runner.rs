//! The worker that runs imports, one after the other.

use std::io::Write;
use std::path::Path;
use std::pin::pin;
use std::time::Duration;

use entity::exchange::{import, import_finding};
use entity::value::{ImportFailure, ImportId, ImportStage};
use openapi::platform::rights::Right;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::time::sleep;
use uuid::Uuid;

use super::expiry::cancel_forgotten;
use super::files::{forget_files, piece};
use super::job::{ImportJob, JobError, run_job};
use super::lease::{LEASE, give_back, keep_alive};
use super::progress::Progress;
use super::queries::files_of;
use crate::exchange::ingest::{self, Imported};
use crate::exchange::resources::Imports;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result};
use crate::platform::resource::{Resource, record_update, to_view, update_changed_columns};

/// The maximum number of starts without an end.
const MAX_STARTS: i32 = 3;
/// The time between two checks for the next import.
const PAUSE: Duration = Duration::from_secs(1);

/// The worker that runs imports, one after the other.
#[derive(Debug)]
pub struct Runner {
    app: App,
    id: Uuid,
}

enum Ended {
    Finished(Imported),
    Failed(ImportFailure, String),
    /// Another process owns it, or a user cancelled it.
    Taken,
}

impl Runner {
    /// A worker for the imports of a portfolio.
    #[must_use]
    pub fn of(app: App) -> Self {
        let id = app.id();
        Self { app, id }
    }

    /// Runs imports until `stop` completes. The current import then returns to the queue, for the next
    /// process to restart.
    pub async fn run(&self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        loop {
            let turn = tokio::select! {
                turn = self.turn() => turn,
                () = &mut stop => break,
            };
            match turn {
                Ok(true) => {}
                Ok(false) => tokio::select! {
                    () = sleep(PAUSE) => {}
                    () = &mut stop => break,
                },
                Err(fault) => {
                    tracing::error!(%fault, "imports cannot be run");
                    sleep(PAUSE).await;
                }
            }
        }
        if let Err(fault) = give_back(&self.app, self.id).await {
            tracing::warn!(%fault, "an import could not be returned to the queue; it will be restarted in a \
                minute");
        }
    }

    /// Runs the oldest queued import; returns whether there was one. If there is none, expired imports are
    /// cancelled.
    async fn turn(&self) -> Result<bool> {
        let Some(row) = self.take().await? else {
            return cancel_forgotten(&self.app).await.map(|cancelled| cancelled > 0);
        };
        let id = row.id;
        if row.starts > MAX_STARTS {
            let reason = format!(
                "abandoned: the import was started {MAX_STARTS} times, and each time the process ended \
                before the import did"
            );
            let ended = Ended::Failed(ImportFailure::Abandoned, reason);
            self.end(&Caller::command_line(), id, ended).await?;
            return Ok(true);
        }
        let caller = self.app.caller_for_job(row.actor_kind, row.actor_id).await?;
        let Some(caller) = caller.filter(|caller| caller.require(Right::ImportFiles).is_ok()) else {
            let gone = "the user who opened the import no longer has the right to import".to_owned();
            self.end(&Caller::command_line(), id, Ended::Failed(ImportFailure::Forbidden, gone)).await?;
            return Ok(true);
        };
        let ended = tokio::select! {
            ended = self.read(row, &caller) => ended?,
            () = keep_alive(&self.app, self.id, id) => Ended::Taken,
        };
        self.end(&caller, id, ended).await?;
        Ok(true)
    }

    /// Takes the lease of the oldest queued import, if there is one.
    async fn take(&self) -> Result<Option<import::Model>> {
        let now = self.app.now();
        let waiting = Condition::any().add(import::COLUMN.stage.eq(ImportStage::Queued)).add(
            Condition::all()
                .add(import::COLUMN.stage.eq(ImportStage::Running))
                .add(import::Column::LeaseUntil.lt(now)),
        );
        let first = import::Entity::find().filter(waiting).order_by_asc(import::COLUMN.id).limit(1);
        let Some(found) = first.all(self.app.database.read()).await?.pop() else { return Ok(None) };
        self.app
            .write(async |work| {
                let was = work.lock::<import::Entity>(found.id, Imports::NAME).await?;
                if was != found {
                    return Ok(None);
                }
                import_finding::Entity::delete_many()
                    .filter(import_finding::COLUMN.import_id.eq(was.id))
                    .exec(work.tx)
                    .await?;
                let row = import::Model {
                    stage: ImportStage::Running,
                    started_at: was.started_at.or(Some(work.now)),
                    file: None,
                    bytes_read: 0,
                    refused: 0,
                    left_out: 0,
                    runner: Some(self.id),
                    lease_until: Some(work.now + LEASE),
                    starts: was.starts + 1,
                    ..was.clone()
                };
                update_changed_columns::<Imports>(work, &was, &row).await.map(Some).map_err(Error::from)
            })
            .await
    }

    /// Reads the files of an import.
    async fn read(&self, row: import::Model, caller: &Caller) -> Result<Ended> {
        let folder = tempfile::tempdir().map_err(Error::internal)?;
        self.unpack(row.id, folder.path()).await?;
        let mut progress = Progress::of(&self.app, self.id, row.id);
        let import::Model { kind, project_id: project, dry_run, strict, .. } = row;
        let asked = ImportJob { kind, project, dry_run, strict };
        let done = run_job(&self.app, caller, asked, folder.path(), &mut progress).await;
        let told = progress.store().await;
        if progress.taken {
            return Ok(Ended::Taken);
        }
        told?;
        Ok(match done {
            Ok(imported) => Ended::Finished(imported),
            Err(JobError::Intake(ingest::Fault::Failed(cause)))
                if cause.is_passing() || matches!(cause, Error::Internal(_)) =>
            {
                tracing::error!(%cause, "an import failed");
                Ended::Failed(ImportFailure::Interrupted, cause.to_string())
            }
            Err(JobError::Intake(fault)) => {
                let code = match fault {
                    ingest::Fault::Failed(_) => ImportFailure::Interrupted,
                    _ => ImportFailure::Unreadable,
                };
                Ended::Failed(code, fault.relative_to(folder.path(), Path::new("")).to_string())
            }
            Err(fault @ JobError::Strict(_)) => Ended::Failed(ImportFailure::Refused, fault.to_string()),
        })
    }

    /// Writes the files of an import to a folder.
    async fn unpack(&self, id: ImportId, folder: &Path) -> Result<()> {
        let connection = self.app.database.read();
        for file in files_of(connection, [id].into_iter()).await? {
            let mut written =
                std::fs::File::create(folder.join(file.name.to_string())).map_err(Error::internal)?;
            let mut number = 0;
            while let Some(bytes) = piece(connection, file.id, number).await? {
                written.write_all(&bytes).map_err(Error::internal)?;
                number += 1;
            }
        }
        Ok(())
    }

    async fn end(&self, caller: &Caller, id: ImportId, ended: Ended) -> Result<()> {
        let (stage, imported, failed) = match ended {
            Ended::Finished(imported) if imported.refused > 0 => {
                (ImportStage::FinishedWithRefusals, Some(imported), None)
            }
            Ended::Finished(imported) => (ImportStage::Finished, Some(imported), None),
            Ended::Failed(code, fault) => (ImportStage::Failed, None, Some((code, fault))),
            Ended::Taken => return Ok(()),
        };
        let (code, fault) = failed.unzip();
        let tallies = imported.map(|imported| super::view::counts(&imported)).transpose()?;
        self.app
            .write_as(caller, async |work| {
                let was = work.lock::<import::Entity>(id, Imports::NAME).await?;
                if was.runner != Some(self.id) {
                    return Ok(());
                }
                let before = to_view::<Imports>(work.tx, was.clone()).await?;
                forget_files(work.tx, id).await?;
                let row = import::Model {
                    stage,
                    ended_at: Some(work.now),
                    tallies,
                    fault,
                    code,
                    runner: None,
                    lease_until: None,
                    ..was.clone()
                };
                let row = update_changed_columns::<Imports>(work, &was, &row).await?;
                record_update::<Imports>(work, row, &before).await.map(drop)
            })
            .await
    }
}

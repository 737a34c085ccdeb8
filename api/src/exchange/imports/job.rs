//! From the kind of an import to its reader.

use std::path::{Path, PathBuf};

use entity::value::{ImportKind, ProjectId};

use super::dry_run::DryRun;
use crate::exchange::ingest::bounds::bounded;
use crate::exchange::ingest::encoding::TextFile;
use crate::exchange::ingest::{self, Finding, Imported, Mode, ProgressListener, Tally};
use crate::exchange::{budget_import, cordis, erasmus, rates_import};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result};

#[derive(Clone, Copy, Debug)]
pub(crate) struct ImportJob {
    pub(crate) kind: ImportKind,
    /// The project of a budget. If none is given, the workbook names it.
    pub(crate) project: Option<ProjectId>,
    /// Whether all changes are rolled back.
    pub(crate) dry_run: bool,
    /// Whether nothing is imported if any record is refused.
    pub(crate) strict: bool,
}

/// A progress listener for files that may be read twice.
pub(crate) trait CancellationCheck: ProgressListener {
    /// All files are read again from the beginning. Findings of the first pass occur again.
    fn begins_again(&mut self);
}

/// Why an import ended early.
#[derive(Debug, thiserror::Error)]
pub(crate) enum JobError {
    /// The files could not be read, or the database failed.
    #[error(transparent)]
    Intake(#[from] ingest::Fault),
    /// Records were refused in a strict import.
    #[error("nothing was imported; records refused: {0}")]
    Strict(u64),
}

/// Imports a file, or the files of a folder.
///
/// # Errors
/// When the files cannot be read, when a strict import refuses records, or when the database fails.
pub(crate) async fn run_job(
    app: &App,
    caller: &Caller,
    asked: ImportJob,
    path: &Path,
    looks: &mut impl CancellationCheck,
) -> Result<Imported, JobError> {
    // These are imported completely or not at all, so they need no trial run.
    let whole = matches!(asked.kind, ImportKind::Budget | ImportKind::Rates);
    let strict = |imported: Imported| match imported.refused {
        refused if refused > 0 && (asked.strict || whole) => Err(JobError::Strict(refused)),
        _ => Ok(imported),
    };
    if asked.dry_run || (asked.strict && !whole) {
        let rehearsal = DryRun::of(app).await.map_err(ingest::Fault::Failed)?;
        let rehearsed = Box::pin(pass(&rehearsal.app, caller, (asked, rehearsal.mode), path, looks)).await;
        rehearsal.end().await;
        let imported = strict(rehearsed?)?;
        if asked.dry_run {
            return Ok(imported);
        }
        looks.begins_again();
    }
    strict(Box::pin(pass(app, caller, (asked, Mode::Write), path, looks)).await?)
}

async fn pass(
    app: &App,
    caller: &Caller,
    (asked, mode): (ImportJob, Mode),
    path: &Path,
    looks: &mut impl CancellationCheck,
) -> Result<Imported, ingest::Fault> {
    match asked.kind {
        // An uploaded archive is the only file.
        ImportKind::Cordis => {
            let path = only(path).unwrap_or_else(|_| path.to_owned());
            cordis::import(app, caller, &path, mode, looks).await
        }
        ImportKind::Erasmus => erasmus::import(app, caller, &only(path)?, mode, looks).await,
        ImportKind::Budget => {
            budget_import::import(app, caller, (&only(path)?, asked.project), mode, looks).await
        }
        ImportKind::Rates => exchange_rates(app, caller, mode, &only(path)?, looks).await,
    }
}

/// The file: the path itself, or the only file in the folder.
fn only(path: &Path) -> Result<PathBuf, ingest::Fault> {
    let unread = |cause| ingest::Fault::File(path.to_owned(), cause);
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    let mut files = std::fs::read_dir(path).map_err(unread)?;
    match (files.next().transpose().map_err(unread)?, files.next()) {
        (Some(file), None) => Ok(file.path()),
        _ => Err(ingest::Fault::File(path.to_owned(), std::io::Error::other("expected exactly one file"))),
    }
}

/// Imports a file of exchange rates, completely or not at all.
async fn exchange_rates(
    app: &App,
    caller: &Caller,
    mode: Mode,
    file: &Path,
    looks: &mut impl ProgressListener,
) -> Result<Imported, ingest::Fault> {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let unread = |cause| ingest::Fault::File(file.to_owned(), cause);
    let bytes = std::fs::metadata(file).map_err(unread)?.len();
    looks.begins(&name, bytes);
    let mut refuse = |error: Error| match error {
        Error::Invalid(faults) => {
            for fault in &faults {
                looks.found(&refusal(&name, &fault.pointer, &fault.detail));
            }
            Ok(faults.len())
        }
        other => Err(ingest::Fault::Failed(other)),
    };
    let done = match read_rates(file.to_owned()).await? {
        Err(error) => Err(error),
        Ok(rates) => keep(app, caller, mode, rates).await,
    };
    let (tally, refused) = match done {
        Ok(rates_import::Imported { added, unchanged }) => (Tally { added, changed: 0, unchanged }, 0),
        Err(error) => (Tally::default(), refuse(error)?),
    };
    looks.has_read(bytes).await?;
    let refused = u64::try_from(refused).map_err(Error::internal)?;
    Ok(Imported { tallies: vec![("exchange rates", tally)], refused, left_out: 0 })
}

/// Parses a file of exchange rates on a blocking thread.
async fn read_rates(file: PathBuf) -> Result<Result<Vec<rates_import::Rate>>, ingest::Fault> {
    let at = file.clone();
    let reading = tokio::task::spawn_blocking(move || rates_import::read(TextFile::detect(&at)?.open()?));
    let read = reading.await.map_err(std::io::Error::other).flatten();
    read.map_err(|cause| ingest::Fault::File(file, cause))
}

async fn keep(
    app: &App,
    caller: &Caller,
    mode: Mode,
    rates: Vec<rates_import::Rate>,
) -> Result<rates_import::Imported> {
    match mode {
        Mode::Write => app.write_as(caller, async |work| rates_import::import(work, rates).await).await,
        Mode::Dry => {
            let tx = app.database.begin_write().await?;
            let done = rates_import::import(&app.work(&tx, caller), rates).await;
            tx.rollback().await?;
            done
        }
    }
}

/// A finding of a file of exchange rates. `place` gives the line (`line 17`) and the column.
fn refusal(file: &str, place: &str, reason: &str) -> Finding {
    let mut words = place.strip_prefix("line ").unwrap_or_default().splitn(2, ',');
    let line = words.next().and_then(|line| line.parse().ok()).unwrap_or_default();
    let column = words.next().unwrap_or_default().trim().to_owned();
    Finding { file: file.to_owned(), line, column, reason: bounded(reason), refused: true }
}

//! From records to rows, batch by batch.

use std::path::{Path, PathBuf};

use super::batch::Batch;
use super::columns::Columns;
use super::encoding::TextFile;
use super::fault::Fault;
use super::mode::Mode;
use super::outcome::{Imported, Outcome};
use super::own_share;
use super::progress_listener::ProgressListener;
use super::project_row::Words;
use super::record_type::RecordType;
use super::seen::SeenRecords;
use super::source::{Record, Source};
use crate::platform::app::{App, UnitOfWork};
use crate::platform::auth::Caller;
use crate::platform::database::Transaction;
use crate::platform::error::{Error, Result};

/// The maximum number of pending findings, and of projects in one unit of work.
const MANY: usize = 500;

/// A running import.
#[derive(Debug)]
pub(crate) struct ImportRun<'a, W> {
    app: &'a App,
    caller: &'a Caller,
    /// The transaction of a dry run.
    dry: Option<Transaction>,
    outcome: Outcome,
    /// The position in the last file.
    bytes: u64,
    watch: &'a mut W,
}

impl<'a, W: ProgressListener> ImportRun<'a, W> {
    /// Starts an import.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn start(
        app: &'a App,
        caller: &'a Caller,
        mode: Mode,
        watch: &'a mut W,
    ) -> Result<Self> {
        let dry = match mode {
            Mode::Dry => Some(app.database.begin_write().await?),
            Mode::Write => None,
        };
        Ok(Self { app, caller, dry, outcome: Outcome::default(), bytes: 0, watch })
    }

    /// Ends an import and returns its outcome.
    ///
    /// # Errors
    /// The error of the import itself, or of the database.
    pub(crate) async fn end(self, done: Result<(), Fault>) -> Result<Imported, Fault> {
        if let Some(dry) = self.dry {
            dry.rollback().await.map_err(Error::from)?;
        }
        done.map(|()| self.outcome.into_imported())
    }

    /// Reports that a file begins.
    ///
    /// # Errors
    /// When its size cannot be read.
    pub(crate) fn start_file(&mut self, name: &str, path: &Path) -> Result<(), Fault> {
        self.start_all(name, &[path.to_owned()])
    }

    /// Reports that several files begin as one.
    ///
    /// # Errors
    /// When the size of one cannot be read.
    pub(crate) fn start_all(&mut self, name: &str, paths: &[PathBuf]) -> Result<(), Fault> {
        let mut bytes = 0;
        for path in paths {
            bytes += path.metadata().map_err(|cause| Fault::File(path.clone(), cause))?.len();
        }
        self.watch.begins(name, bytes);
        Ok(())
    }

    /// Reports that a text file begins, and detects its encoding.
    ///
    /// # Errors
    /// When it cannot be read, or when its encoding is not supported.
    pub(crate) async fn start_text_file(&mut self, name: &str, path: &Path) -> Result<TextFile, Fault> {
        self.start_file(name, path)?;
        let text = TextFile::of(path).await?;
        if let Some(remark) = text.remark() {
            self.remark(name, remark);
        }
        Ok(text)
    }

    /// Adds the row of a record, unless it is refused.
    pub(crate) fn import_record<P: RecordType>(&mut self, lane: &mut Batch<P>, record: Record) {
        lane.take(record, &mut self.outcome);
    }

    /// Reports the columns of a file that are not read.
    pub(crate) fn note(&mut self, columns: &Columns) {
        if let Some((file, notes)) = columns.notes() {
            for note in notes {
                self.outcome.remark(file, &note);
            }
        }
    }

    /// Adds a note on a file as a whole.
    pub(crate) fn remark(&mut self, file: &str, reason: &str) {
        self.outcome.remark(file, reason);
    }

    /// The items in the files so far.
    pub(crate) fn seen_records(&mut self) -> &mut SeenRecords {
        &mut self.outcome.seen_records
    }

    /// Imports all records of a source of one record type.
    ///
    /// # Errors
    /// When the source cannot be read to its end, when the database fails, or when the import is stopped.
    pub(crate) async fn records<P: RecordType>(&mut self, mut source: Source) -> Result<(), Fault> {
        let (mut lane, mut bytes) = (Batch::<P>::default(), 0);
        let mut columns = Columns::default();
        while let Some(record) = source.next().await? {
            columns.look::<P>(&record)?;
            bytes = record.bytes;
            lane.take(record, &mut self.outcome);
            if lane.is_full() {
                self.write(&mut lane).await?;
            }
            if lane.rows.is_empty() {
                self.report(bytes).await?;
            }
            self.report_progress(bytes).await?;
        }
        self.write(&mut lane).await?;
        self.note(&columns);
        self.report(bytes).await
    }

    /// Writes the pending rows in one unit of work.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn write<P: RecordType>(&mut self, lane: &mut Batch<P>) -> Result<(), Fault> {
        let rows = lane.leave();
        if rows.is_empty() {
            return Ok(());
        }
        let batch = async |work: &UnitOfWork<'_>, outcome: &mut Outcome| {
            let mut known = P::load(work, &rows, outcome).await?;
            known.write_all(work, &rows, outcome).await?;
            known.finish(work, outcome).await
        };
        self.work(batch).await?;
        let file = || self.outcome.place().map(|place| PathBuf::from(&*place.file)).unwrap_or_default();
        self.outcome.within_bounds().map_err(|cause| Fault::File(file(), cause))
    }

    /// Writes the owner's shares of the grants in which the owner takes part.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn own_shares(&mut self, words: &'static Words) -> Result<(), Fault> {
        let own: Vec<_> = std::mem::take(&mut self.outcome.own).into_iter().collect();
        for projects in own.chunks(MANY) {
            let job = async |work: &UnitOfWork<'_>, outcome: &mut Outcome| {
                own_share::write(work, projects, words, outcome).await
            };
            self.work(job).await?;
        }
        Ok(())
    }

    /// Runs a unit of work, which a dry run rolls back later. Imports and loads of portfolio files exclude
    /// each other.
    pub(crate) async fn work(
        &mut self,
        job: impl AsyncFnOnce(&UnitOfWork<'_>, &mut Outcome) -> Result<()>,
    ) -> Result<()> {
        let Self { app, caller, dry, outcome, .. } = self;
        if let Some(tx) = dry {
            let work = app.work(tx, caller);
            work.advisory_lock(crate::exchange::portfolio_file::LOAD_LOCK).await?;
            return job(&work, outcome).await;
        }
        app.require_space()?;
        app.write_as(caller, async |work| {
            work.advisory_lock(crate::exchange::portfolio_file::LOAD_LOCK).await?;
            let before = outcome.counts();
            job(work, outcome).await?;
            outcome.record(work, &before);
            Ok(())
        })
        .await
    }

    /// Reports the findings of files that are already read.
    ///
    /// # Errors
    /// When the listener stops the import.
    pub(crate) async fn report_findings(&mut self) -> Result<(), Fault> {
        self.report(self.bytes).await
    }

    /// Reports the findings, if there are many.
    ///
    /// # Errors
    /// When the listener stops the import.
    pub(crate) async fn report_progress(&mut self, bytes: u64) -> Result<(), Fault> {
        if self.outcome.found.len() > MANY { self.report(bytes).await } else { Ok(()) }
    }

    /// Reports the findings and the progress.
    ///
    /// # Errors
    /// When the listener stops the import.
    pub(crate) async fn report(&mut self, bytes: u64) -> Result<(), Fault> {
        self.bytes = bytes;
        for finding in self.outcome.found.drain(..) {
            self.watch.found(&finding);
        }
        Ok(self.watch.has_read(bytes).await?)
    }
}

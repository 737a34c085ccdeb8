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
use super::seen::Seen;
use super::source::{Record, Source};
use crate::platform::app::{App, UnitOfWork};
use crate::platform::auth::Caller;
use crate::platform::database::Transaction;
use crate::platform::error::{Error, Result};

/// How many findings may wait to be told, and how many projects are one unit of work.
const MANY: usize = 500;

/// An import on its way.
#[derive(Debug)]
pub(crate) struct ImportRun<'a, W> {
    app: &'a App,
    caller: &'a Caller,
    /// What everything is done in that is taken back.
    dry: Option<Transaction>,
    outcome: Outcome,
    /// How much of the last file was read.
    bytes: u64,
    watch: &'a mut W,
}

impl<'a, W: ProgressListener> ImportRun<'a, W> {
    /// Sets out.
    ///
    /// # Errors
    /// That the database failed.
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

    /// Arrives, and says what became of it all.
    ///
    /// # Errors
    /// What went wrong on the way, or that the database failed.
    pub(crate) async fn end(self, done: Result<(), Fault>) -> Result<Imported, Fault> {
        if let Some(dry) = self.dry {
            dry.rollback().await.map_err(Error::from)?;
        }
        done.map(|()| self.outcome.into_imported())
    }

    /// Tells that a file is begun.
    ///
    /// # Errors
    /// That it cannot be looked at.
    pub(crate) fn start_file(&mut self, name: &str, path: &Path) -> Result<(), Fault> {
        self.start_all(name, &[path.to_owned()])
    }

    /// Tells that several are begun as one.
    ///
    /// # Errors
    /// That one cannot be looked at.
    pub(crate) fn start_all(&mut self, name: &str, paths: &[PathBuf]) -> Result<(), Fault> {
        let mut bytes = 0;
        for path in paths {
            bytes += path.metadata().map_err(|cause| Fault::File(path.clone(), cause))?.len();
        }
        self.watch.begins(name, bytes);
        Ok(())
    }

    /// Tells that a text file is begun, and detects its encoding.
    ///
    /// # Errors
    /// That it cannot be read, or its encoding is none that is read here.
    pub(crate) async fn start_text_file(&mut self, name: &str, path: &Path) -> Result<TextFile, Fault> {
        self.start_file(name, path)?;
        let text = TextFile::of(path).await?;
        if let Some(remark) = text.remark() {
            self.remark(name, remark);
        }
        Ok(text)
    }

    /// Takes the row that a record says, unless it is refused.
    pub(crate) fn import_record<P: RecordType>(&mut self, lane: &mut Batch<P>, record: Record) {
        lane.take(record, &mut self.outcome);
    }

    /// Notes which columns of a file are not read.
    pub(crate) fn note(&mut self, columns: &Columns) {
        if let Some((file, notes)) = columns.notes() {
            for note in notes {
                self.outcome.remark(file, &note);
            }
        }
    }

    /// Says something of a file as a whole.
    pub(crate) fn remark(&mut self, file: &str, reason: &str) {
        self.outcome.remark(file, reason);
    }

    /// What the files have spoken of so far.
    pub(crate) fn seen(&mut self) -> &mut Seen {
        &mut self.outcome.seen
    }

    /// Imports all records of a source, which are of one kind.
    ///
    /// # Errors
    /// That the source could not be read to its end, that the database failed, or that it was stopped.
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

    /// Writes the rows that are on their way, as one unit of work.
    ///
    /// # Errors
    /// That the database failed.
    pub(crate) async fn write<P: RecordType>(&mut self, lane: &mut Batch<P>) -> Result<(), Fault> {
        let rows = lane.leave();
        if rows.is_empty() {
            return Ok(());
        }
        let batch = async |work: &UnitOfWork<'_>, outcome: &mut Outcome| {
            let mut known = P::known(work, &rows, outcome).await?;
            known.write_all(work, &rows, outcome).await?;
            known.finish(work, outcome).await
        };
        self.work(batch).await?;
        let file = || self.outcome.place().map(|place| PathBuf::from(&*place.file)).unwrap_or_default();
        self.outcome.within_bounds().map_err(|cause| Fault::File(file(), cause))
    }

    /// Writes what is the owner's of the grants in which the owner takes part.
    ///
    /// # Errors
    /// That the database failed.
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

    /// Does a unit of work, for good or to be taken back. One that imports waits for any other, and for a load.
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

    /// Tells what was found of files that are read already.
    ///
    /// # Errors
    /// That whoever looks on stops it.
    pub(crate) async fn report_findings(&mut self) -> Result<(), Fault> {
        self.report(self.bytes).await
    }

    /// Tells it likewise, once much was found.
    ///
    /// # Errors
    /// That whoever looks on stops it.
    pub(crate) async fn report_progress(&mut self, bytes: u64) -> Result<(), Fault> {
        if self.outcome.found.len() > MANY { self.report(bytes).await } else { Ok(()) }
    }

    /// Tells what was found, and how far it has come.
    ///
    /// # Errors
    /// That whoever looks on stops it.
    pub(crate) async fn report(&mut self, bytes: u64) -> Result<(), Fault> {
        self.bytes = bytes;
        for finding in self.outcome.found.drain(..) {
            self.watch.found(&finding);
        }
        Ok(self.watch.has_read(bytes).await?)
    }
}

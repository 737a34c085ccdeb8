//! From records to rows, batch by batch.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, Hash, RandomState};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::cells::{Cells, Wrong};
use super::columns::Columns;
use super::encoding::TextFile;
use super::outcome::{Imported, Outcome};
use super::source::{Fields, Place, Record, Source, Weighed};
use super::{Fault, Mode, Published, Stop, Watch, own_share};
use crate::app::{App, Work};
use crate::auth::Caller;
use crate::database::Transaction;
use crate::error::{Error, Result};

/// How many findings may wait to be told, and how many projects are one unit of work.
const MANY: usize = 500;
/// How many bytes of records are one unit of work, if a single one has not more.
const MAX_BATCH_BYTES: usize = 8 << 20;

/// An import on its way.
#[derive(Debug)]
pub(crate) struct Passage<'a, W> {
    app: &'a App,
    caller: &'a Caller,
    /// What everything is done in that is taken back.
    dry: Option<Transaction>,
    outcome: Outcome,
    watch: &'a mut W,
}

/// Where each of the records was that have been seen, in a few bytes a record however long they are.
#[derive(Debug, Default)]
struct Seen {
    /// What tells the records apart, by two hashes, which are the same for two records once in 10^25; and the file and
    /// the line of the first.
    first: HashMap<(u64, u64), (u32, u32)>,
    hashes: (RandomState, RandomState),
    files: Vec<Arc<str>>,
}

impl Seen {
    /// Where a record of the same identity was before; nothing when this is the first.
    fn first(&mut self, identity: &impl Hash, here: &Place) -> Option<Place> {
        if self.files.last() != Some(&here.file) {
            self.files.push(Arc::clone(&here.file));
        }
        let file = u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX);
        let line = u32::try_from(here.line).unwrap_or(u32::MAX);
        let (one, other) = &self.hashes;
        match self.first.entry((one.hash_one(identity), other.hash_one(identity))) {
            Entry::Vacant(new) => {
                new.insert((file, line));
                None
            }
            Entry::Occupied(first) => {
                let (file, line) = *first.get();
                let file = usize::try_from(file).ok().and_then(|file| self.files.get(file));
                let file = Arc::clone(file.unwrap_or(&here.file));
                Some(Place { file, line: u64::from(line) })
            }
        }
    }
}

/// The rows of a kind that are on their way, and what was seen of it.
#[derive(Debug)]
pub(crate) struct Lane<P: Published> {
    seen: Seen,
    rows: Vec<(Place, P::Row)>,
    /// How many bytes the records of the rows had.
    bytes: usize,
}

impl<P: Published> Default for Lane<P> {
    fn default() -> Self {
        Self { seen: Seen::default(), rows: Vec::new(), bytes: 0 }
    }
}

impl<P: Published> Lane<P> {
    /// Whether it is time to write what is on its way.
    pub(crate) fn is_full(&self) -> bool {
        self.rows.len() >= P::BATCH || self.bytes >= MAX_BATCH_BYTES
    }

    /// Takes the row that a record says, unless it is refused.
    fn take(&mut self, record: Record, outcome: &mut Outcome) {
        self.bytes += record.weight();
        let Record { place, fields, .. } = record;
        let read = fields.map_err(|reason| Wrong::new("", reason)).and_then(|fields| {
            let Fields { heading, values } = &fields;
            let mut cells = Cells::new(heading, values);
            let row = P::read(&mut cells)?;
            outcome.leave_out(&place, cells.left_out);
            Ok(row)
        });
        let once = read.and_then(|row| {
            let first = P::identity(&row).and_then(|identity| self.seen.first(&identity, &place));
            match first {
                Some(first) => Err(Wrong::new("", already(&first, &place))),
                None => Ok(row),
            }
        });
        match once {
            Ok(row) => self.rows.push((place, row)),
            Err(wrong) => outcome.refuse(&place, wrong),
        }
    }
}

/// That a record says something of what another said before it, and where that stands.
fn already(first: &Place, here: &Place) -> String {
    let file = if first.file == here.file { String::new() } else { format!("{}, ", first.file) };
    format!("{file}line {} says something of the same already", first.line)
}

impl<'a, W: Watch> Passage<'a, W> {
    /// Sets out.
    ///
    /// # Errors
    /// That the database failed.
    pub(crate) async fn begin(
        app: &'a App,
        caller: &'a Caller,
        mode: Mode,
        watch: &'a mut W,
    ) -> Result<Self> {
        let dry = match mode {
            Mode::Dry => Some(app.database.begin_write().await?),
            Mode::Write => None,
        };
        Ok(Self { app, caller, dry, outcome: Outcome::default(), watch })
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
    pub(crate) fn begins(&mut self, name: &str, path: &Path) -> Result<(), Fault> {
        self.begins_all(name, &[path.to_owned()])
    }

    /// Tells that several are begun as one.
    ///
    /// # Errors
    /// That one cannot be looked at.
    pub(crate) fn begins_all(&mut self, name: &str, paths: &[PathBuf]) -> Result<(), Fault> {
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
    pub(crate) async fn begins_text(&mut self, name: &str, path: &Path) -> Result<TextFile, Fault> {
        self.begins(name, path)?;
        let text = TextFile::of(path).await?;
        if let Some(remark) = text.remark() {
            self.outcome.remark(name, remark);
        }
        Ok(text)
    }

    /// Takes the row that a record says, unless it is refused.
    pub(crate) fn take<P: Published>(&mut self, lane: &mut Lane<P>, record: Record) {
        lane.take(record, &mut self.outcome);
    }

    /// Imports all records of a source, which are of one kind.
    ///
    /// # Errors
    /// That the source could not be read to its end, that the database failed, or that it was stopped.
    pub(crate) async fn records<P: Published>(&mut self, mut source: Source) -> Result<(), Fault> {
        let (mut lane, mut bytes) = (Lane::<P>::default(), 0);
        let mut columns = Columns::default();
        while let Some(record) = source.next().await? {
            columns.look::<P>(&record, &mut self.outcome)?;
            bytes = record.bytes;
            lane.take(record, &mut self.outcome);
            if lane.is_full() {
                self.write(&mut lane).await?;
            }
            if lane.rows.is_empty() || self.outcome.found.len() > MANY {
                self.tell(bytes).await?;
            }
        }
        self.write(&mut lane).await?;
        self.tell(bytes).await
    }

    /// Writes the rows that are on their way, as one unit of work.
    ///
    /// # Errors
    /// That the database failed.
    pub(crate) async fn write<P: Published>(&mut self, lane: &mut Lane<P>) -> Result<(), Fault> {
        lane.bytes = 0;
        let rows = std::mem::take(&mut lane.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let batch = async |work: &Work<'_>, outcome: &mut Outcome| {
            let mut known = P::known(work, &rows).await?;
            for (place, row) in &rows {
                match known.write(work, row, outcome).await {
                    Ok(()) => {}
                    Err(Stop::Refused(wrong)) => outcome.refuse(place, wrong),
                    Err(Stop::Failed(error)) => return Err(error),
                }
            }
            Ok(())
        };
        Ok(self.work(batch).await?)
    }

    /// Writes what is the owner's of the grants in which the owner takes part.
    ///
    /// # Errors
    /// That the database failed.
    pub(crate) async fn own_shares(&mut self) -> Result<(), Fault> {
        let own: Vec<_> = std::mem::take(&mut self.outcome.own).into_iter().collect();
        for projects in own.chunks(MANY) {
            let job = async |work: &Work<'_>, outcome: &mut Outcome| {
                own_share::write(work, projects, outcome).await
            };
            self.work(job).await?;
        }
        Ok(())
    }

    /// Does a unit of work, for good or to be taken back. One that imports waits for any other, and for a load.
    async fn work(&mut self, job: impl AsyncFnOnce(&Work<'_>, &mut Outcome) -> Result<()>) -> Result<()> {
        let Self { app, caller, dry, outcome, .. } = self;
        if let Some(tx) = dry {
            let work = app.work(tx, caller);
            work.alone(crate::portfolio::LOAD_LOCK).await?;
            return job(&work, outcome).await;
        }
        app.require_space()?;
        app.write_as(caller, async |work| {
            work.alone(crate::portfolio::LOAD_LOCK).await?;
            let before = outcome.counts();
            job(work, outcome).await?;
            outcome.record(work, &before);
            Ok(())
        })
        .await
    }

    /// Tells what was found, and how far it has come.
    ///
    /// # Errors
    /// That whoever looks on stops it.
    pub(crate) async fn tell(&mut self, bytes: u64) -> Result<(), Fault> {
        for finding in self.outcome.found.drain(..) {
            self.watch.found(&finding);
        }
        Ok(self.watch.has_read(bytes).await?)
    }
}

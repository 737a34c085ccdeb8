//! Going through the files, batch by batch.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, ErrorKind};
use std::path::Path;

use sea_orm::DatabaseTransaction;

use super::cells::{Cells, Wrong};
use super::outcome::Outcome;
use super::records::{Heading, Record, Records};
use super::{Fault, Published, Stop, Watch, deliverables, own_share, partners, projects, topics};
use crate::app::{App, Work};
use crate::auth::Caller;
use crate::error::Result;

/// How many records are one unit of work.
const BATCH: usize = 500;

/// An import on its way.
pub(super) struct Import<'a> {
    pub(super) app: &'a App,
    pub(super) folder: &'a Path,
    /// What everything is done in that is taken back.
    pub(super) dry: Option<DatabaseTransaction>,
    pub(super) outcome: Outcome,
    pub(super) watch: &'a mut dyn Watch,
}

impl Import<'_> {
    pub(super) async fn files(&mut self) -> std::result::Result<(), Fault> {
        let found = [
            self.file::<projects::Known>().await?,
            self.file::<partners::Known>().await?,
            self.file::<topics::Known>().await?,
            self.file::<deliverables::Known>().await?,
        ];
        if found == [false; 4] {
            return Err(Fault::Empty(self.folder.to_owned()));
        }
        Ok(())
    }

    /// Imports a file, if it is there.
    async fn file<P: Published>(&mut self) -> std::result::Result<bool, Fault> {
        let path = self.folder.join(P::FILE);
        let unread = |cause| Fault::File(path.clone(), cause);
        let file = match File::open(&path) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(false),
            file => file.map_err(unread)?,
        };
        self.watch.begins(P::FILE, file.metadata().map_err(unread)?.len());
        let (mut records, heading) = Records::of(BufReader::new(file)).map_err(unread)?;
        let lacking = heading.lacking(P::COLUMNS);
        if !lacking.is_empty() {
            return Err(Fault::Heading(path, lacking));
        }
        self.outcome.file = P::FILE;
        let (mut seen, mut rows) = (HashSet::new(), Vec::new());
        while let Some(record) = records.next().map_err(unread)? {
            rows.extend(self.row::<P>(&heading, record, &mut seen));
            if rows.len() == BATCH {
                self.batch::<P>(std::mem::take(&mut rows)).await?;
            }
            if !self.outcome.found.is_empty() || rows.is_empty() {
                self.tell(records.bytes);
            }
        }
        self.batch::<P>(rows).await?;
        if P::FILE == <partners::Known as Published>::FILE {
            self.own_shares().await?;
        }
        self.tell(records.bytes);
        Ok(true)
    }

    /// A row that a record says, unless it is refused.
    fn row<P: Published>(
        &mut self,
        heading: &Heading,
        record: Record,
        seen: &mut HashSet<(u64, u64)>,
    ) -> Option<(u64, P::Row)> {
        let Record { line, fields } = record;
        let mut cells;
        let read = match &fields {
            Err(reason) => Err(Wrong::new("", reason.clone())),
            Ok(fields) => {
                cells = Cells::new(heading, fields);
                let read = P::read(&mut cells);
                if read.is_ok() {
                    self.outcome.leave_out(line, std::mem::take(&mut cells.left_out));
                }
                read
            }
        };
        let once = read.and_then(|row| match P::identity(&row) {
            Some(identity) if !seen.insert(identity) => {
                Err(Wrong::new("", "an earlier line says something of the same"))
            }
            _ => Ok(row),
        });
        once.map_err(|wrong| self.outcome.refuse(line, wrong)).ok().map(|row| (line, row))
    }

    /// Writes a batch, as one unit of work.
    async fn batch<P: Published>(&mut self, rows: Vec<(u64, P::Row)>) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let Self { app, dry, outcome, .. } = self;
        write(app, dry.as_ref(), outcome, async |work, outcome| {
            let mut known = P::known(work, &rows).await?;
            for (line, row) in &rows {
                match known.write(work, row, outcome).await {
                    Ok(()) => {}
                    Err(Stop::Refused(wrong)) => outcome.refuse(*line, wrong),
                    Err(Stop::Failed(error)) => return Err(error),
                }
            }
            Ok(())
        })
        .await
    }

    /// Writes what is the owner's of the grants in which the owner takes part.
    async fn own_shares(&mut self) -> Result<()> {
        let own: Vec<_> = std::mem::take(&mut self.outcome.own).into_iter().collect();
        let Self { app, dry, outcome, .. } = self;
        for projects in own.chunks(BATCH) {
            let job = async |work: &Work<'_>, outcome: &mut Outcome| {
                own_share::write(work, projects, outcome).await
            };
            write(app, dry.as_ref(), outcome, job).await?;
        }
        Ok(())
    }

    fn tell(&mut self, bytes: u64) {
        for finding in self.outcome.found.drain(..) {
            self.watch.found(&finding);
        }
        self.watch.has_read(bytes);
    }
}

/// Does a unit of work, for good or to be taken back. One that imports waits for any other, and for a load.
async fn write(
    app: &App,
    dry: Option<&DatabaseTransaction>,
    outcome: &mut Outcome,
    job: impl AsyncFnOnce(&Work<'_>, &mut Outcome) -> Result<()>,
) -> Result<()> {
    if let Some(tx) = dry {
        let caller = Caller::command_line();
        let work = app.work(tx, &caller);
        work.alone(crate::portfolio::LOAD_LOCK).await?;
        return job(&work, outcome).await;
    }
    app.write(async |work| {
        work.alone(crate::portfolio::LOAD_LOCK).await?;
        let before = outcome.counts();
        job(work, outcome).await?;
        outcome.record(work, &before);
        Ok(())
    })
    .await
}

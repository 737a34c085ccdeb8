//! Organisations and their parts in projects, one whole project at a time.
//!
//! A file is read twice. The first pass counts the records of each project, so that the second pass can
//! write each project after its last record. A project with a refused record is incomplete: none of its
//! parts counts as gone.

use std::collections::HashMap;

use entity::portfolio::project;

use super::columns;
use super::files::{Table, source};
use super::projects::WORDS;
use super::rows::{self, PartnerRow};
use crate::exchange::ingest::bounds::MAX_GRANT_BYTES;
use crate::exchange::ingest::encoding::TextFile;
use crate::exchange::ingest::projects::by_grant;
use crate::exchange::ingest::{
    Batch, CellError, Cells, Columns, Fault, Heading, ImportRun, MentionedProject, Outcome, Parts,
    ProgressListener, Record, RecordPosition, RecordType, RowError, SeenRecords, StatedPart, Weighed,
    refused,
};
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;

/// The maximum size in bytes of records that wait for the last record of their project.
const MAX_WAITING_BYTES: usize = 128 << 20;
/// The number of projects without parts in one unit of work.
const PROJECTS: usize = 500;
/// The number of counted records between two progress reports.
const TOLD_EVERY: u32 = 10_000;

/// The existing data of a batch.
pub(super) struct StoredPartners {
    projects: HashMap<String, project::Model>,
    parts: Parts,
}

impl RecordType for StoredPartners {
    const COLUMNS: &'static [&'static str] =
        &["projectID", "organisationID", "name", "role", "ecContribution"];
    type Row = PartnerRow;
    type Identity = ();

    fn heading(names: Vec<String>) -> Heading {
        columns::PARTNERS.heading(names)
    }

    fn reads(column: &str) -> bool {
        columns::PARTNERS.reads(column)
    }

    fn read(cells: &mut Cells<'_>) -> Result<PartnerRow, CellError> {
        rows::partner(cells)
    }

    fn spoken(seen: &mut SeenRecords) -> Option<(&mut MentionedProject, &'static str)> {
        Some((&mut seen.parts, "projectID"))
    }

    /// An organisation may occur several times in a project, also in one role.
    fn identity(_: &PartnerRow) -> Option<()> {
        None
    }

    async fn load(
        work: &UnitOfWork<'_>,
        rows: &[(RecordPosition, PartnerRow)],
        outcome: &mut Outcome,
    ) -> Result<Self> {
        let grants = rows.iter().map(|(_, row)| row.grant.to_string());
        Self::of(work, grants, rows, outcome).await
    }

    async fn write(
        &mut self,
        work: &UnitOfWork<'_>,
        row: &PartnerRow,
        outcome: &mut Outcome,
    ) -> Result<(), RowError> {
        let Some(place) = outcome.place().cloned() else { return Ok(()) };
        self.project(work, &row.grant.to_string(), &[(&place, row)], outcome).await?;
        Ok(())
    }

    async fn write_all(
        &mut self,
        work: &UnitOfWork<'_>,
        rows: &[(RecordPosition, PartnerRow)],
        outcome: &mut Outcome,
    ) -> Result<()> {
        let mut grants: Vec<u64> = Vec::new();
        let mut by_grant: HashMap<u64, Vec<(&RecordPosition, &PartnerRow)>> = HashMap::new();
        for (place, row) in rows {
            let of_grant = by_grant.entry(row.grant).or_default();
            if of_grant.is_empty() {
                grants.push(row.grant);
            }
            of_grant.push((place, row));
        }
        for grant in grants {
            let rows = by_grant.remove(&grant).unwrap_or_default();
            self.project(work, &grant.to_string(), &rows, outcome).await?;
        }
        Ok(())
    }

    async fn finish(&mut self, work: &UnitOfWork<'_>, outcome: &mut Outcome) -> Result<()> {
        self.parts.finish(work, outcome).await
    }
}

impl StoredPartners {
    async fn of(
        work: &UnitOfWork<'_>,
        grants: impl Iterator<Item = String>,
        rows: &[(RecordPosition, PartnerRow)],
        outcome: &mut Outcome,
    ) -> Result<Self> {
        let projects = by_grant(work, grants).await?;
        let ids = projects.values().map(|row| row.id).collect();
        let parts = rows.iter().map(|(_, row)| &row.part);
        let parts = Parts::load(work, ids, parts, &WORDS, outcome).await?;
        Ok(Self { projects, parts })
    }

    /// Writes all participants of a project.
    async fn project(
        &mut self,
        work: &UnitOfWork<'_>,
        grant: &str,
        rows: &[(&RecordPosition, &PartnerRow)],
        outcome: &mut Outcome,
    ) -> Result<()> {
        let Some(project) = self.projects.get(grant).map(|project| project.id) else {
            for (place, row) in rows {
                if let RowError::Refused(wrong) = no_project("projectID", row.grant) {
                    outcome.refuse(place, wrong);
                }
            }
            return Ok(());
        };
        let rows: Vec<_> = rows.iter().map(|(place, row)| (*place, &row.part)).collect();
        let updated = outcome.seen_records.projects.get(grant).and_then(|seen| seen.updated);
        let is_complete = outcome.seen_records.is_complete(grant);
        let stated = StatedPart { project, grant, rows: &rows, is_complete, updated };
        self.parts.write(work, stated, outcome).await?;
        outcome.seen_records.parts.with.insert(grant.to_owned());
        Ok(())
    }
}

pub(super) fn no_project(column: &'static str, grant: u64) -> RowError {
    refused(column, format!("there is no project with the grant agreement {grant}"))
}

/// The grant of a record as written, or its beginning if it is too long.
fn grant_of(record: &Record) -> Option<String> {
    let fields = record.fields.as_ref().ok()?;
    let grant = fields.heading.field(&fields.values, "projectID")?;
    Some(grant[..grant.floor_char_boundary(MAX_GRANT_BYTES)].to_owned())
}

/// Imports the tables.
///
/// # Errors
/// When the database fails, when a file cannot be read, or when the import is stopped.
pub(super) async fn import<W: ProgressListener>(
    passage: &mut ImportRun<'_, W>,
    tables: &[Table],
) -> Result<(), Fault> {
    for table in tables {
        let text = passage.start_text_file(&table.name, &table.path).await?;
        let mut left = count_parts(passage, table, &text).await?;
        let mut source = source::<StoredPartners>(table, &text);
        let (mut lane, mut bytes, mut size) = (Batch::<StoredPartners>::default(), 0, 0);
        let mut waiting: HashMap<String, Vec<Record>> = HashMap::new();
        let mut columns = Columns::default();
        while let Some(record) = source.next().await? {
            columns.look::<StoredPartners>(&record)?;
            bytes = record.bytes;
            let Some(grant) = grant_of(&record) else {
                passage.import_record(&mut lane, record);
                passage.report_progress(bytes).await?;
                continue;
            };
            size += record.weight();
            if size > MAX_WAITING_BYTES {
                return Err(Fault::Scattered(table.path.clone(), "projectID"));
            }
            waiting.entry(grant.clone()).or_default().push(record);
            let count = left.entry(grant.clone()).or_default();
            *count = count.saturating_sub(1);
            if *count > 0 {
                continue;
            }
            for record in waiting.remove(&grant).unwrap_or_default() {
                size = size.saturating_sub(record.weight());
                passage.import_record(&mut lane, record);
            }
            if lane.is_full() {
                passage.write(&mut lane).await?;
                passage.report(bytes).await?;
            }
            passage.report_progress(bytes).await?;
        }
        passage.write(&mut lane).await?;
        passage.note(&columns);
        passage.report(bytes).await?;
    }
    Ok(())
}

/// Marks all parts of projects as gone if the files contain none, in the programmes that have parts.
/// `place` is where this is reported.
///
/// # Errors
/// When the database fails.
pub(super) async fn without_parts<W: ProgressListener>(
    passage: &mut ImportRun<'_, W>,
    place: &RecordPosition,
) -> Result<(), Fault> {
    let grants = passage.seen_records().without_parts();
    for grants in grants.chunks(PROJECTS) {
        let job = async |work: &UnitOfWork<'_>, outcome: &mut Outcome| {
            outcome.goes_to(place);
            let mut known = StoredPartners::of(work, grants.iter().cloned(), &[], outcome).await?;
            for grant in grants {
                known.project(work, grant, &[], outcome).await?;
            }
            known.finish(work, outcome).await
        };
        passage.work(job).await?;
    }
    Ok(())
}

/// The number of records of each project. A record with an unreadable project may belong to any.
async fn count_parts<W: ProgressListener>(
    passage: &mut ImportRun<'_, W>,
    table: &Table,
    text: &TextFile,
) -> Result<HashMap<String, u32>, Fault> {
    let mut source = source::<StoredPartners>(table, text);
    let (mut counts, mut read) = (HashMap::new(), 0_u32);
    while let Some(record) = source.next().await? {
        match grant_of(&record) {
            Some(grant) => *counts.entry(grant).or_default() += 1,
            None => passage.seen_records().parts.refuse(None),
        }
        read += 1;
        if read.is_multiple_of(TOLD_EVERY) {
            passage.report(0).await?;
        }
    }
    Ok(counts)
}

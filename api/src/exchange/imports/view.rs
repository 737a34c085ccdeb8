use entity::exchange::{import, import_file, import_finding};
use openapi::access::audit::AuditActor;
use openapi::exchange::imports::{Import, ImportCount, ImportFile, ImportFinding, ImportProgress};

use crate::exchange::ingest::Imported;
use crate::platform::error::{Error, Result};

pub(super) fn import(files: Vec<import_file::Model>, row: import::Model) -> Result<Import> {
    let tallies = row.tallies.as_deref().map(serde_json::from_str::<Vec<ImportCount>>);
    // An archive contains more bytes than its own size.
    let bytes = files.iter().map(|file| file.bytes).sum::<i64>().max(row.bytes_read);
    Ok(Import {
        id: row.id,
        kind: row.kind,
        project: row.project_id,
        dry_run: row.dry_run,
        strict: row.strict,
        stage: row.stage,
        started_by: AuditActor { kind: row.actor_kind, id: row.actor_id, name: row.actor },
        created_at: row.created_at,
        started_at: row.started_at,
        ended_at: row.ended_at,
        files: files.into_iter().map(file).collect(),
        progress: ImportProgress { file: row.file, bytes_read: row.bytes_read, bytes },
        counts: tallies.transpose().map_err(Error::internal)?.unwrap_or_default(),
        refused: row.refused,
        left_out: row.left_out,
        code: row.code,
        fault: row.fault,
    })
}

pub(super) fn file(row: import_file::Model) -> ImportFile {
    ImportFile { name: row.name, bytes: row.bytes, whole: row.whole }
}

pub(super) fn finding(row: import_finding::Model) -> ImportFinding {
    let import_finding::Model { id, import_id: _, file, line, column, reason, refused } = row;
    ImportFinding { id, file, line, column, reason, refused }
}

/// The outcome of the records, as stored.
pub(super) fn counts(imported: &Imported) -> Result<String> {
    let count = |count: usize| u64::try_from(count).map_err(Error::internal);
    let counts = imported.tallies.iter().map(|(what, tally)| {
        Ok(ImportCount {
            what: what.replace(' ', "_").parse().map_err(Error::internal)?,
            added: count(tally.added)?,
            changed: count(tally.changed)?,
            unchanged: count(tally.unchanged)?,
        })
    });
    serde_json::to_string(&counts.collect::<Result<Vec<_>>>()?).map_err(Error::internal)
}

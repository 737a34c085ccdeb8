//! Imports the project data of CORDIS: the Commission's files of a framework programme, unchanged.
//!
//! | file | becomes |
//! |---|---|
//! | `project` | a project, matched by its number; a funding line under its programme |
//! | `organization` | an organisation, matched by its PIC; its part in the project |
//! | `projectDeliverables` | a deliverable, matched by its number in the project |
//! | `topics` | a call of the programme, under which the grant was requested |
//!
//! Each is a `.csv` or a `.json`, with any prefix (`fp7-project.csv`, `cordis-h2020projects.csv`). An
//! `.xml` is one project with all of these (`xml.rs`). The source is a folder, an archive, or a single
//! file.
//!
//! After an import, a project is in the same state as after a first import of the same file. Published
//! values follow the portal. A value that a person changed stays, and the difference is reported
//! (`ingest/portal.rs`). A signed value changes by an amendment with the name of the portal. An
//! organisation has one part in each role, with the shares of all its records. A part that a file no longer
//! contains has left, on the day of the project's update, and loses its share. A part whose participation
//! ended has left too, and keeps the share in the file. The name of an organisation comes from its latest
//! record. A field without a column in the file does not change. A deliverable that the files no longer
//! contain is deleted, unless a person changed it (`gone.rs`). A project that they no longer contain does
//! not change: it may be in the files of another programme.
//!
//! The portfolio does not store a project's total cost, legal basis, funding scheme and DOI, a
//! participation's net contribution, the address of a deliverable, and the taxonomy of `euroSciVoc.csv`.
//! Data that is not imported is reported once per file.

mod columns;
mod deliverables;
mod document;
mod files;
mod gone;
mod node;
mod partners;
mod projects;
mod rows;
mod topics;
mod unread;
mod words;
mod xml;

use std::path::Path;

use self::files::{ENDINGS, Files, source};
use crate::exchange::ingest::archive::{ends, unpacked};
use crate::exchange::ingest::{
    Fault, ImportRun, Imported, Mode, ProgressListener, RecordPosition, RecordType,
};
use crate::platform::app::App;
use crate::platform::auth::Caller;

/// The maximum number of files reported as not imported.
const MAX_OTHERS: usize = 100;

/// Imports a folder, an archive or a single file, with the rights of the caller.
///
/// # Errors
/// When a file cannot be read, when the database fails, or when the import is stopped. What was already
/// imported stays.
pub async fn import<W: ProgressListener>(
    app: &App,
    caller: &Caller,
    path: &Path,
    mode: Mode,
    watch: &mut W,
) -> Result<Imported, Fault> {
    let archive = path.to_str().is_some_and(|path| ends(path, &["zip"])) && path.is_file();
    let folder = if archive { Some(unpacked(path, &ENDINGS).await?) } else { None };
    let within = folder.as_ref().map_or(path, |folder| folder.path());
    imported(app, caller, (within, path), mode, watch).await.map_err(|fault| fault.relative_to(within, path))
}

/// Imports the files of a folder, or the single file.
async fn imported<W: ProgressListener>(
    app: &App,
    caller: &Caller,
    (within, path): (&Path, &Path),
    mode: Mode,
    watch: &mut W,
) -> Result<Imported, Fault> {
    let files = Files::of(within).await?;
    if files.is_empty() {
        return Err(Fault::Empty(path.to_owned(), files::WANTED.to_owned()));
    }
    files.readable().await?;
    let mut passage = ImportRun::start(app, caller, mode, watch).await?;
    let done = each(&mut passage, &files).await;
    passage.end(done).await
}

/// Imports each kind after the kinds to which it refers.
async fn each<W: ProgressListener>(passage: &mut ImportRun<'_, W>, files: &Files) -> Result<(), Fault> {
    passage.seen_records().has_topics = !(files.xml.is_empty() && files.topics.is_empty());
    xml::import(passage, &files.xml).await?;
    kind::<projects::StoredProjects, W>(passage, &files.projects).await?;
    partners::import(passage, &files.partners).await?;
    if !(files.partners.is_empty() && files.xml.is_empty()) {
        partners::without_parts(passage, &place(files, &files.partners)).await?;
    }
    passage.own_shares(&projects::WORDS).await?;
    kind::<topics::StoredTopics, W>(passage, &files.topics).await?;
    gone::topics(passage, &place(files, &files.topics), !files.topics.is_empty()).await?;
    kind::<deliverables::StoredDeliverables, W>(passage, &files.deliverables).await?;
    gone::deliverables(passage, &place(files, &files.deliverables), !files.deliverables.is_empty()).await?;
    for other in files.others.iter().take(MAX_OTHERS) {
        passage.remark(other, "this file is not imported");
    }
    passage.report_findings().await
}

/// The place to report that a project has no records in the tables of a kind.
fn place(files: &Files, tables: &[files::Table]) -> RecordPosition {
    let name = tables.first().map_or_else(|| xml::name(&files.xml), |table| table.name.clone());
    RecordPosition { file: name.into(), line: 1 }
}

async fn kind<P: RecordType, W: ProgressListener>(
    passage: &mut ImportRun<'_, W>,
    files: &[files::Table],
) -> Result<(), Fault> {
    for table in files {
        let text = passage.start_text_file(&table.name, &table.path).await?;
        let source = source::<P>(table, &text);
        passage.records::<P>(source).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::ingest::Finding;

    struct Nobody;

    impl ProgressListener for Nobody {
        fn begins(&mut self, _: &str, _: u64) {}
        async fn has_read(&mut self, _: u64) -> crate::platform::error::Result<()> {
            Ok(())
        }
        fn found(&mut self, _: &Finding) {}
    }

    #[test]
    fn an_import_may_be_spawned() {
        fn spawned(_: impl Future + Send) {}
        let _ = |app: &App, caller: &Caller| {
            spawned(import(app, caller, Path::new("."), Mode::Write, &mut Nobody));
        };
    }
}

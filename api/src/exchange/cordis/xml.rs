//! Projects as XML: one file per project, with its organisations, topics and results.
//!
//! The content is converted to the columns of the tables (`document.rs`), so that the same rules apply.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::{DocumentRecord, Headings};
use super::{deliverables, partners, projects, topics};
use crate::exchange::ingest::bounds::MAX_RECORD_BYTES;
use crate::exchange::ingest::{Batch, Fault, Ignored, ImportRun, ProgressListener, Record, Source};

/// The maximum number of bytes read of a file; a longer one is truncated and invalid. The longest published
/// file has less than a million.
const LONGEST: u64 = MAX_RECORD_BYTES;

/// Imports all files.
///
/// # Errors
/// When the database fails, when a file cannot be read, or when the import is stopped.
pub(super) async fn import<W: ProgressListener>(
    passage: &mut ImportRun<'_, W>,
    files: &[PathBuf],
) -> Result<(), Fault> {
    let [first, ..] = files else { return Ok(()) };
    passage.start_all("XML", files)?;
    let mut source = source(first, files.to_vec());
    let mut projects = Batch::<projects::StoredProjects>::default();
    let mut partners = Batch::<partners::StoredPartners>::default();
    let mut topics = Batch::<topics::StoredTopics>::default();
    let mut deliverables = Batch::<deliverables::StoredDeliverables>::default();
    let (mut bytes, mut ignored) = (0, Ignored::default());
    loop {
        let said = source.next().await?;
        let ended = said.is_none();
        if let Some(said) = said {
            bytes = said.project.bytes;
            for name in &said.unread {
                ignored.add(name);
            }
            if let Some(grant) = grant(&said.project) {
                // A file has all topics and deliverables of its project.
                passage.seen_records().topics.with.insert(grant.clone());
                passage.seen_records().deliverables.with.insert(grant);
            }
            passage.import_record(&mut projects, said.project);
            for record in said.partners {
                passage.import_record(&mut partners, record);
            }
            for record in said.topics {
                passage.import_record(&mut topics, record);
            }
            for record in said.deliverables {
                passage.import_record(&mut deliverables, record);
            }
        }
        if ended || projects.is_full() || partners.is_full() || topics.is_full() || deliverables.is_full() {
            passage.write(&mut projects).await?;
            passage.write(&mut partners).await?;
            passage.own_shares(&projects::WORDS).await?;
            passage.write(&mut topics).await?;
            passage.write(&mut deliverables).await?;
            passage.report(bytes).await?;
        }
        passage.report_progress(bytes).await?;
        if ended {
            for note in ignored.notes("element") {
                passage.remark(&name(files), &note);
            }
            return passage.report(bytes).await;
        }
    }
}

fn grant(project: &Record) -> Option<String> {
    let fields = project.fields.as_ref().ok()?;
    fields.heading.field(&fields.values, "id").map(str::to_owned)
}

/// The name of the files together. A single file has its own name.
pub(super) fn name(files: &[PathBuf]) -> String {
    match files {
        [only] => only.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        _ => "XML".to_owned(),
    }
}

fn source(first: &Path, files: Vec<PathBuf>) -> Source<DocumentRecord> {
    Source::of(first, move |sink| {
        let headings = Headings::default();
        let mut bytes = 0;
        for path in files {
            let mut read = Vec::new();
            let file = std::fs::File::open(&path);
            let done = file.and_then(|file| file.take(LONGEST + 1).read_to_end(&mut read));
            done.map_err(|cause: io::Error| Fault::File(path.clone(), cause))?;
            bytes += u64::try_from(read.len()).unwrap_or_default();
            let name: Arc<str> = path.file_name().unwrap_or_default().to_string_lossy().into();
            sink.put(headings.read_document(&name, &read, bytes))?;
        }
        Ok(())
    })
}

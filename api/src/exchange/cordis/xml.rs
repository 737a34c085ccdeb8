//! Projects as XML: a file a project, with its organisations, its topics and what came of it.
//!
//! What a file says is put under the columns of the tables (`document.rs`), so that it is read by the same rules.

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::document::{Headings, Said};
use super::{deliverables, partners, projects, topics};
use crate::exchange::ingest::bounds::MAX_RECORD_BYTES;
use crate::exchange::ingest::{Batch, Fault, Ignored, ImportRun, ProgressListener, Record, Source};

/// How much of a file is read, in bytes, so that a longer one has no end. The longest that is published has less than a
/// million.
const LONGEST: u64 = MAX_RECORD_BYTES;

/// Imports all files.
///
/// # Errors
/// That the database failed, that a file cannot be read, or that it was stopped.
pub(super) async fn import<W: ProgressListener>(
    passage: &mut ImportRun<'_, W>,
    files: &[PathBuf],
) -> Result<(), Fault> {
    let [first, ..] = files else { return Ok(()) };
    passage.start_all("XML", files)?;
    let mut source = source(first, files.to_vec());
    let mut projects = Batch::<projects::Known>::default();
    let mut partners = Batch::<partners::Known>::default();
    let mut topics = Batch::<topics::Known>::default();
    let mut deliverables = Batch::<deliverables::Known>::default();
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
                passage.seen().topics.with.insert(grant.clone());
                passage.seen().deliverables.with.insert(grant);
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

/// The grant of a project.
fn grant(project: &Record) -> Option<String> {
    let fields = project.fields.as_ref().ok()?;
    fields.heading.field(&fields.values, "id").map(str::to_owned)
}

/// What the files are called together: one goes by its own name.
pub(super) fn name(files: &[PathBuf]) -> String {
    match files {
        [only] => only.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        _ => "XML".to_owned(),
    }
}

fn source(first: &Path, files: Vec<PathBuf>) -> Source<Said> {
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
            sink.put(headings.said(&name, &read, bytes))?;
        }
        Ok(())
    })
}

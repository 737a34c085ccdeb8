//! Imports the project results of Erasmus+ and Creative Europe: the workbook that the Commission publishes,
//! as `.xlsx`, `.xls` or `.csv`.
//!
//! | columns | become |
//! |---|---|
//! | the project's | a project, matched by its identifier; a funding line under its programme |
//! | call year and action type | a call of the programme, identified by these two |
//! | the coordinator's and each partner's | an organisation, and its part in the project |
//!
//! Columns are found by name, in any order (`heading.rs`). Data that is not imported is reported once. The
//! files contain no PICs: organisations are matched by name and country. They do not contain the shares of
//! partners or the signing dates of grants. Those of Erasmus+ do not contain the dates of projects. The
//! identifier is used as acronym if none is known. The portfolio does not store key actions, topics and the
//! good practice label.

mod heading;
mod projects;
mod rows;
mod words;

use std::path::Path;

use crate::exchange::ingest::archive::ends;
use crate::exchange::ingest::{Fault, ImportRun, Imported, Mode, ProgressListener, read_csv, workbook};
use crate::platform::app::App;
use crate::platform::auth::Caller;

/// Imports a file, with the rights of the caller. A file without the ending `.csv`, `.txt` or `.tsv` is
/// read as a workbook.
///
/// # Errors
/// When the file cannot be read, when the database fails, or when the import is stopped. What was already
/// imported stays.
pub async fn import<W: ProgressListener>(
    app: &App,
    caller: &Caller,
    path: &Path,
    mode: Mode,
    watch: &mut W,
) -> Result<Imported, Fault> {
    let mut passage = ImportRun::start(app, caller, mode, watch).await?;
    let done = file(&mut passage, path).await;
    passage.end(done).await
}

async fn file<W: ProgressListener>(passage: &mut ImportRun<'_, W>, path: &Path) -> Result<(), Fault> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let is_text = ends(&name, &["csv", "txt", "tsv"]);
    let source = if is_text {
        read_csv::<projects::StoredProjects>(&passage.start_text_file(&name, path).await?, &name)
    } else {
        passage.start_file(&name, path)?;
        workbook::<projects::StoredProjects>(path, &name)
    };
    passage.records::<projects::StoredProjects>(source).await
}

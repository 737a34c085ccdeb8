//! Importing the results of Erasmus+ and of Creative Europe: the workbook that the Commission publishes of their projects,
//! as `.xlsx`, `.xls` or `.csv`.
//!
//! | columns | become |
//! |---|---|
//! | the project's | a project, found again by its identifier; a line of funding under its programme |
//! | call year and action type | a call of the programme, which goes by these two |
//! | the coordinator's and each partner's | an organisation, and its part in the project |
//!
//! Columns are known by their names, whatever their order (`heading.rs`); what is not imported is noted, once. No
//! organisation has a PIC here: it is found again by its name and country. Nothing is said of the parts' shares, of when
//! a grant was signed and, by Erasmus+, of when a project begins and ends; the identifier stands for an acronym where none
//! is known. The portfolio has no place for key actions, topics, and for what was good practice.

mod heading;
mod projects;
mod rows;
mod words;

use std::path::Path;

use crate::exchange::ingest::archive::ends;
use crate::exchange::ingest::{Fault, ImportRun, Imported, Mode, ProgressListener, read_csv, workbook};
use crate::platform::app::App;
use crate::platform::auth::Caller;

/// Imports a file, as whoever starts it. One whose name does not end in `.csv`, `.txt` or `.tsv` is a workbook.
///
/// # Errors
/// That the file cannot be read, that the database failed, or that it was stopped: what was imported until then stays.
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
        read_csv::<projects::Known>(&passage.start_text_file(&name, path).await?, &name)
    } else {
        passage.start_file(&name, path)?;
        workbook::<projects::Known>(path, &name)
    };
    passage.records::<projects::Known>(source).await
}

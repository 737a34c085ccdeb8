//! Importing what CORDIS publishes of projects: the Commission's files of a framework programme, as they are.
//!
//! | file | becomes |
//! |---|---|
//! | `project.csv` | a project, found again by its number; a line of funding under its programme |
//! | `organization.csv` | an organisation, found again by its PIC; its part in the project |
//! | `projectDeliverables.csv` | a deliverable, found again by its number in the project |
//! | `topics.csv` | a call of the programme, under which the line of funding was asked for |
//!
//! What the files say of a project replaces what is there, but a stage never goes back, and what was signed changes by an
//! amendment alone. An organisation keeps what it has: the files know one under several names. What they do not say
//! stays as it is, or is not known. The portfolio has no place for a project's total cost, legal basis, funding scheme and
//! DOI, for a participation's net contribution and that it was terminated (no file says when), for the address of a deliverable, and
//! for the taxonomy of `euroSciVoc.csv`.

mod deliverables;
mod partners;
mod projects;
mod rows;
mod topics;
mod words;

use std::path::Path;

use crate::app::App;
use crate::auth::Caller;
use crate::intake::{Fault, Imported, Mode, Passage, Published, Watch, semicolons};

/// The files, in the order in which they are imported.
const FILES: [&str; 4] = ["project.csv", "organization.csv", "topics.csv", "projectDeliverables.csv"];

/// Imports the files of a folder, as whoever starts it.
///
/// # Errors
/// That a file cannot be read, that the database failed, or that it was stopped: what was imported until then stays.
pub async fn import<W: Watch>(
    app: &App,
    caller: &Caller,
    path: &Path,
    mode: Mode,
    watch: &mut W,
) -> Result<Imported, Fault> {
    let mut passage = Passage::begin(app, caller, mode, watch).await?;
    let done = files(&mut passage, path).await;
    passage.end(done).await
}

async fn files<W: Watch>(passage: &mut Passage<'_, W>, folder: &Path) -> Result<(), Fault> {
    if !FILES.iter().any(|name| folder.join(name).exists()) {
        return Err(Fault::Empty(folder.to_owned(), FILES.join(", ")));
    }
    let [projects, partners, topics, deliverables] = FILES;
    file::<projects::Known, W>(passage, folder, projects).await?;
    file::<partners::Known, W>(passage, folder, partners).await?;
    passage.own_shares().await?;
    file::<topics::Known, W>(passage, folder, topics).await?;
    file::<deliverables::Known, W>(passage, folder, deliverables).await
}

/// Imports a file, if it is there.
async fn file<P: Published, W: Watch>(
    passage: &mut Passage<'_, W>,
    folder: &Path,
    name: &str,
) -> Result<(), Fault> {
    let path = folder.join(name);
    if !path.exists() {
        return Ok(());
    }
    passage.begins(name, &path)?;
    passage.records::<P>(semicolons::<P>(&path, name)?).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::Finding;

    struct Nobody;

    impl Watch for Nobody {
        fn begins(&mut self, _: &str, _: u64) {}
        async fn has_read(&mut self, _: u64) -> crate::error::Result<()> {
            Ok(())
        }
        fn found(&mut self, _: &Finding) {}
    }

    #[test]
    fn an_import_may_be_spawned() {
        fn spawned(
            app: App,
            caller: Caller,
        ) -> impl Future<Output = Result<Imported, Fault>> + Send + 'static {
            async move { import(&app, &caller, Path::new("."), Mode::Write, &mut Nobody).await }
        }
        let _: fn(App, Caller) -> _ = spawned;
    }
}

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use entity::value::ImportKind;
use indicatif::{ProgressBar, ProgressStyle};

use crate::exchange::imports::{self, CancellationCheck, ImportJob, run_job};
use crate::exchange::ingest::{Finding, Imported, ProgressListener};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::database::IfMissing;
use crate::platform::error::{Error, Result as Done};
use crate::platform::refs::project_ids_by_acronym;
use crate::serve::cli::console::say;
use crate::serve::cli::database_url::DatabaseUrl;
use crate::serve::cli::fault::Fault;
use crate::serve::cli::table;

/// Import projects from CORDIS files
///
/// Reads a folder, an archive (.zip) or a single file. It imports `project`, `organization`, `topics` and
/// `projectDeliverables` as .csv or .json, with or without the prefix of a framework programme, and
/// projects as .xml; other files are ignored. Refused records and omitted fields are listed by file, line
/// and column; all other records are imported, and the exit status is then 3. Run an interrupted import
/// again; importing twice changes nothing. Text can be UTF-8, UTF-16 or Windows-1252, with fields separated
/// by semicolons, commas or tabs.
#[derive(Debug, Args)]
pub(super) struct Cordis {
    /// Folder, archive or file
    #[arg(value_name = "PATH")]
    path: PathBuf,
    #[command(flatten)]
    terms: Terms,
}

/// Import Erasmus+ or Creative Europe results
///
/// Reads the workbook of projects that the Commission publishes, as .xlsx, .xls or .csv. Columns are found
/// by name, in any order; unused ones are listed. Refused records and omitted fields are listed by row and
/// column; all other rows are imported, and the exit status is then 3. Run an interrupted import again;
/// importing twice changes nothing. Text can be UTF-8, UTF-16 or Windows-1252, with fields separated by
/// semicolons, commas or tabs.
#[derive(Debug, Args)]
pub(super) struct Erasmus {
    /// File to import
    #[arg(value_name = "FILE")]
    path: PathBuf,
    #[command(flatten)]
    terms: Terms,
}

/// Import exchange rates
///
/// Reads `eurofxref-hist.csv` of the European Central Bank with daily rates, or the Commission's monthly
/// accounting rates as JSON. If the file has any error, nothing is imported and all errors are listed by
/// line. Existing rates are kept; a rate that differs from an existing one is an error.
#[derive(Debug, Args)]
pub(super) struct Rates {
    /// File to import; `-` reads standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Only report what would be added
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    database: DatabaseUrl,
}

impl Rates {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let Self { mut path, dry_run, database } = self;
        let folder = tempfile::tempdir()?;
        if path.as_os_str() == "-" {
            path = folder.path().join("standard input");
            std::io::copy(&mut std::io::stdin(), &mut std::fs::File::create(&path)?)?;
        }
        let asked = ImportJob { kind: ImportKind::Rates, project: None, dry_run, strict: true };
        Job { asked, path }.run(database).await
    }
}

#[derive(Debug, Args)]
struct Terms {
    /// Only report what would be added, changed, unchanged and refused
    #[arg(long)]
    dry_run: bool,
    /// Import nothing if any record is refused
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    database: DatabaseUrl,
}

/// Import the budget of a project from a workbook
///
/// Reads a workbook as written by `portfolio export budget`. It replaces the latest version of the
/// project's budget if that is a draft, otherwise it becomes a new draft. If the workbook has any error,
/// nothing is imported and all errors are listed by sheet, row and column. Names of sheets and columns can
/// be English, French or Dutch. Cells are read as displayed (80 % is 80), and merged cells apply to each of
/// their rows. Ambiguous contents are refused: errors, formulas without results, amounts such as `1.000`,
/// and unknown columns.
#[derive(Debug, Args)]
pub(super) struct Budget {
    /// Workbook to import (.xlsx)
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Acronym of the project, if it is not the one in the workbook
    #[arg(long, env = "PORTFOLIO_PROJECT", hide_env_values = true, value_name = "ACRONYM")]
    project: Option<String>,
    /// Only report what would change
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    database: DatabaseUrl,
}

impl Budget {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let app = self.database.open(IfMissing::Refuse).await?;
        let done = self.carry_out(&app).await;
        app.database.close().await;
        done
    }

    async fn carry_out(self, app: &App) -> Result<(), Fault> {
        let project = match &self.project {
            Some(acronym) => {
                let called = project_ids_by_acronym(app.database.read(), acronym).await?;
                Some(called.into_iter().next().ok_or(Error::NotFound("project"))?)
            }
            None => None,
        };
        let asked = ImportJob { kind: ImportKind::Budget, project, dry_run: self.dry_run, strict: true };
        Job { asked, path: self.path }.carry_out(app).await
    }
}

impl Cordis {
    pub(super) async fn run(self) -> Result<(), Fault> {
        Job::of(ImportKind::Cordis, self.path, &self.terms).run(self.terms.database).await
    }
}

impl Erasmus {
    pub(super) async fn run(self) -> Result<(), Fault> {
        Job::of(ImportKind::Erasmus, self.path, &self.terms).run(self.terms.database).await
    }
}

/// An import to run.
struct Job {
    asked: ImportJob,
    path: PathBuf,
}

impl Job {
    fn of(kind: ImportKind, path: PathBuf, terms: &Terms) -> Self {
        Self { asked: ImportJob { kind, project: None, dry_run: terms.dry_run, strict: terms.strict }, path }
    }

    async fn run(self, database: DatabaseUrl) -> Result<(), Fault> {
        let app = database.open(IfMissing::Create).await?;
        let done = self.carry_out(&app).await;
        app.database.close().await;
        done
    }

    async fn carry_out(&self, app: &App) -> Result<(), Fault> {
        let mut progress = Progress::new();
        let done = run_job(app, &Caller::command_line(), self.asked, &self.path, &mut progress).await;
        progress.bar.finish_and_clear();
        progress.told.map_err(Fault::Output)?;
        let imported = done.map_err(|fault| match fault {
            imports::JobError::Intake(fault) => fault.into(),
            imports::JobError::Strict(refused) => Fault::Strict { path: self.path.clone(), refused },
        })?;
        say(&self.report(&imported))?;
        let Imported { refused, .. } = imported;
        let dry_run = self.asked.dry_run;
        if refused == 0 { Ok(()) } else { Err(Fault::Refusals { refused, dry_run }) }
    }

    fn report(&self, imported: &Imported) -> String {
        let path = self.path.display();
        let heading = if self.asked.dry_run {
            format!("Dry run of {path}; nothing was stored.")
        } else if imported.changed_nothing() {
            format!(
                "Nothing changed: the portfolio already contains everything \
                 that can be imported from {path}."
            )
        } else {
            format!("Imported {path}.")
        };
        let columns = ["", "added", "changed", "unchanged"].map(str::to_owned).to_vec();
        let rows = imported.tallies.iter().map(|(kind, tally)| {
            let counts = [tally.added, tally.changed, tally.unchanged].map(|count| count.to_string());
            std::iter::once((*kind).to_owned()).chain(counts).collect()
        });
        let table = table::plain(std::iter::once(columns).chain(rows), &[1, 2, 3]);
        let Imported { refused, left_out, .. } = imported;
        format!("{heading}\n\n{table}\n\nRecords refused: {refused}. Fields left out: {left_out}.\n")
    }
}

/// Shows progress on a terminal, and prints each finding on a line.
struct Progress {
    bar: ProgressBar,
    telling: bool,
    told: std::io::Result<()>,
}

impl Progress {
    fn new() -> Self {
        let seen = std::io::stderr().is_terminal();
        let bar = if seen { ProgressBar::new(0) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes} {eta}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self { bar, telling: true, told: Ok(()) }
    }
}

impl ProgressListener for Progress {
    fn begins(&mut self, file: &str, bytes: u64) {
        self.bar.set_message(file.to_owned());
        self.bar.set_length(bytes);
        self.bar.set_position(0);
    }

    async fn has_read(&mut self, bytes: u64) -> Done<()> {
        self.bar.set_position(bytes);
        Ok(())
    }

    fn found(&mut self, finding: &Finding) {
        if self.telling && self.told.is_ok() {
            self.told = self.bar.suspend(|| writeln!(std::io::stdout().lock(), "{finding}"));
        }
    }
}

impl CancellationCheck for Progress {
    fn begins_again(&mut self) {
        self.telling = false;
    }
}

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

/// Import projects as CORDIS publishes them
///
/// That is a folder, an archive (.zip) or a single file of the published ones: `project`, `organization`, `topics` and
/// `projectDeliverables` as .csv or .json, under these names or with that of a framework programme before them, and
/// projects as .xml; others are not read. Records that are refused, and fields that are left out, are listed by file, line
/// and column, and the rest is imported; then the exit status is 3. An import that was broken off is run again; running
/// it twice changes nothing. Text may be UTF-8, UTF-16 or Windows-1252, with semicolons, commas or tabs between the fields.
#[derive(Debug, Args)]
pub(super) struct Cordis {
    /// The folder, the archive or the file
    #[arg(value_name = "PATH")]
    path: PathBuf,
    #[command(flatten)]
    terms: Terms,
}

/// Import the results of Erasmus+ or of Creative Europe
///
/// The file is the workbook of projects that the Commission publishes, as .xlsx, .xls or .csv. Its columns are known by
/// their names, in any order; those that are not imported are listed. Rows that are refused, and fields that are left
/// out, are listed by row and column, and the rest is imported; then the exit status is 3. An import that was broken off
/// is run again; running it twice changes nothing. Text may be UTF-8, UTF-16 or Windows-1252, with semicolons, commas or
/// tabs between the fields.
#[derive(Debug, Args)]
pub(super) struct Erasmus {
    /// The file
    #[arg(value_name = "FILE")]
    path: PathBuf,
    #[command(flatten)]
    terms: Terms,
}

/// Import rates of exchange
///
/// The file is the European Central Bank's `eurofxref-hist.csv` with its daily rates, or the Commission's list of
/// monthly accounting rates as JSON. It is imported whole or, when anything in it is wrong, not at all; then every
/// fault is listed by its line. Rates that are there already stay; one that is there as another is a fault.
#[derive(Debug, Args)]
pub(super) struct Rates {
    /// The file; `-` reads standard input
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Say what would be added, and keep nothing
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
    /// Say what would be added, changed, left alone and refused, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Import nothing when any record is refused
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    database: DatabaseUrl,
}

/// Import the budget of a project from a workbook
///
/// The workbook is as `portfolio export budget` writes it, filled in by hand or not. It becomes the draft of the project's
/// budget: the latest version, when that is a draft, or else a new one. It is imported whole or not at all; what is wrong with
/// it is listed by sheet, row and column. Sheets and columns may be called in English, French or Dutch. A cell counts as it is
/// shown (80 % is 80), merged cells count for each of their rows, and what may be misread is refused: errors, formulas without
/// results, amounts as `1.000`, and columns that are not known.
#[derive(Debug, Args)]
pub(super) struct Budget {
    /// The workbook (.xlsx)
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// The acronym of the project, where it is another than the one that the workbook names
    #[arg(long, env = "PORTFOLIO_PROJECT", hide_env_values = true, value_name = "ACRONYM")]
    project: Option<String>,
    /// Say what would become of it, and keep nothing
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

/// What is to be done.
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
            format!("What importing {path} would do; nothing was kept.")
        } else if imported.changed_nothing() {
            format!("Nothing changed: the portfolio already holds what could be imported of {path}.")
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

/// How far it has come, shown where there is somebody to see it; and what was found, a line each.
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

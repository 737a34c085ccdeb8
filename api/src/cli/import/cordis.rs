use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::super::{DatabaseUrl, Fault, say, table};
use crate::app::App;
use crate::auth::Caller;
use crate::cordis::import;
use crate::database::Missing;
use crate::error::Result as Done;
use crate::intake::{Finding, Imported, Mode, Watch};

/// Import projects as CORDIS publishes them
///
/// The folder holds what is in an archive of CORDIS: `project.csv`, `organization.csv`, `topics.csv` and
/// `projectDeliverables.csv`; one that is not there is passed over, and others are not read. Records that are refused,
/// and fields that are left out, are listed by file, line and column, and the rest is imported. An import
/// that was broken off is run again; running it twice changes nothing.
#[derive(Debug, Args)]
pub(super) struct Cordis {
    /// The folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Say what would be added, changed, left alone and refused, and keep nothing
    #[arg(long)]
    dry_run: bool,
    /// Import nothing when any record is refused
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    database: DatabaseUrl,
}

impl Cordis {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let app = self.database.open(Missing::Create).await?;
        let done = self.carry_out(&app).await;
        app.database.close().await;
        done
    }

    async fn carry_out(&self, app: &App) -> Result<(), Fault> {
        let first = if self.dry_run || self.strict { Mode::Dry } else { Mode::Write };
        let mut imported = self.pass(app, first, true).await?;
        if self.strict && imported.refused > 0 {
            return Err(Fault::Strict { path: self.folder.clone(), refused: imported.refused });
        }
        if self.strict && !self.dry_run {
            imported = self.pass(app, Mode::Write, false).await?;
        }
        say(&self.report(&imported))
    }

    async fn pass(&self, app: &App, mode: Mode, telling: bool) -> Result<Imported, Fault> {
        let mut progress = Progress::of(telling);
        let imported = import(app, &Caller::command_line(), &self.folder, mode, &mut progress).await;
        progress.bar.finish_and_clear();
        progress.told.map_err(Fault::Output)?;
        Ok(imported?)
    }

    fn report(&self, imported: &Imported) -> String {
        let folder = self.folder.display();
        let heading = if self.dry_run {
            format!("What importing {folder} would do; nothing was kept.")
        } else if imported.changed_nothing() {
            format!("Nothing changed: the portfolio already holds what could be imported of {folder}.")
        } else {
            format!("Imported {folder}.")
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
    fn of(telling: bool) -> Self {
        let seen = std::io::stderr().is_terminal();
        let bar = if seen { ProgressBar::new(0) } else { ProgressBar::hidden() };
        let style = ProgressStyle::with_template("{msg} {wide_bar} {bytes}/{total_bytes} {eta}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        Self { bar, telling, told: Ok(()) }
    }
}

impl Watch for Progress {
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

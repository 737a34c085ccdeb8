mod published;

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::load::read;
use super::{DatabaseUrl, Fault, say};
use crate::database::Missing;
use crate::rates::{Imported, import, parse};

/// Import what others publish, in their own form
#[derive(Debug, Args)]
pub(super) struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Import rates of exchange
    ///
    /// The file is the European Central Bank's `eurofxref-hist.csv` with its daily rates, or the Commission's list of
    /// monthly accounting rates as JSON. It is imported whole or, when anything in it is wrong, not at all; then every
    /// fault is listed by its line. Rates that are there already stay; one that is there as another is a fault.
    Rates {
        /// The file; `-` reads standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[command(flatten)]
        database: DatabaseUrl,
    },
    Budget(published::Budget),
    Cordis(published::Cordis),
    Erasmus(published::Erasmus),
}

impl Import {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let (file, database) = match self.what {
            What::Rates { file, database } => (file, database),
            What::Budget(budget) => return budget.run().await,
            What::Cordis(cordis) => return cordis.run().await,
            What::Erasmus(erasmus) => return erasmus.run().await,
        };
        let text = read(&file)?;
        let refused = |error| Fault::Refused { path: file.display().to_string(), error };
        let rates = parse(&text).map_err(refused)?;
        let app = database.open(Missing::Create).await?;
        let imported = app.write(async |work| import(work, rates).await).await;
        app.database.close().await;
        say(&report(imported.map_err(refused)?, &file))
    }
}

fn report(imported: Imported, path: &Path) -> String {
    let Imported { added, unchanged } = imported;
    format!("Imported {}: {added} rates added, {unchanged} there already.\n", path.display())
}

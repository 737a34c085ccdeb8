use std::path::PathBuf;

use clap::Args;

use super::console::say;
use super::database_url::DatabaseUrl;
use super::fault::Fault;
use crate::exchange::portfolio_file::exported;
use crate::platform::database::IfMissing;

/// Write the portfolio as a portfolio file
///
/// `load` reads what `dump` writes: loading the file into an empty database restores the same portfolio.
#[derive(Debug, Args)]
pub(super) struct Dump {
    #[command(flatten)]
    database: DatabaseUrl,
    /// File to write [default: standard output]
    #[arg(long, short, value_name = "FILE.json", env = "PORTFOLIO_OUTPUT", hide_env_values = true)]
    output: Option<PathBuf>,
}

impl Dump {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let app = self.database.open(IfMissing::Refuse).await?;
        let file = exported(&app).await;
        app.database.close().await;
        let text = format!("{}\n", serde_json::to_string_pretty(&file?)?);
        match self.output {
            Some(path) => {
                std::fs::write(&path, text).map_err(|cause| Fault::File { path, done: "written", cause })
            }
            None => say(&text),
        }
    }
}

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::console::say;
use super::database_url::DatabaseUrl;
use super::fault::Fault;
use super::table;
use crate::exchange::ingest::encoding;
use crate::exchange::portfolio_file::{Draft, Loaded, load};
use crate::platform::app::App;
use crate::platform::database::IfMissing;

/// Load a portfolio file
///
/// If the file has any error, nothing is loaded and all errors are listed with their positions. Existing
/// records are updated and missing ones added, so loading a file twice changes nothing. `portfolio schema`
/// prints the JSON Schema of the file.
#[derive(Debug, Args)]
pub(super) struct Load {
    /// Portfolio file; `-` reads standard input
    #[arg(value_name = "FILE.json")]
    file: PathBuf,
    #[command(flatten)]
    database: DatabaseUrl,
}

impl Load {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let text = read(&self.file)?;
        let app = self.database.open(IfMissing::Create).await?;
        let loaded = load_text(&app, &text, &self.file.display().to_string()).await;
        app.database.close().await;
        say(&report(&loaded?, &self.file))
    }
}

pub(super) async fn load_text(app: &App, text: &str, path: &str) -> Result<Loaded, Fault> {
    let refused = |error| Fault::Refused { path: path.to_owned(), error };
    let draft = Draft::parse(text).map_err(refused)?;
    app.write(async |work| load(work, draft).await).await.map_err(refused)
}

/// The text of a file, or of standard input.
pub(super) fn read(path: &Path) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    let text = read.and_then(|()| {
        let text = encoding::unicode(&bytes).map_err(std::io::Error::other)?;
        Ok(text.into_owned())
    });
    text.map_err(|cause| Fault::File { path: path.to_owned(), done: "read", cause })
}

fn report(loaded: &Loaded, path: &Path) -> String {
    let path = path.display();
    if loaded.changed_nothing() {
        return format!("Nothing changed: the portfolio already contains everything in {path}.\n");
    }
    let heading = ["", "added", "changed", "unchanged"].map(str::to_owned).to_vec();
    let spoken_of = loaded.0.iter().filter(|(_, tally)| tally.added + tally.changed + tally.unchanged > 0);
    let rows = spoken_of.map(|(kind, tally)| {
        vec![
            (*kind).to_owned(),
            tally.added.to_string(),
            tally.changed.to_string(),
            tally.unchanged.to_string(),
        ]
    });
    let table = table::plain(std::iter::once(heading).chain(rows), &[1, 2, 3]);
    format!("Loaded {path}.\n\n{table}\n")
}

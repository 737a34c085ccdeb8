use clap::{Args, Subcommand};

use super::console::say;
use super::database_url::DatabaseUrl;
use super::fault::Fault;
use crate::access::audit::{Verified, verify};
use crate::platform::database::IfMissing;

/// Check the audit trail for manipulation
#[derive(Debug, Args)]
pub(super) struct Audit {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Check the hash chain of the audit trail from the first to the last entry
    ///
    /// Prints the number of entries and the hash of the last one. Keep both in another place. Pass them to
    /// `--expect` later to prove that no entry was rewritten or cut off.
    Verify {
        #[command(flatten)]
        database: DatabaseUrl,
        /// Entry that must be in the trail unchanged: its number and hash
        #[arg(long, value_name = "NUMBER:HASH", value_parser = expected)]
        expect: Option<(i64, String)>,
    },
}

fn expected(given: &str) -> Result<(i64, String), String> {
    let parts =
        given.split_once(':').and_then(|(number, hash)| Some((number.parse().ok()?, hash.to_owned())));
    parts.ok_or_else(|| "write NUMBER:HASH, as printed by `portfolio audit verify`".to_owned())
}

impl Audit {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let What::Verify { database, expect } = self.what;
        let app = database.open(IfMissing::Refuse).await?;
        let verified = app.read(async |connection| verify(connection, expect.as_ref()).await).await;
        app.database.close().await;
        match verified? {
            Verified::Whole { entries, head } => say(&format!(
                "The audit trail is intact: {entries} entries. Number and hash of the last one:\n\
                     {entries}:{head}\n"
            )),
            Verified::Broken { number, fault } => Err(Fault::Tampered { number, fault }),
        }
    }
}

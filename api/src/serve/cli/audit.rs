use clap::{Args, Subcommand};

use super::console::say;
use super::database_url::DatabaseUrl;
use super::fault::Fault;
use crate::access::audit::{Verified, verify};
use crate::platform::database::IfMissing;

/// Prove that nobody has tampered with the audit trail
#[derive(Debug, Args)]
pub(super) struct Audit {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Walk the chain of the audit trail from its first entry to its last
    ///
    /// Prints how many entries there are and the hash of the last. Keep the two elsewhere: given back with
    /// `--expect`, they prove later that nobody has written the trail anew, or cut its end off.
    Verify {
        #[command(flatten)]
        database: DatabaseUrl,
        /// An entry that must be in the trail as it was: its number and its hash
        #[arg(long, value_name = "NUMBER:HASH", value_parser = expected)]
        expect: Option<(i64, String)>,
    },
}

fn expected(given: &str) -> Result<(i64, String), String> {
    let parts =
        given.split_once(':').and_then(|(number, hash)| Some((number.parse().ok()?, hash.to_owned())));
    parts.ok_or_else(|| "write NUMBER:HASH, as `portfolio audit verify` printed them".to_owned())
}

impl Audit {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let What::Verify { database, expect } = self.what;
        let app = database.open(IfMissing::Refuse).await?;
        let verified = app.read(async |connection| verify(connection, expect.as_ref()).await).await;
        app.database.close().await;
        match verified? {
            Verified::Whole { entries, head } => say(&format!(
                "The audit trail is whole: {entries} entries, the last of which has the hash\n{entries}:{head}\n"
            )),
            Verified::Broken { number, fault } => Err(Fault::Tampered { number, fault }),
        }
    }
}

use clap::Args;

use super::console::say;
use super::database_url::DatabaseUrl;
use super::fault::Fault;
use crate::access::audit;
use crate::finance::revenue;
use crate::platform::database::IfMissing;

/// Verify the ledger totals, the closed years and the audit trail
///
/// Compares the stored totals of the revenue split with the sums of the entries, and the data of closed
/// years with their signed proofs. Then checks the hash chain of the audit trail. Lists all differences,
/// and fails if there are any.
#[derive(Debug, Args)]
pub(super) struct Verify {
    #[command(flatten)]
    database: DatabaseUrl,
}

impl Verify {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let app = self.database.open(IfMissing::Refuse).await?;
        let verified = app
            .read(async |connection| {
                Ok((revenue::verify(connection).await?, audit::verify(connection, None).await?))
            })
            .await;
        app.database.close().await;
        let (ledger, trail) = verified?;
        let mut differences = ledger.differences;
        let events = match trail {
            audit::Verified::Whole { entries, .. } => entries,
            audit::Verified::Broken { number, fault } => {
                differences.push(format!("audit trail, entry {number}: {fault}"));
                number
            }
        };
        if !differences.is_empty() {
            return Err(Fault::Disagreement(differences));
        }
        let (entries, totals, proofs) = (ledger.entries, ledger.totals, ledger.proofs);
        say(&format!(
            "Verified without differences: {entries} revenue entries in {totals} totals, {proofs} closings, \
             {events} audit entries\n"
        ))
    }
}

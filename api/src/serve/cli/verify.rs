use clap::Args;

use super::console::say;
use super::database_url::DatabaseUrl;
use super::fault::Fault;
use crate::access::audit;
use crate::finance::revenue;
use crate::platform::database::IfMissing;

/// Prove that what is kept of the ledger agrees with it, and that the audit trail is whole
///
/// Compares the totals from which the revenue split is answered with the sums of the entries, what closed years rest
/// on with what was signed, and walks the chain of the audit trail. Lists what differs, and fails when anything does.
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
                differences.push(format!("the audit trail, entry {number}: {fault}"));
                number
            }
        };
        if !differences.is_empty() {
            return Err(Fault::Disagreement(differences));
        }
        let (entries, totals, proofs) = (ledger.entries, ledger.totals, ledger.proofs);
        say(&format!(
            "Everything agrees: {entries} revenue entries in {totals} totals, {proofs} closings, \
             {events} entries of the audit trail\n"
        ))
    }
}

//! A progress listener for imports.

use api::exchange::ingest::{Finding, Imported, ProgressListener};

/// The findings as lines, and optionally after how many checks the import is cancelled.
#[derive(Default)]
pub(crate) struct Looking {
    pub(crate) found: Vec<String>,
    pub(crate) notes: Vec<String>,
    pub(crate) begun: Vec<String>,
    pub(crate) patience: Option<u32>,
}

impl ProgressListener for Looking {
    fn begins(&mut self, file: &str, _: u64) {
        self.begun.push(file.to_owned());
    }

    async fn has_read(&mut self, _: u64) -> api::platform::error::Result<()> {
        match &mut self.patience {
            Some(0) => Err(api::platform::error::Error::NotFound("patience")),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn found(&mut self, finding: &Finding) {
        let told = if finding.is_remark() { &mut self.notes } else { &mut self.found };
        told.push(finding.to_string());
    }
}

/// The numbers of added, changed and unchanged records.
pub(crate) fn counts(imported: &Imported, kind: &str) -> (usize, usize, usize) {
    let tally = imported.tally(kind);
    (tally.added, tally.changed, tally.unchanged)
}

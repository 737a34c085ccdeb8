//! A digest of ledger entries. With it, anyone can verify that the entries are the expected ones.

use entity::finance::revenue_entry;
use entity::value::FiscalYearId;
use openapi::finance::revenue::LedgerDigest;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};

use crate::platform::error::{Error, Result};
use crate::platform::hex::hexadecimal;

/// The batch size: a year may have millions of entries.
const AT_ONCE: u64 = 1_000;

#[derive(Clone, Debug, Default)]
pub(super) struct Digester {
    entries: i64,
    sha256: Sha256,
}

impl Digester {
    /// Adds an entry as a line of JSON.
    pub(super) fn add(&mut self, row: &revenue_entry::Model) -> Result<()> {
        let revenue_entry::Model { id, reference, amount, funding_line_id, class, .. } = row;
        let (booked_on, text, reverses) = (row.booked_on, &row.description, row.reverses_id);
        let line = (id, reference, amount, funding_line_id, class, booked_on, text, reverses);
        // The kind is added only where there is one, so that the digests of older closings do not change.
        let line = match row.other_kind {
            None => serde_json::to_string(&line),
            Some(kind) => serde_json::to_string(&(
                id,
                reference,
                amount,
                funding_line_id,
                class,
                booked_on,
                text,
                reverses,
                kind,
            )),
        };
        self.sha256.update(line.map_err(Error::internal)?);
        self.sha256.update("\n");
        self.entries += 1;
        Ok(())
    }

    pub(super) fn finish(self) -> LedgerDigest {
        LedgerDigest { entries: self.entries, sha256: hexadecimal(&self.sha256.finalize()) }
    }
}

/// The digest of the entries of a year, in the order of their references.
pub(super) async fn of_year(connection: &impl ConnectionTrait, year: FiscalYearId) -> Result<LedgerDigest> {
    let (mut digest, mut last) = (Digester::default(), String::new());
    loop {
        let rows = revenue_entry::Entity::find()
            .filter(revenue_entry::COLUMN.fiscal_year_id.eq(year))
            .filter(revenue_entry::COLUMN.reference.gt(last.as_str()))
            .order_by_asc(revenue_entry::COLUMN.reference)
            .limit(AT_ONCE)
            .all(connection)
            .await?;
        let Some(end) = rows.last() else { return Ok(digest.finish()) };
        last.clone_from(&end.reference);
        for row in &rows {
            digest.add(row)?;
        }
    }
}

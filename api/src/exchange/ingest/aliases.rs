//! The aliases of organisations that have no matching PIC: VAT numbers, names without a legal form, and
//! short names.
//!
//! They are read once per import, and only when an organisation is not found by its PIC. For each
//! organisation, memory holds its identifier and four hashes. Matches are compared again with the stored
//! data.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use entity::portfolio::organisation;
use entity::value::{OrganisationId, fold};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::likeness::{core_key, vat_key};
use super::part_row::PartRow;
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;

/// The batch size of reads.
const BATCH: u64 = 5000;

/// The organisations by alias, each with whether it has a PIC.
#[derive(Debug, Default)]
pub(crate) struct Aliases {
    by_key: HashMap<u64, Vec<(OrganisationId, bool)>>,
}

impl Aliases {
    /// Reads the aliases of all organisations.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn of(work: &UnitOfWork<'_>) -> Result<Self> {
        let mut aliases = Self::default();
        let mut last = None;
        loop {
            let mut select = organisation::Entity::find().order_by_asc(organisation::COLUMN.id).limit(BATCH);
            if let Some(last) = last {
                select = select.filter(organisation::COLUMN.id.gt(last));
            }
            let rows = select.all(work.tx).await?;
            let Some(end) = rows.last() else { return Ok(aliases) };
            last = Some(end.id);
            for row in &rows {
                aliases.add(row);
            }
        }
    }

    pub(super) fn add(&mut self, row: &organisation::Model) {
        let names = [Some(row.name_key.clone()), row.short_name.as_deref().map(fold)];
        let keys = keys(row.vat_number.as_deref(), &row.name, names);
        for key in keys {
            let ids = self.by_key.entry(key).or_default();
            if ids.iter().all(|(id, _)| *id != row.id) {
                ids.push((row.id, row.pic.is_some()));
            }
        }
    }

    /// The organisations that may match a row, the oldest first. An organisation with another PIC never
    /// matches.
    pub(super) fn candidates(&self, row: &PartRow) -> Vec<OrganisationId> {
        let names = [Some(fold(&row.name)), row.short_name.as_deref().map(fold)];
        let found = keys(row.vat_number.as_deref(), &row.name, names)
            .filter_map(|key| self.by_key.get(&key))
            .flatten()
            .filter(|(_, has_pic)| row.pic.is_none() || !has_pic);
        let mut ids: Vec<_> = found.map(|(id, _)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// The hashes of the aliases of an organisation.
fn keys(vat: Option<&str>, name: &str, names: [Option<String>; 2]) -> impl Iterator<Item = u64> + use<> {
    let vat = vat.and_then(vat_key).map(|key| ("vat", key));
    let core = ("core", core_key(name));
    let names = names.into_iter().flatten().map(|key| ("name", key));
    let keys: Vec<_> =
        vat.into_iter().chain([core]).chain(names).filter(|(_, key)| !key.is_empty()).collect();
    keys.into_iter().map(|key| {
        let mut hasher = DefaultHasher::new();
        key.hash(&mut hasher);
        hasher.finish()
    })
}

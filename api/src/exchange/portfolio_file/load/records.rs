//! Records of history. All fields together identify a record.

use std::collections::HashMap;

use chrono::{DateTime, SubsecRound, Utc};
use entity::portfolio::{date_change, stage_move, target_change};
use uuid::Uuid;

use super::planned::Planned;
use crate::platform::app::UnitOfWork;

/// A record of history.
pub(super) trait Record: Clone + PartialEq {
    /// The identifier of the row.
    fn id(&mut self) -> &mut Uuid;

    /// The time of recording.
    fn at(&mut self) -> &mut DateTime<Utc>;
}

macro_rules! records {
    ($($table:ident at $at:ident,)*) => {$(
        impl Record for $table::Model {
            fn id(&mut self) -> &mut Uuid {
                &mut self.id.0
            }

            fn at(&mut self) -> &mut DateTime<Utc> {
                &mut self.$at
            }
        }
    )*};
}

records! {
    date_change at changed_at,
    stage_move at recorded_at,
    target_change at changed_at,
}

/// The records of the file, each with the stored one that is equal except for its identifier. A stored
/// record matches one at most.
pub(super) fn recognised<R: Record>(told: Vec<R>, stored: Vec<R>) -> Vec<Planned<R>> {
    let mut known: HashMap<DateTime<Utc>, Vec<R>> = HashMap::new();
    for mut record in stored {
        known.entry(instant(&mut record)).or_default().push(record);
    }
    let planned = told.into_iter().map(|mut record| {
        let same_instant = known.get_mut(&instant(&mut record));
        let existing = same_instant.and_then(|records| {
            let index = records.iter_mut().position(|known| {
                *record.id() = *known.id();
                record == *known
            })?;
            Some(records.swap_remove(index))
        });
        Planned { existing, desired: record }
    });
    planned.collect()
}

/// The time of recording, at the precision of both databases.
fn instant<R: Record>(record: &mut R) -> DateTime<Utc> {
    *record.at() = record.at().trunc_subsecs(6);
    *record.at()
}

/// The identifiers of new records, still to be set, each with the time of recording.
pub(super) fn new_ones<R: Record>(
    planned: &mut [Planned<R>],
) -> impl Iterator<Item = (DateTime<Utc>, &mut Uuid)> {
    let new = planned.iter_mut().filter(|planned| planned.existing.is_none());
    new.map(|planned| (*planned.desired.at(), planned.desired.id()))
}

/// Sets the identifiers of new records, the oldest first: identifiers sort by age.
pub(super) fn identify<'p>(work: &UnitOfWork<'_>, new: impl Iterator<Item = (DateTime<Utc>, &'p mut Uuid)>) {
    let mut new: Vec<_> = new.collect();
    new.sort_by_key(|(at, _)| *at);
    for (_, id) in new {
        *id = work.id();
    }
}

//! The rows of a kind of record, of which each is read once.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::Arc;

use super::cells::{CellError, Cells};
use super::outcome::Outcome;
use super::record_type::RecordType;
use super::source::{Fields, Place, Record, Weighed};

/// How many bytes of records are one unit of work, if a single one has not more.
const MAX_BATCH_BYTES: usize = 8 << 20;

/// Where each of the records was that have been seen, in a few bytes a record however long they are.
#[derive(Debug, Default)]
struct Earlier {
    /// What tells the records apart, by two hashes, which are the same for two records once in 10^25; and the file and
    /// the line of the first.
    first: HashMap<(u64, u64), (u32, u32)>,
    hashes: (RandomState, RandomState),
    files: Vec<Arc<str>>,
}

impl Earlier {
    /// Where a record of the same identity was before; nothing when this is the first.
    fn first(&mut self, identity: &impl Hash, here: &Place) -> Option<Place> {
        if self.files.last() != Some(&here.file) {
            self.files.push(Arc::clone(&here.file));
        }
        let file = u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX);
        let line = u32::try_from(here.line).unwrap_or(u32::MAX);
        let (one, other) = &self.hashes;
        match self.first.entry((one.hash_one(identity), other.hash_one(identity))) {
            Entry::Vacant(new) => {
                new.insert((file, line));
                None
            }
            Entry::Occupied(first) => {
                let (file, line) = *first.get();
                let file = usize::try_from(file).ok().and_then(|file| self.files.get(file));
                let file = Arc::clone(file.unwrap_or(&here.file));
                Some(Place { file, line: u64::from(line) })
            }
        }
    }
}

/// The rows of a kind that are on their way, and what was seen of it.
#[derive(Debug)]
pub(crate) struct Batch<P: RecordType> {
    earlier: Earlier,
    pub(super) rows: Vec<(Place, P::Row)>,
    /// How many bytes the records of the rows had.
    bytes: usize,
}

impl<P: RecordType> Default for Batch<P> {
    fn default() -> Self {
        Self { earlier: Earlier::default(), rows: Vec::new(), bytes: 0 }
    }
}

impl<P: RecordType> Batch<P> {
    /// Whether it is time to write what is on its way.
    pub(crate) fn is_full(&self) -> bool {
        self.rows.len() >= P::BATCH || self.bytes >= MAX_BATCH_BYTES
    }

    /// The rows that are on their way, which are not afterwards.
    pub(super) fn leave(&mut self) -> Vec<(Place, P::Row)> {
        self.bytes = 0;
        std::mem::take(&mut self.rows)
    }

    /// Takes the row that a record says, unless it is refused.
    pub(super) fn take(&mut self, record: Record, outcome: &mut Outcome) {
        self.bytes += record.weight();
        let Record { place, fields, .. } = record;
        let read = fields.as_ref().map_err(|reason| CellError::new("", reason.as_str())).and_then(|fields| {
            let Fields { heading, values } = fields;
            let mut cells = Cells::new(heading, values);
            let row = P::read(&mut cells)?;
            outcome.leave_out(&place, cells.left_out);
            Ok(row)
        });
        let once = read.and_then(|row| {
            let first = P::identity(&row).and_then(|identity| self.earlier.first(&identity, &place));
            match first {
                Some(first) => Err(CellError::new("", already(&first, &place))),
                None => Ok(row),
            }
        });
        match once {
            Ok(row) => self.rows.push((place, row)),
            Err(wrong) => {
                if let Some((spoken, column)) = P::spoken(&mut outcome.seen) {
                    let field =
                        |fields: &Fields| fields.heading.field(&fields.values, column).map(str::to_owned);
                    spoken.refuse(fields.as_ref().ok().and_then(field));
                }
                outcome.refuse(&place, wrong);
            }
        }
    }
}

/// That a record says something of what another said before it, and where that stands.
fn already(first: &Place, here: &Place) -> String {
    let file = if first.file == here.file { String::new() } else { format!("{}, ", first.file) };
    format!("{file}line {} says something of the same already", first.line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_its_kind_is_known_by_its_file_and_line() {
        let mut earlier = Earlier::default();
        let at = |file: &str, line| Place { file: file.into(), line };
        assert_eq!(earlier.first(&"one", &at("a.csv", 2)), None);
        assert_eq!(earlier.first(&"two", &at("a.csv", 3)), None);
        let here = at("a.csv", 9);
        let first = earlier.first(&"one", &here).expect("the first");
        assert_eq!(already(&first, &here), "line 2 says something of the same already");
        let here = at("b.csv", 2);
        let first = earlier.first(&"two", &here).expect("the first");
        assert_eq!(already(&first, &here), "a.csv, line 3 says something of the same already");
    }
}

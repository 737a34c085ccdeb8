//! The rows of one record type. Duplicates are detected.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{BuildHasher, Hash, RandomState};
use std::sync::Arc;

use super::cells::{CellError, Cells};
use super::outcome::Outcome;
use super::record_type::RecordType;
use super::source::{Fields, Record, RecordPosition, Weighed};

/// The maximum size of the records of one unit of work in bytes, unless a single record is larger.
const MAX_BATCH_BYTES: usize = 8 << 20;

/// The places of all records so far, in a few bytes per record.
#[derive(Debug, Default)]
struct Earlier {
    /// Two hashes identify a record; two records have the same hashes once in 10^25. The value is the file
    /// and the line of the first.
    first: HashMap<(u64, u64), (u32, u32)>,
    hashes: (RandomState, RandomState),
    files: Vec<Arc<str>>,
}

impl Earlier {
    /// The place of an earlier record with the same identity; `None` if this is the first.
    fn first(&mut self, identity: &impl Hash, here: &RecordPosition) -> Option<RecordPosition> {
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
                Some(RecordPosition { file, line: u64::from(line) })
            }
        }
    }
}

/// The pending rows of a record type, with the places seen so far.
#[derive(Debug)]
pub(crate) struct Batch<P: RecordType> {
    earlier: Earlier,
    pub(super) rows: Vec<(RecordPosition, P::Row)>,
    /// The size of the records of the rows.
    bytes: usize,
}

impl<P: RecordType> Default for Batch<P> {
    fn default() -> Self {
        Self { earlier: Earlier::default(), rows: Vec::new(), bytes: 0 }
    }
}

impl<P: RecordType> Batch<P> {
    /// Whether the pending rows should be written now.
    pub(crate) fn is_full(&self) -> bool {
        self.rows.len() >= P::BATCH || self.bytes >= MAX_BATCH_BYTES
    }

    /// Takes all pending rows.
    pub(super) fn leave(&mut self) -> Vec<(RecordPosition, P::Row)> {
        self.bytes = 0;
        std::mem::take(&mut self.rows)
    }

    /// Adds the row of a record, unless it is refused.
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
                if let Some((spoken, column)) = P::spoken(&mut outcome.seen_records) {
                    let field =
                        |fields: &Fields| fields.heading.field(&fields.values, column).map(str::to_owned);
                    spoken.refuse(fields.as_ref().ok().and_then(field));
                }
                outcome.refuse(&place, wrong);
            }
        }
    }
}

/// The text for a duplicate, with the place of the first.
fn already(first: &RecordPosition, here: &RecordPosition) -> String {
    let file = if first.file == here.file { String::new() } else { format!("{}, ", first.file) };
    format!("{file}line {} already has a record for the same item", first.line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_its_kind_is_known_by_its_file_and_line() {
        let mut earlier = Earlier::default();
        let at = |file: &str, line| RecordPosition { file: file.into(), line };
        assert_eq!(earlier.first(&"one", &at("a.csv", 2)), None);
        assert_eq!(earlier.first(&"two", &at("a.csv", 3)), None);
        let here = at("a.csv", 9);
        let first = earlier.first(&"one", &here).expect("the first");
        assert_eq!(already(&first, &here), "line 2 already has a record for the same item");
        let here = at("b.csv", 2);
        let first = earlier.first(&"two", &here).expect("the first");
        assert_eq!(already(&first, &here), "a.csv, line 3 already has a record for the same item");
    }
}

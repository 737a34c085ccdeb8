//! The columns of a file that are not read. They are reported once, at the end of the file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::bounds::{MAX_COLUMNS, MAX_REASON_CHARS};
use super::fault::Fault;
use super::record_type::RecordType;
use super::source::{Fields, Heading, Record, RecordPosition};
use crate::platform::quote::shortened;

/// The maximum length of a displayed name.
const MAX_NAME_SHOWN: usize = 60;
/// The maximum number of notes per file on ignored data.
const MAX_NOTES: usize = 20;

/// The ignored columns of a file.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    file: Option<Arc<str>>,
    last: Option<Arc<Heading>>,
    /// The positions of columns without a name in the last heading.
    nameless: Vec<usize>,
    ignored: Ignored,
}

/// The names of ignored data. Names that differ only in a number count as one: `Partner 2 region` is one of
/// many.
#[derive(Debug, Default)]
pub(crate) struct Ignored {
    all: BTreeSet<String>,
    /// By the name without its number: one of the names, and their count.
    alike: BTreeMap<String, (String, usize)>,
    order: Vec<String>,
}

impl Columns {
    /// Finds the columns of a record that are not read.
    ///
    /// # Errors
    /// When two columns that are read have the same name.
    pub(crate) fn look<P: RecordType>(&mut self, record: &Record) -> Result<(), Fault> {
        let Record { place: RecordPosition { file, .. }, fields, .. } = record;
        let Ok(Fields { heading, values }) = fields else { return Ok(()) };
        if self.last.as_ref().is_none_or(|last| !Arc::ptr_eq(last, heading)) {
            self.last = Some(Arc::clone(heading));
            self.file.get_or_insert_with(|| Arc::clone(file));
            if let Some(name) = heading.repeated(P::reads) {
                return Err(Fault::Twice(file.to_string(), heading.line, name.to_owned()));
            }
            let names = || heading.names().iter();
            names()
                .filter(|name| !name.is_empty() && !P::reads(name))
                .for_each(|name| self.ignored.add(name));
            self.nameless = names().zip(0..).filter(|(name, _)| name.is_empty()).map(|(_, at)| at).collect();
        }
        let is_filled = |at: &usize| values.get(*at).is_some_and(|value| !value.is_empty());
        for at in self.nameless.iter().filter(|at| is_filled(at)) {
            self.ignored.add(&format!("column {}, which has no name", at + 1));
        }
        Ok(())
    }

    /// The notes on the file, with its name.
    pub(super) fn notes(&self) -> Option<(&str, Vec<String>)> {
        Some((self.file.as_deref()?, self.ignored.notes("column")))
    }
}

impl Ignored {
    pub(crate) fn add(&mut self, name: &str) {
        if self.all.len() >= MAX_COLUMNS || self.all.contains(name) {
            return;
        }
        self.all.insert(name.to_owned());
        let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
        let plain: Vec<_> = name.split(' ').map(|word| if is_number(&word) { "0" } else { word }).collect();
        let plain = plain.join(" ");
        let known = self.alike.entry(plain.clone()).or_insert_with(|| {
            self.order.push(plain);
            (name.to_owned(), 0)
        });
        known.1 += 1;
    }

    /// The notes that these are not imported: one, unless it would be too long.
    pub(crate) fn notes(&self, what: &str) -> Vec<String> {
        let count = self.all.len();
        if count == 0 {
            return Vec::new();
        }
        let are = if count == 1 { " is" } else { "s are" };
        let mut notes = vec![format!("{count} {what}{are} not imported: ")];
        let mut left = self.order.len();
        for (name, alike) in self.order.iter().filter_map(|plain| self.alike.get(plain)) {
            let others =
                if *alike > 1 { format!(" (and {} with other numbers)", alike - 1) } else { String::new() };
            let shown = format!("`{}`{others}", shortened(name, MAX_NAME_SHOWN).replace('`', "'"));
            let is_full = |note: &String| note.chars().count() + shown.chars().count() + 2 > MAX_REASON_CHARS;
            if notes.last().is_none_or(is_full) {
                if notes.len() == MAX_NOTES {
                    notes.push(format!("and {left} more that are not imported"));
                    break;
                }
                notes.push("not imported either: ".to_owned());
            }
            if let Some(note) = notes.last_mut() {
                let comma = if note.ends_with(": ") { "" } else { ", " };
                note.extend([comma, &shown]);
            }
            left -= 1;
        }
        notes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(names: &[String]) -> Vec<String> {
        let mut ignored = Ignored::default();
        for name in names {
            ignored.add(name);
        }
        ignored.notes("column")
    }

    #[test]
    fn what_is_not_imported_is_said_in_one_sentence() {
        let of = |names: &[&str]| notes(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&[]), Vec::<String>::new());
        assert_eq!(of(&["rcn", "rcn"]), ["1 column is not imported: `rcn`"]);
        let many = ["SME", "Partner 1 region", "x1", "Partner 20 region", "x2"];
        let said =
            "5 columns are not imported: `SME`, `Partner 1 region` (and 1 with other numbers), `x1`, `x2`";
        assert_eq!(of(&many), [said]);
    }

    #[test]
    fn many_names_are_several_sentences_of_which_none_is_too_long() {
        let names: Vec<_> = (0..2_000).map(|number| format!("{}{number}", "x".repeat(99))).collect();
        let notes = notes(&names);
        assert_eq!(notes.len(), MAX_NOTES + 1);
        assert!(notes.iter().all(|note| note.chars().count() <= MAX_REASON_CHARS), "{notes:?}");
        assert!(notes[0].starts_with("2000 columns are not imported: ") && notes[20].starts_with("and 1"));
    }
}

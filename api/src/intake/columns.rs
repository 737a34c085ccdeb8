//! Which columns of a file are read, and which are not.

use std::collections::HashSet;
use std::sync::Arc;

use super::cells::Wrong;
use super::outcome::Outcome;
use super::source::{Fields, Heading, Place, Record};
use super::{Fault, Published};

/// The columns of the records that were seen.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    last: Option<Arc<Heading>>,
    /// Those that are not read, without their numbers.
    ignored: HashSet<String>,
}

impl Columns {
    /// Lists the columns of a record that are not read, once.
    ///
    /// # Errors
    /// That two columns that are read have one name.
    pub(super) fn look<P: Published>(
        &mut self,
        Record { place, fields, .. }: &Record,
        outcome: &mut Outcome,
    ) -> Result<(), Fault> {
        let Ok(Fields { heading, .. }) = fields else { return Ok(()) };
        if self.last.as_ref().is_some_and(|last| Arc::ptr_eq(last, heading)) {
            return Ok(());
        }
        self.last = Some(Arc::clone(heading));
        if let Some(name) = heading.repeated(P::reads) {
            return Err(Fault::Twice(place.file.to_string(), heading.line, name.to_owned()));
        }
        let place = Place { line: heading.line, ..place.clone() };
        let is_digit = |letter: char| letter.is_ascii_digit();
        for name in heading.names().iter().filter(|name| !name.is_empty() && !P::reads(name)) {
            // `Partner 2 region` is one of many.
            if self.ignored.insert(name.replace(is_digit, "")) {
                let others =
                    if name.contains(is_digit) { ", or any that differs in its number alone," } else { "" };
                let wrong = Wrong::new(name.clone(), format!("this column{others} is not imported"));
                outcome.leave_out(&place, vec![wrong]);
            }
        }
        Ok(())
    }
}

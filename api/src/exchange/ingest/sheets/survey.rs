//! The data of a sheet that needs a full pass: merged cells are listed after all cells.

use std::io;

use super::address::{Address, Merged};
use super::xml::{Token, Xml};
use crate::exchange::ingest::bounds::{MAX_CELLS, MAX_COLUMNS, MAX_MERGED, beyond};

/// The result of the pass over a sheet.
#[derive(Debug, Default)]
pub(crate) struct Survey {
    /// The merged cells, those of upper rows first.
    pub(crate) merged: Vec<Merged>,
    /// The last row with content, by column.
    pub(crate) last_rows: Vec<Option<u32>>,
}

impl Survey {
    pub(super) fn of(mut part: Xml<'_>) -> io::Result<Self> {
        let (mut survey, mut next, mut count) = (Self::default(), Address::default(), 0);
        loop {
            let tag = match part.next()? {
                Token::Eof => break,
                Token::Start(tag) => tag,
                Token::End | Token::Text(_) => continue,
            };
            if tag.is("row") {
                let number = tag.attribute("r")?.and_then(|number| number.parse::<u32>().ok());
                let row =
                    number.map_or(next.row + u32::from(next.column > 0), |number| number.saturating_sub(1));
                next = Address { row, column: 0 };
            } else if tag.is("c") {
                count += 1;
                let at = tag.attribute("r")?.and_then(|name| Address::parse(&name)).unwrap_or(next);
                next = Address { row: at.row, column: at.column + 1 };
            } else if tag.is("v") || tag.is("is") || tag.is("f") {
                survey.note(Address { row: next.row, column: next.column.saturating_sub(1) });
            } else if tag.is("mergeCell") {
                let range = tag.attribute("ref")?.unwrap_or_default();
                let merged =
                    Merged::parse(&range).ok_or_else(|| beyond(format!("it merges the cells `{range}`")))?;
                survey.merged.extend((merged.first != merged.last).then_some(merged));
            }
            if count > MAX_CELLS {
                return Err(beyond(format!("a sheet has more than {MAX_CELLS} cells")));
            }
            if survey.merged.len() > MAX_MERGED {
                return Err(beyond(format!("a sheet has more than {MAX_MERGED} merged ranges")));
            }
        }
        survey.merged.sort_unstable();
        Ok(survey)
    }

    /// Records a cell with content.
    pub(super) fn note(&mut self, at: Address) {
        let column = usize::try_from(at.column).unwrap_or(MAX_COLUMNS);
        if column < MAX_COLUMNS {
            self.last_rows.resize(self.last_rows.len().max(column + 1), None);
            self.last_rows[column] = Some(at.row);
        }
    }
}

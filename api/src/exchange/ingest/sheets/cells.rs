//! The cells of a sheet of an `.xlsx`, one by one in file order.

use std::io;

use super::address::Address;
use super::formats::Format;
use super::strings::Strings;
use super::xml::{Tag, Texts, Token, Xml};
use crate::exchange::ingest::bounds::{MAX_CELLS, beyond};
use crate::exchange::ingest::source::trimmed;

/// The content of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Value {
    Text(String),
    /// A number, as written in the file.
    Number(String),
    /// A date in ISO 8601, which few programs write.
    Iso(String),
    Bool(bool),
    /// An error of the spreadsheet: `#REF!`.
    Error(String),
    /// A formula without a stored result.
    Uncomputed,
}

/// A cell with content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) at: Address,
    pub(crate) value: Value,
    pub(crate) format: Format,
}

/// A sheet that is read cell by cell.
pub(crate) struct CellReader<'b> {
    pub(super) part: Xml<'b>,
    pub(super) strings: &'b mut Strings,
    pub(super) formats: &'b [Format],
    pub(super) count: u64,
    pub(super) next: Address,
}

impl CellReader<'_> {
    /// The next cell with content.
    ///
    /// # Errors
    /// When the sheet cannot be read, is not in order, or has too many cells.
    pub(crate) fn next(&mut self) -> io::Result<Option<Cell>> {
        loop {
            let tag = match self.part.next()? {
                Token::Eof => return Ok(None),
                Token::Start(tag) => tag,
                Token::End | Token::Text(_) => continue,
            };
            if tag.is("row") {
                let number = tag.attribute("r")?;
                self.row(number.as_deref())?;
            } else if tag.is("c") {
                let written = Written::of(&tag)?;
                if let Some(cell) = self.cell(&written)? {
                    return Ok(Some(cell));
                }
            }
        }
    }

    fn row(&mut self, number: Option<&str>) -> io::Result<()> {
        let row = match number {
            // A row without a number is the one below the last.
            None if self.next.column == 0 => self.next.row,
            None => self.next.row + 1,
            Some(number) => {
                let name = format!("A{number}");
                Address::parse(&name).ok_or_else(|| beyond(format!("it has a row `{number}`")))?.row
            }
        };
        let begun = u32::from(self.next.column > 0);
        if row < self.next.row + begun {
            return Err(beyond(format!("its rows are not in order: row {} is repeated or late", row + 1)));
        }
        self.next = Address { row, column: 0 };
        Ok(())
    }

    fn cell(&mut self, written: &Written) -> io::Result<Option<Cell>> {
        self.count += 1;
        if self.count > MAX_CELLS {
            return Err(beyond(format!("a sheet has more than {MAX_CELLS} cells")));
        }
        let at = match &written.name {
            None => self.next,
            Some(name) => {
                let outside =
                    || beyond(format!("the cell `{name}` is outside the sheet, which ends at XFD1048576"));
                Address::parse(name).ok_or_else(outside)?
            }
        };
        if at < self.next {
            return Err(beyond(format!("its cells are not in order: {at} is repeated or late")));
        }
        self.next = Address { row: at.row, column: at.column + 1 };
        let format = written.style.and_then(|style| self.formats.get(style)).copied().unwrap_or_default();
        let value = self.value(written.kind.as_deref().unwrap_or("n"))?;
        Ok(value.map(|value| Cell { at, value, format }))
    }

    fn value(&mut self, kind: &str) -> io::Result<Option<Value>> {
        let (inside, mut formula, mut value, mut inline) = (self.part.depth(), false, None, None);
        while self.part.depth() >= inside {
            match self.part.next()? {
                Token::Start(tag) if tag.is("v") => value = Some(self.part.text(Texts::Own)?),
                Token::Start(tag) if tag.is("is") => inline = Some(self.part.text(Texts::Runs)?),
                Token::Start(tag) => {
                    formula |= tag.is("f");
                    self.part.skip()?;
                }
                Token::Eof => return Err(io::ErrorKind::UnexpectedEof.into()),
                Token::End | Token::Text(_) => {}
            }
        }
        let text = |text: &str| Some(trimmed(text)).filter(|text| !text.is_empty()).map(Value::Text);
        let stored = value.as_deref().map(str::trim).filter(|value| !value.is_empty());
        Ok(match (kind, stored) {
            ("inlineStr", _) => text(&inline.or(value).unwrap_or_default()),
            ("str", _) if value.is_some() => text(&value.unwrap_or_default()),
            (_, None) => formula.then_some(Value::Uncomputed),
            ("s", Some(number)) => {
                let number = number.parse().map_err(|_| {
                    beyond(format!("a cell refers to the shared text `{number}`, which is not a number"))
                })?;
                text(&self.strings.get(number)?)
            }
            ("b", Some(value)) => Some(Value::Bool(matches!(value, "1" | "true"))),
            ("e", Some(error)) => Some(Value::Error(error.to_owned())),
            ("d", Some(day)) => Some(Value::Iso(day.to_owned())),
            (_, Some(number)) => Some(Value::Number(number.to_owned())),
        })
    }
}

/// A cell as its element gives it.
struct Written {
    name: Option<String>,
    style: Option<usize>,
    kind: Option<String>,
}

impl Written {
    fn of(tag: &Tag<'_>) -> io::Result<Self> {
        let style = tag.attribute("s")?.and_then(|style| style.parse().ok());
        Ok(Self { name: tag.attribute("r")?, style, kind: tag.attribute("t")? })
    }
}

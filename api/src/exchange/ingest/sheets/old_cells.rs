//! The cells of a sheet of an `.xls`, one by one in file order.

use std::io::{self, Read, Seek};

use cfb::Stream;
use rust_decimal::Decimal;

use super::address::{Address, Merged};
use super::biff::{Record, Records};
use super::cells::{Cell, Value};
use super::formats::Format;
use super::shown::decimal;
use super::strings::Strings;
use crate::exchange::ingest::bounds::{MAX_CELLS, MAX_MERGED, beyond};
use crate::exchange::ingest::packed::Metered;
use crate::exchange::ingest::source::trimmed;

/// A sheet that is read cell by cell.
pub(crate) struct OldCells<'b, R> {
    pub(super) records: &'b mut Records<Stream<Metered<R>>>,
    pub(super) strings: &'b mut Strings,
    pub(super) formats: &'b [Format],
    pub(super) record: Record,
    /// Cells of one record, the last first.
    pub(super) waiting: Vec<Cell>,
    pub(super) merged: Vec<Merged>,
    /// The nesting depth of record streams: a chart in a sheet is a stream of its own.
    pub(super) depth: usize,
    pub(super) count: u64,
    pub(super) next: Address,
}

impl<R: Read + Seek> OldCells<'_, R> {
    /// The next cell with content.
    ///
    /// # Errors
    /// When the sheet cannot be read, is not in order, or has too many cells.
    pub(crate) fn next(&mut self) -> io::Result<Option<Cell>> {
        loop {
            if let Some(cell) = self.waiting.pop() {
                self.passes(cell.at)?;
                return Ok(Some(cell));
            }
            if !self.records.next(&mut self.record)? {
                return Ok(None);
            }
            match (self.record.kind, self.depth) {
                (0x0809, _) => self.depth += 1,
                (0x000a, 0 | 1) => return Ok(None),
                (0x000a, _) => self.depth -= 1,
                (_, 0 | 1) => self.take()?,
                _ => {}
            }
        }
    }

    fn passes(&mut self, at: Address) -> io::Result<()> {
        self.count += 1;
        if self.count > MAX_CELLS {
            return Err(beyond(format!("a sheet has more than {MAX_CELLS} cells")));
        }
        if at < self.next {
            return Err(beyond(format!("its cells are not in order: {at} is repeated or late")));
        }
        self.next = Address { row: at.row, column: at.column + 1 };
        Ok(())
    }

    fn take(&mut self) -> io::Result<()> {
        match self.record.kind {
            0x00e5 => return self.merged(),
            0x00bd => return self.many(),
            0x0203 | 0x027e | 0x00fd | 0x0204 | 0x00d6 | 0x0205 | 0x0006 => {}
            _ => return Ok(()),
        }
        let record = &mut self.record;
        let (row, column, style) = (record.u16()?, record.u16()?, record.u16()?);
        let value = match record.kind {
            0x0203 => Some(Value::Number(record.f64()?.to_string())),
            0x027e => Some(Value::Number(compact(record.u32()?))),
            0x00fd => text(&self.strings.get(usize::try_from(record.u32()?).unwrap_or(usize::MAX))?),
            0x0204 | 0x00d6 => text(&self.records.text(record)?),
            0x0205 => {
                let (value, is_error) = (record.u8()?, record.u8()? == 1);
                Some(if is_error { error(value) } else { Value::Bool(value > 0) })
            }
            _ => self.result()?,
        };
        let format = self.formats.get(usize::from(style)).copied().unwrap_or_default();
        let at = Address { row: row.into(), column: column.into() };
        self.waiting.extend(value.map(|value| Cell { at, value, format }));
        Ok(())
    }

    /// The result of a formula ([MS-XLS], 2.5.133).
    fn result(&mut self) -> io::Result<Option<Value>> {
        let bytes: [u8; 8] = self.record.bytes()?;
        if bytes[6..] != [0xff, 0xff] {
            return Ok(Some(Value::Number(f64::from_le_bytes(bytes).to_string())));
        }
        match bytes[0] {
            // The text is in the next record; the shared part of the formula may be between them.
            0 => loop {
                if !self.records.next(&mut self.record)? {
                    return Ok(Some(Value::Uncomputed));
                }
                match self.record.kind {
                    0x0207 => return Ok(text(&self.records.text(&mut self.record)?)),
                    0x04bc | 0x0221 | 0x0236 | 0x003c => {}
                    _ => return Err(beyond("the result of a formula is not at the expected position")),
                }
            },
            1 => Ok(Some(Value::Bool(bytes[2] > 0))),
            2 => Ok(Some(error(bytes[2]))),
            _ => Ok(None),
        }
    }

    /// Reads several numbers of a row.
    fn many(&mut self) -> io::Result<()> {
        let (row, first) = (self.record.u16()?, self.record.u16()?);
        let count = self.record.len().saturating_sub(6) / 6;
        for column in (u32::from(first)..).take(count) {
            let (style, number) = (self.record.u16()?, self.record.u32()?);
            let format = self.formats.get(usize::from(style)).copied().unwrap_or_default();
            let at = Address { row: row.into(), column };
            self.waiting.push(Cell { at, value: Value::Number(compact(number)), format });
        }
        self.waiting.reverse();
        Ok(())
    }

    fn merged(&mut self) -> io::Result<()> {
        for _ in 0..self.record.u16()? {
            let place = |record: &mut Record| record.u16().map(u32::from);
            let record = &mut self.record;
            let (top, bottom) = (place(record)?, place(record)?);
            let (left, right) = (place(record)?, place(record)?);
            let (first, last) = (Address { row: top, column: left }, Address { row: bottom, column: right });
            self.merged.extend((first != last).then_some(Merged { first, last }));
        }
        if self.merged.len() > MAX_MERGED {
            return Err(beyond(format!("a sheet has more than {MAX_MERGED} merged ranges")));
        }
        Ok(())
    }
}

fn text(text: &str) -> Option<Value> {
    Some(trimmed(text)).filter(|text| !text.is_empty()).map(Value::Text)
}

/// A number in four bytes: a whole number or the first half of a binary fraction, as it is or in hundredths
/// ([MS-XLS], 2.5.217).
fn compact(number: u32) -> String {
    let in_hundredths = number & 1 > 0;
    if number & 2 > 0 {
        let whole = i64::from(number.cast_signed() >> 2);
        return Decimal::new(whole, if in_hundredths { 2 } else { 0 }).to_string();
    }
    let exact = f64::from_bits(u64::from(number & !3) << 32).to_string();
    match decimal(&exact).filter(|_| in_hundredths) {
        Some(hundredths) => (hundredths / Decimal::ONE_HUNDRED).to_string(),
        None => exact,
    }
}

/// An error by its number ([MS-XLS], 2.5.10).
fn error(number: u8) -> Value {
    let error = match number {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Value::Error(error.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_numbers_are_whole_or_fractions_or_hundredths() {
        for (number, expected) in [
            (0x0000_0006, "1"),
            (0xffff_fffe, "-1"),
            (0x0000_1eeb, "19.78"),
            (0x3ff8_0000, "1.5"),
            (0x405e_dd2f_u32 & !3 | 1, "1.2345"),
        ] {
            let read = compact(number);
            assert!(read.starts_with(expected), "{read} is not {expected}");
        }
    }
}

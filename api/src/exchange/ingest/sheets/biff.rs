//! The records of an `.xls` ([MS-XLS], 2.1.4), and their texts.

use std::io::{self, BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom};

use crate::exchange::ingest::bounds::{MAX_CELL_BYTES, beyond};

/// The record continues the one before it.
const CONTINUE: u16 = 0x003c;

/// A record: its kind and its content.
#[derive(Debug, Default)]
pub(super) struct Record {
    pub(super) kind: u16,
    data: Vec<u8>,
    at: usize,
}

pub(super) struct Records<R> {
    input: BufReader<R>,
}

impl<R: Read + Seek> Records<R> {
    pub(super) fn of(input: R) -> Self {
        Self { input: BufReader::with_capacity(64 << 10, input) }
    }

    /// Moves to the position of the next record.
    pub(super) fn seek(&mut self, place: u64) -> io::Result<()> {
        self.input.seek(SeekFrom::Start(place)).map(drop)
    }

    /// Reads the next record into the same buffer; false if there is none.
    pub(super) fn next(&mut self, record: &mut Record) -> io::Result<bool> {
        if self.input.fill_buf()?.is_empty() {
            return Ok(false);
        }
        let mut head = [0; 4];
        self.input.read_exact(&mut head).map_err(cut)?;
        let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
        record.kind = u16::from_le_bytes([head[0], head[1]]);
        record.at = 0;
        record.data.resize(length, 0);
        self.input.read_exact(&mut record.data).map_err(cut)?;
        Ok(true)
    }

    /// Ensures that a record has data left, and reads its continuation if needed.
    pub(super) fn go_on(&mut self, record: &mut Record) -> io::Result<bool> {
        if record.left() > 0 {
            return Ok(true);
        }
        let head = self.input.fill_buf()?;
        if head.get(..2) != Some(&CONTINUE.to_le_bytes()) {
            return Ok(false);
        }
        let kind = record.kind;
        let is_there = self.next(record)?;
        record.kind = kind;
        Ok(is_there)
    }

    /// A text with a length of two bytes, which can continue in other records ([MS-XLS], 2.5.293 and
    /// 2.5.294).
    pub(super) fn text(&mut self, record: &mut Record) -> io::Result<String> {
        let count = usize::from(record.u16()?);
        let flags = record.u8()?;
        let runs = if flags & 0x08 > 0 { usize::from(record.u16()?) } else { 0 };
        let beside = if flags & 0x04 > 0 { record.u32()? } else { 0 };
        let text = self.letters(record, count, flags & 1 > 0)?;
        let mut rest = runs * 4 + usize::try_from(beside).unwrap_or(usize::MAX);
        while rest > 0 {
            if !self.go_on(record)? {
                return Err(unexpected_end());
            }
            let taken = rest.min(record.left());
            record.at += taken;
            rest -= taken;
        }
        Ok(text)
    }

    fn letters(&mut self, record: &mut Record, count: usize, mut wide: bool) -> io::Result<String> {
        if count > MAX_CELL_BYTES / 2 {
            return Err(beyond(format!("the text of a cell has more than {MAX_CELL_BYTES} bytes")));
        }
        let mut letters = Vec::with_capacity(count);
        while letters.len() < count {
            if record.left() == 0 {
                if !self.go_on(record)? {
                    return Err(unexpected_end());
                }
                wide = record.u8()? & 1 > 0;
            }
            letters.push(if wide { record.u16()? } else { u16::from(record.u8()?) });
        }
        Ok(String::from_utf16_lossy(&letters))
    }
}

impl Record {
    fn left(&self) -> usize {
        self.data.len() - self.at
    }

    /// The length in bytes.
    pub(super) fn len(&self) -> usize {
        self.data.len()
    }

    pub(super) fn bytes<const N: usize>(&mut self) -> io::Result<[u8; N]> {
        let bytes = self.data.get(self.at..self.at + N).and_then(|bytes| bytes.try_into().ok());
        self.at += N;
        bytes.ok_or_else(unexpected_end)
    }

    pub(super) fn u8(&mut self) -> io::Result<u8> {
        self.bytes::<1>().map(|[byte]| byte)
    }

    pub(super) fn u16(&mut self) -> io::Result<u16> {
        self.bytes().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> io::Result<u32> {
        self.bytes().map(u32::from_le_bytes)
    }

    pub(super) fn f64(&mut self) -> io::Result<f64> {
        self.bytes().map(f64::from_le_bytes)
    }

    /// A text with a length of one byte.
    pub(super) fn short_text(&mut self) -> io::Result<String> {
        let count = self.u8()?;
        let wide = self.u8()? & 1 > 0;
        let letter = |_| if wide { self.u16() } else { self.u8().map(u16::from) };
        let letters = (0..count).map(letter).collect::<io::Result<Vec<_>>>()?;
        Ok(String::from_utf16_lossy(&letters))
    }
}

/// The error of a truncated record.
fn cut(cause: io::Error) -> io::Error {
    if cause.kind() == ErrorKind::UnexpectedEof { unexpected_end() } else { cause }
}

fn unexpected_end() -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, "a record ends early")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len()).expect("a length");
        [&kind.to_le_bytes()[..], &length.to_le_bytes()[..], data].concat()
    }

    #[test]
    fn a_text_goes_on_in_the_next_record_in_either_width() {
        let text = [&[6, 0, 0x08, 1, 0][..], b"ab", &[][..]].concat();
        let more = [&[1][..], &[b'c', 0, 0xac, 0x20, b'e', 0, b'f', 0][..], &[9; 4][..]].concat();
        let stream = [record(0x00fc, &text), record(CONTINUE, &more), record(0x0a, &[])].concat();
        let mut records = Records::of(io::Cursor::new(stream));
        let mut first = Record::default();
        assert!(records.next(&mut first).expect("a record"));
        assert_eq!(records.text(&mut first).expect("a text"), "abc\u{20ac}ef");
        assert!(records.next(&mut first).expect("a record") && first.kind == 0x0a);
        assert!(!records.next(&mut first).expect("the end"));
    }

    #[test]
    fn a_text_that_ends_before_its_time_is_refused() {
        let mut records = Records::of(io::Cursor::new(record(0x0204, &[9, 0, 0, b'a'])));
        let mut first = Record::default();
        assert!(records.next(&mut first).expect("a record"));
        assert!(records.text(&mut first).is_err());
    }
}

//! The shared texts of a workbook: a few are kept in memory, many in a temporary file.

use std::io::{self, Read, Seek, SeekFrom, Write};

use tempfile::SpooledTempFile;

use super::xml::{Texts, Token, Xml};
use crate::exchange::ingest::bounds::{MAX_PART_BYTES, MAX_SHARED_STRINGS, beyond};

/// The maximum size in memory, in bytes.
const MAX_BYTES_IN_MEMORY: usize = 32 << 20;

/// The shared texts, by number.
#[derive(Debug)]
pub(super) struct Strings {
    kept: SpooledTempFile,
    /// The end position of each text.
    ends: Vec<u64>,
}

impl Default for Strings {
    fn default() -> Self {
        Self { kept: SpooledTempFile::new(MAX_BYTES_IN_MEMORY), ends: Vec::new() }
    }
}

impl Strings {
    pub(super) fn read(mut part: Xml<'_>) -> io::Result<Self> {
        let mut strings = Self::default();
        loop {
            match part.next()? {
                Token::Start(tag) if tag.is("si") => {}
                Token::Eof => return Ok(strings),
                _ => continue,
            }
            strings.push(&part.text(Texts::Runs)?)?;
        }
    }

    pub(super) fn push(&mut self, text: &str) -> io::Result<()> {
        let end = self.ends.last().copied().unwrap_or_default();
        let end = end + u64::try_from(text.len()).unwrap_or_default();
        if self.ends.len() == MAX_SHARED_STRINGS || end > MAX_PART_BYTES {
            let most = format!("{MAX_SHARED_STRINGS} texts or {MAX_PART_BYTES} bytes of them");
            return Err(beyond(format!("its cells share more than {most}")));
        }
        self.kept.write_all(text.as_bytes())?;
        self.ends.push(end);
        Ok(())
    }

    /// The text with this number.
    pub(super) fn get(&mut self, number: usize) -> io::Result<String> {
        let Some(end) = self.ends.get(number).copied() else {
            return Err(beyond(format!("a cell refers to the shared text {number}, which does not exist")));
        };
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        let mut text = vec![0; usize::try_from(end - start).unwrap_or_default()];
        self.kept.seek(SeekFrom::Start(start))?;
        self.kept.read_exact(&mut text)?;
        String::from_utf8(text).map_err(io::Error::other)
    }
}

//! Opening an archive whose directory is no larger than it may be.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use zip::ZipArchive;

use super::bounds::{MAX_DIRECTORY_BYTES, beyond};

/// The longest end of an archive: the records of the end of its directory, and a comment of 65,535 bytes.
const END_BYTES: u64 = 66_000;
/// The first bytes of the record that ends the directory, of archives with more than 65,535 files (APPNOTE, 4.3.14).
const ZIP64_END: &[u8] = b"PK\x06\x06";

/// A file of which no more than a number of bytes is read until it has been opened.
#[derive(Debug)]
pub(crate) struct Metered<R> {
    input: R,
    left: Arc<AtomicU64>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        let bytes = u64::try_from(read).unwrap_or_default();
        let left = self.left.load(Ordering::Relaxed);
        if bytes > left {
            return Err(beyond(format!("its directory has more than {MAX_DIRECTORY_BYTES} bytes")));
        }
        if left != u64::MAX {
            self.left.store(left - bytes, Ordering::Relaxed);
        }
        Ok(read)
    }
}

impl<R: Seek> Seek for Metered<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.input.seek(to)
    }
}

/// Opens an archive of at most so many files.
///
/// # Errors
/// That it is none, or that it holds more.
pub(crate) fn open<R: Read + Seek>(mut input: R, most: usize) -> io::Result<ZipArchive<Metered<R>>> {
    let too_many = || beyond(format!("it holds more than {most} files"));
    // The reader of archives makes room for as many files as the directory says there are.
    if declared(&mut input)?.is_some_and(|files| files > u64::try_from(most).unwrap_or_default()) {
        return Err(too_many());
    }
    let left = Arc::new(AtomicU64::new(MAX_DIRECTORY_BYTES));
    let archive = ZipArchive::new(Metered { input, left: Arc::clone(&left) })?;
    left.store(u64::MAX, Ordering::Relaxed);
    if archive.len() > most { Err(too_many()) } else { Ok(archive) }
}

/// How many files an archive says to have, where it may have more than 65,535.
fn declared<R: Read + Seek>(input: &mut R) -> io::Result<Option<u64>> {
    let length = input.seek(SeekFrom::End(0))?;
    input.seek(SeekFrom::Start(length.saturating_sub(END_BYTES)))?;
    let mut end = Vec::new();
    input.take(END_BYTES).read_to_end(&mut end)?;
    input.rewind()?;
    let records = end.windows(ZIP64_END.len()).enumerate().filter(|(_, four)| *four == ZIP64_END);
    let counts = records.filter_map(|(at, _)| end.get(at + 32..at + 40)?.try_into().ok());
    Ok(counts.map(u64::from_le_bytes).max())
}

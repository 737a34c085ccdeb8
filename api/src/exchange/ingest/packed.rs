//! Opening an archive, or a compound file, whose directory is no larger than it may be.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use zip::ZipArchive;

use super::bounds::{MAX_DIRECTORY_BYTES, beyond};

/// The end of the directory of an archive (APPNOTE, 4.3.16).
const END: &[u8] = b"PK\x05\x06";
/// Where the longer end is, of archives with more than 65,535 files (APPNOTE, 4.3.15). It lies right before [`END`].
const ZIP64_LOCATOR: &[u8] = b"PK\x06\x07";
const LOCATOR_BYTES: usize = 20;
/// The longer end itself (APPNOTE, 4.3.14). It lies right before its locator, unless something is added to it.
const ZIP64_END: &[u8] = b"PK\x06\x06";
const ZIP64_END_BYTES: usize = 56;
/// How much of a file is looked through at once, in bytes.
const PIECE: usize = 1 << 20;

/// A file of which no more than a number of bytes is read.
#[derive(Debug)]
pub(crate) struct Metered<R> {
    input: R,
    left: Allowance,
}

/// How much of a file may still be read.
#[derive(Clone, Debug)]
pub(crate) struct Allowance(Arc<AtomicU64>);

impl Allowance {
    /// From now on, so many bytes may be read.
    pub(crate) fn set(&self, bytes: u64) {
        self.0.store(bytes, Ordering::Relaxed);
    }
}

impl<R> Metered<R> {
    /// A file of which only a directory is read, until its allowance is set anew.
    pub(crate) fn of(input: R) -> (Self, Allowance) {
        let left = Allowance(Arc::new(AtomicU64::new(MAX_DIRECTORY_BYTES)));
        (Self { input, left: left.clone() }, left)
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.0.load(Ordering::Relaxed);
        if left == 0 && !buffer.is_empty() {
            return Err(beyond(
                "its directory is too large, or parts of it overlap: more is to be read than a file of its size holds",
            ));
        }
        // Whoever asks may have made room for all that a file says to hold: only what is filled takes memory.
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        let read = self.input.read(&mut buffer[..most])?;
        self.left.set(left - u64::try_from(read).unwrap_or_default().min(left));
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
    let (input, left) = Metered::of(input);
    let archive = ZipArchive::new(input)?;
    left.set(u64::MAX);
    if archive.len() > most { Err(too_many()) } else { Ok(archive) }
}

/// How many files an archive says to have, where it may have more than 65,535: the most that any of its ends says. Ends
/// are looked for as far from the end of the file as its reader may look.
fn declared<R: Read + Seek>(input: &mut R) -> io::Result<Option<u64>> {
    let length = input.seek(SeekFrom::End(0))?;
    input.seek(SeekFrom::Start(length.saturating_sub(MAX_DIRECTORY_BYTES)))?;
    // What comes before the end that is looked for stays, so that an end across two pieces is found.
    let (mut seen, before) = (Vec::new(), ZIP64_END_BYTES + LOCATOR_BYTES);
    let (mut most, mut new) = (None, 0);
    loop {
        let read = input.take(PIECE as u64).read_to_end(&mut seen)?;
        for at in places(&seen, END).filter(|at| *at >= new) {
            let Some(locator) = at.checked_sub(LOCATOR_BYTES) else { continue };
            if seen[locator..].starts_with(ZIP64_LOCATOR) {
                let end = locator.checked_sub(ZIP64_END_BYTES).map(|end| &seen[end..]);
                let count = end.filter(|end| end.starts_with(ZIP64_END)).and_then(|end| end.get(32..40));
                let count = count.and_then(|count| count.try_into().ok()).map(u64::from_le_bytes);
                most = most.max(Some(
                    count.ok_or_else(|| beyond("the end of its directory is not where it is to be"))?,
                ));
            }
        }
        if read == 0 {
            input.rewind()?;
            return Ok(most);
        }
        seen.drain(..seen.len().saturating_sub(before + END.len() - 1));
        // An end that begins before this one was found already.
        new = seen.len().saturating_sub(END.len() - 1);
    }
}

/// Where some bytes begin.
fn places<'b>(bytes: &'b [u8], wanted: &'b [u8]) -> impl Iterator<Item = usize> + 'b {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + bytes[from..].iter().position(|byte| Some(byte) == wanted.first())?;
            from = at + 1;
            if bytes[at..].starts_with(wanted) {
                return Some(at);
            }
        }
    })
}

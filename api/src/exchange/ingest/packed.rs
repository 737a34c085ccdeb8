//! Opens an archive or a compound file with a limit on its directory.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use zip::ZipArchive;

use super::bounds::{MAX_DIRECTORY_BYTES, beyond};

/// The end record of the directory of an archive (APPNOTE, 4.3.16).
const END: &[u8] = b"PK\x05\x06";
/// The locator of the longer end record of archives with more than 65,535 files (APPNOTE, 4.3.15). It lies
/// right before [`END`].
const ZIP64_LOCATOR: &[u8] = b"PK\x06\x07";
const LOCATOR_BYTES: usize = 20;
/// The longer end record (APPNOTE, 4.3.14). It lies right before its locator, unless data is inserted
/// between them.
const ZIP64_END: &[u8] = b"PK\x06\x06";
const ZIP64_END_BYTES: usize = 56;
/// The number of bytes searched at once.
const PIECE: usize = 1 << 20;

/// A reader with a limited number of bytes.
#[derive(Debug)]
pub(crate) struct Metered<R> {
    input: R,
    left: Allowance,
}

/// The number of bytes that may still be read.
#[derive(Clone, Debug)]
pub(crate) struct Allowance(Arc<AtomicU64>);

impl Allowance {
    /// Sets the number of bytes that may still be read.
    pub(crate) fn set(&self, bytes: u64) {
        self.0.store(bytes, Ordering::Relaxed);
    }
}

impl<R> Metered<R> {
    /// A reader that reads only a directory until its allowance is set again.
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
                "its directory is too large, or parts of it overlap: reading it needs more bytes than the \
                file has",
            ));
        }
        // The caller may have allocated as much as the file declares. Only filled memory counts.
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

/// Opens an archive with a maximum number of files.
///
/// # Errors
/// When it is not an archive, or contains more files.
pub(crate) fn open<R: Read + Seek>(mut input: R, most: usize) -> io::Result<ZipArchive<Metered<R>>> {
    let too_many = || beyond(format!("it contains more than {most} files"));
    // The archive library allocates memory for as many files as the directory declares.
    if declared(&mut input)?.is_some_and(|files| files > u64::try_from(most).unwrap_or_default()) {
        return Err(too_many());
    }
    let (input, left) = Metered::of(input);
    let archive = ZipArchive::new(input)?;
    left.set(u64::MAX);
    if archive.len() > most { Err(too_many()) } else { Ok(archive) }
}

/// The declared number of files of an archive that may have more than 65,535: the maximum of all end
/// records. The search goes as far from the end of the file as that of the archive library.
fn declared<R: Read + Seek>(input: &mut R) -> io::Result<Option<u64>> {
    let length = input.seek(SeekFrom::End(0))?;
    input.seek(SeekFrom::Start(length.saturating_sub(MAX_DIRECTORY_BYTES)))?;
    // The start of the previous piece is kept, so that an end record across two pieces is found.
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
                most = most
                    .max(Some(count.ok_or_else(|| {
                        beyond("the end of its directory is not at the expected position")
                    })?));
            }
        }
        if read == 0 {
            input.rewind()?;
            return Ok(most);
        }
        seen.drain(..seen.len().saturating_sub(before + END.len() - 1));
        // An end record that begins earlier was found already.
        new = seen.len().saturating_sub(END.len() - 1);
    }
}

/// The positions of a byte sequence.
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

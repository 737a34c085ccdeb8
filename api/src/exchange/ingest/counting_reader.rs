//! Counts the bytes read of a file, and limits the size of a record.

use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::bounds::{MAX_RECORD_BYTES, beyond};

/// A reader whose position another thread can see.
#[derive(Debug)]
pub(super) struct CountingReader<R> {
    input: R,
    far: BytesRead,
    /// Whether the size of a record is limited.
    bounded: bool,
}

/// The position of a reader.
#[derive(Clone, Debug, Default)]
pub(super) struct BytesRead {
    bytes: Arc<AtomicU64>,
    /// The position at the end of the last record.
    record: Arc<AtomicU64>,
    lines: Arc<AtomicU64>,
}

impl BytesRead {
    pub(super) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    /// The current line.
    pub(super) fn line(&self) -> u64 {
        self.lines.load(Ordering::Relaxed) + 1
    }

    /// Resets the position for a second pass.
    pub(super) fn restart(&self) {
        self.bytes.store(0, Ordering::Relaxed);
    }

    /// Records the end of a record.
    pub(super) fn comes_out(&self) {
        self.record.store(self.bytes(), Ordering::Relaxed);
    }
}

impl<R> CountingReader<R> {
    pub(super) fn of(input: R, bounded: bool) -> (Self, BytesRead) {
        let far = BytesRead::default();
        (Self { input, far: far.clone(), bounded }, far)
    }

    fn goes_on(&self, read: &[u8]) -> io::Result<()> {
        let lines = read.split(|byte| *byte == b'\n').count() - 1;
        let count = |count: usize| u64::try_from(count).unwrap_or_default();
        self.far.lines.fetch_add(count(lines), Ordering::Relaxed);
        let bytes = self.far.bytes.fetch_add(count(read.len()), Ordering::Relaxed);
        if self.bounded && bytes > self.far.record.load(Ordering::Relaxed) + MAX_RECORD_BYTES {
            return Err(beyond(format!("a record has no end: it has more than {MAX_RECORD_BYTES} bytes")));
        }
        Ok(())
    }
}

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.goes_on(&buffer[..read])?;
        Ok(read)
    }
}

impl<R: Seek> Seek for CountingReader<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.input.seek(to)
    }
}

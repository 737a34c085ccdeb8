//! A file that is sent while it is still being written.
//!
//! It has no name, so nothing remains when the download ends, in whatever way.

use std::fs::File;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::stream::try_unfold;
use tokio::io::AsyncReadExt;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::platform::error::{Error, Result};

/// How many files are written at the same time. Each holds a read connection; `SQLite` has four, and two
/// remain for other requests.
const WRITTEN: usize = 2;
/// How many files are sent at the same time; some clients are slow.
const HANDED_OUT: usize = 32;
/// How long an export waits for a permit.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the first bytes are awaited before the response starts.
const WHOLE: Duration = Duration::from_secs(10);
/// How many bytes are read at once.
const CHUNK: usize = 64 * 1024;

/// The limits on concurrent exports.
#[derive(Clone, Debug)]
pub(crate) struct Exports {
    written: Arc<Semaphore>,
    handed_out: Arc<Semaphore>,
}

impl Default for Exports {
    fn default() -> Self {
        let of = |count| Arc::new(Semaphore::new(count));
        Self { written: of(WRITTEN), handed_out: of(HANDED_OUT) }
    }
}

/// The permits of one export: to write a file and to send it.
#[derive(Debug)]
pub(crate) struct ExportPermit {
    pub(super) written: OwnedSemaphorePermit,
    pub(super) handed_out: OwnedSemaphorePermit,
}

impl Exports {
    /// Waits for the permits, up to a timeout.
    ///
    /// # Errors
    /// [`Error::ExportsBusy`] if they are not available in time.
    pub(crate) async fn turn(&self) -> Result<ExportPermit> {
        let handed_out = self.handed_out.clone().try_acquire_owned().map_err(|_| Error::ExportsBusy)?;
        let written = timeout(PATIENCE, self.written.clone().acquire_owned()).await;
        let written = written.map_err(|_| Error::ExportsBusy)?.map_err(Error::internal)?;
        Ok(ExportPermit { written, handed_out })
    }
}

/// How much of a file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Progress {
    /// The bytes that can be read.
    pub(super) length: u64,
    /// Whether the file is complete.
    pub(super) whole: bool,
}

/// Reports the progress of writing. If it is dropped too early, the file will never be complete.
pub(super) type ProgressSender = watch::Sender<Progress>;

/// A file that may be incomplete.
#[derive(Debug)]
pub(crate) struct Spool {
    file: tokio::fs::File,
    read: u64,
    progress: watch::Receiver<Progress>,
    _writing: Writing,
    _place: OwnedSemaphorePermit,
}

/// The task that writes the file. It is aborted when the reader is dropped.
#[derive(Debug)]
struct Writing(JoinHandle<()>);

impl Drop for Writing {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// An unnamed file, opened for writing and for reading.
pub(super) fn file() -> Result<(File, File)> {
    let file = tempfile::NamedTempFile::new().map_err(Error::internal)?;
    let again = file.reopen().map_err(Error::internal)?;
    Ok((file.into_file(), again))
}

impl Spool {
    pub(super) fn new(
        file: File,
        progress: watch::Receiver<Progress>,
        writing: JoinHandle<()>,
        place: OwnedSemaphorePermit,
    ) -> Self {
        let file = tokio::fs::File::from_std(file);
        Self { file, read: 0, progress, _writing: Writing(writing), _place: place }
    }

    /// Waits until there is something to read, up to a timeout.
    ///
    /// # Errors
    /// If the file will never be complete.
    pub(super) async fn wait_for_start(&mut self) -> Result<()> {
        let begun = self.progress.wait_for(|progress| progress.whole || progress.length > 0);
        match timeout(WHOLE, begun).await {
            Ok(Err(_)) => Err(Error::internal("the file was not written")),
            _ => Ok(()),
        }
    }

    /// The file as a response body. If the file stays incomplete, so does the response.
    pub(super) fn body(self) -> Body {
        Body::from_stream(try_unfold(self, async |mut spool| {
            let chunk = spool.chunk().await?;
            Ok::<_, axum::BoxError>((!chunk.is_empty()).then_some((chunk, spool)))
        }))
    }

    /// The next chunk, when it is written; empty at the end.
    async fn chunk(&mut self) -> Result<Bytes, axum::BoxError> {
        let read = self.read;
        let progress = *self.progress.wait_for(|progress| progress.whole || progress.length > read).await?;
        let room = usize::try_from(progress.length - read)?.min(CHUNK);
        let mut chunk = vec![0; room];
        self.file.read_exact(&mut chunk).await?;
        self.read += u64::try_from(room)?;
        Ok(chunk.into())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use axum::body::to_bytes;

    use super::*;

    async fn spool(
        exports: &Exports,
        told: ProgressSender,
        reads: watch::Receiver<Progress>,
        ends: bool,
    ) -> Spool {
        let (mut file, again) = file().expect("a file");
        let ExportPermit { written, handed_out } = exports.turn().await.expect("a turn");
        let writing = tokio::spawn(async move {
            let _written = written;
            for length in [3, 6] {
                file.write_all(b"abc").expect("a write");
                told.send_replace(Progress { length, whole: false });
                tokio::task::yield_now().await;
            }
            if ends {
                told.send_replace(Progress { length: 6, whole: true });
            }
        });
        Spool::new(again, reads, writing, handed_out)
    }

    #[tokio::test]
    async fn a_file_is_read_while_it_is_written() {
        let (told, reads) = watch::channel(Progress::default());
        let mut spool = spool(&Exports::default(), told, reads, true).await;
        spool.wait_for_start().await.expect("a beginning");
        assert_eq!(to_bytes(spool.body(), 100).await.expect("a body"), "abcabc");
    }

    #[tokio::test]
    async fn a_file_that_is_never_whole_breaks_the_answer_off() {
        let (told, reads) = watch::channel(Progress::default());
        let spool = spool(&Exports::default(), told, reads, false).await;
        assert!(to_bytes(spool.body(), 100).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn two_files_are_written_at_once_and_a_third_waits_for_a_while() {
        let exports = Exports::default();
        let one = exports.turn().await.expect("a turn");
        let _other = exports.turn().await.expect("a turn");
        assert!(matches!(exports.turn().await, Err(Error::ExportsBusy)));
        // Written files may still be being sent.
        drop(one.written);
        exports.turn().await.expect("a turn");
    }

    #[tokio::test]
    async fn whoever_goes_away_ends_the_writing() {
        let (told, reads) = watch::channel(Progress::default());
        let exports = Exports::default();
        let spool = spool(&exports, told, reads, true).await;
        assert_eq!(exports.handed_out.available_permits(), HANDED_OUT - 1);
        drop(spool);
        tokio::task::yield_now().await;
        assert_eq!(
            (exports.written.available_permits(), exports.handed_out.available_permits()),
            (WRITTEN, HANDED_OUT)
        );
    }
}

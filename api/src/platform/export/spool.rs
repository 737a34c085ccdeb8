//! A file that is handed out while it is still being written.
//!
//! It has no name: nothing is left of it once it is handed out, however that ends.

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

/// How many files are written at once, each from a state of the database that it holds: `SQLite` has four connections
/// that read, and two of them are for everybody else.
const WRITTEN: usize = 2;
/// How many files are handed out at once, some of them slowly.
const HANDED_OUT: usize = 32;
/// How long one waits for one's turn.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a file may take to be whole before its beginning is handed out.
const WHOLE: Duration = Duration::from_secs(10);
/// How much is read at once.
const CHUNK: usize = 64 * 1024;

/// How many exports there may be at once.
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

/// The turn of an export: a place among those that are written, and one among those that are handed out.
#[derive(Debug)]
pub(crate) struct ExportPermit {
    pub(super) written: OwnedSemaphorePermit,
    pub(super) handed_out: OwnedSemaphorePermit,
}

impl Exports {
    /// Waits for one's turn, for a while.
    ///
    /// # Errors
    /// [`Error::Busy`] when it does not come.
    pub(crate) async fn turn(&self) -> Result<ExportPermit> {
        let handed_out = self.handed_out.clone().try_acquire_owned().map_err(|_| Error::ExportsBusy)?;
        let written = timeout(PATIENCE, self.written.clone().acquire_owned()).await;
        let written = written.map_err(|_| Error::ExportsBusy)?.map_err(Error::internal)?;
        Ok(ExportPermit { written, handed_out })
    }
}

/// How far a file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Progress {
    /// How much of it may be read.
    pub(super) length: u64,
    /// Whether that is all of it.
    pub(super) whole: bool,
}

/// What tells how far a file is written. When it is dropped before the file is whole, the file never will be.
pub(super) type ProgressSender = watch::Sender<Progress>;

/// A file, of which some may not be written yet.
#[derive(Debug)]
pub(crate) struct Spool {
    file: tokio::fs::File,
    read: u64,
    progress: watch::Receiver<Progress>,
    _writing: Writing,
    _place: OwnedSemaphorePermit,
}

/// Whoever writes a file. Once nobody reads it any more, nobody writes it either.
#[derive(Debug)]
struct Writing(JoinHandle<()>);

impl Drop for Writing {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A file without a name: to write to, and to read from.
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

    /// Waits until there is something to read, for a while.
    ///
    /// # Errors
    /// When the file will never be whole.
    pub(super) async fn begun(&mut self) -> Result<()> {
        let begun = self.progress.wait_for(|progress| progress.whole || progress.length > 0);
        match timeout(WHOLE, begun).await {
            Ok(Err(_)) => Err(Error::internal("the file was not written")),
            _ => Ok(()),
        }
    }

    /// The file as the body of an answer. When it does not become whole, neither does the answer.
    pub(super) fn body(self) -> Body {
        Body::from_stream(try_unfold(self, async |mut spool| {
            let chunk = spool.chunk().await?;
            Ok::<_, axum::BoxError>((!chunk.is_empty()).then_some((chunk, spool)))
        }))
    }

    /// What can be read next, as soon as it can; nothing at the end.
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
        spool.begun().await.expect("a beginning");
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
        // What is written may still be handed out.
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

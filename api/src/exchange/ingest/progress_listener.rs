//! Listens to the progress of an import.

use std::future::Future;

use super::finding::Finding;
use crate::platform::error::Result;

/// A listener. It is called between units of work, never within one.
pub trait ProgressListener: Send {
    /// A file with this size begins.
    fn begins(&mut self, file: &str, bytes: u64);

    /// This number of bytes has been read. In a dry run on `SQLite`, the listener must not write to the
    /// database: it would wait for the end of the run.
    ///
    /// # Errors
    /// An error stops the import and is returned as [`Fault::Failed`](super::Fault::Failed). What was
    /// already imported stays.
    fn has_read(&mut self, bytes: u64) -> impl Future<Output = Result<()>> + Send;

    /// A record was refused, or a value of it was left out.
    fn found(&mut self, finding: &Finding);
}

//! Looking on while something is imported.

use std::future::Future;

use super::finding::Finding;
use crate::platform::error::Result;

/// Whoever looks on. It is told between the units of work, never within one.
pub trait ProgressListener: Send {
    /// A file of so many bytes is begun.
    fn begins(&mut self, file: &str, bytes: u64);

    /// So many bytes of it have been read. In a dry run, whoever looks on must not write into a database of `SQLite`:
    /// it would wait for the end of the run.
    ///
    /// # Errors
    /// Whatever is to stop the import: it is handed on as [`Fault::Failed`](super::Fault::Failed), and what was imported
    /// until then stays.
    fn has_read(&mut self, bytes: u64) -> impl Future<Output = Result<()>> + Send;

    /// A record was refused, or something of it left out.
    fn found(&mut self, finding: &Finding);
}

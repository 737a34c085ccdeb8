//! Whether the last write was stored.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::DbErr;

use super::failure::Failure;

/// Whether writes are stored, judged by the last one.
#[derive(Debug, Default)]
pub(super) struct Health {
    failing: AtomicBool,
}

impl Health {
    /// Whether a write has failed since the last stored one.
    pub(super) fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Acquire)
    }

    /// Records the result of a commit.
    pub(super) fn record(&self, committed: &Result<(), DbErr>) {
        match committed {
            Ok(()) => self.failing.store(false, Ordering::Release),
            Err(cause) => {
                tracing::error!(%cause, "commit failed; nothing was acknowledged");
                self.failing.store(true, Ordering::Release);
            }
        }
    }

    /// Records a failure before the commit, if the storage failed and not the statement.
    pub(super) fn record_failure<T>(&self, done: &Result<T, DbErr>) {
        if let Err(cause) = done
            && matches!(Failure::of(cause), Some(Failure::Full | Failure::Down))
        {
            tracing::error!(%cause, "write failed; nothing of its transaction was stored");
            self.failing.store(true, Ordering::Release);
        }
    }
}

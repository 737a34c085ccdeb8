//! Whether the last write was stored.

use std::sync::atomic::{AtomicBool, Ordering};

use sea_orm::DbErr;

use super::failure::Failure;

/// Whether writes are stored, as far as is known from the last one.
#[derive(Debug, Default)]
pub(super) struct Health {
    failing: AtomicBool,
}

impl Health {
    /// Whether a write has failed since the last one that was stored.
    pub(super) fn is_failing(&self) -> bool {
        self.failing.load(Ordering::Acquire)
    }

    /// Records how a commit ended.
    pub(super) fn record(&self, committed: &Result<(), DbErr>) {
        match committed {
            Ok(()) => self.failing.store(false, Ordering::Release),
            Err(cause) => {
                tracing::error!(%cause, "a commit failed, and nothing of it is acknowledged");
                self.failing.store(true, Ordering::Release);
            }
        }
    }

    /// Records a failure before the commit, when it is one of the storage and not of a statement.
    pub(super) fn record_failure<T>(&self, done: &Result<T, DbErr>) {
        if let Err(cause) = done
            && matches!(Failure::of(cause), Some(Failure::Full | Failure::Down))
        {
            tracing::error!(%cause, "a write failed, and nothing of its transaction is stored");
            self.failing.store(true, Ordering::Release);
        }
    }
}

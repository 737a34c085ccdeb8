//! Temporary failures of the database: the request is not at fault and can be sent again.

use sea_orm::sqlx::sqlite::SqliteError;
use sea_orm::{DbErr, RuntimeErr, sqlx};

/// Why a database fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// There is no disk space.
    Full,
    /// Another connection holds a lock and did not release it in time.
    Locked,
    /// It does not answer, is starting or stopping, or its storage fails.
    Down,
}

impl Failure {
    /// The failure behind an error; `None` if the statement is at fault.
    pub(crate) fn of(error: &DbErr) -> Option<Self> {
        match error {
            DbErr::ConnectionAcquire(_) => Some(Self::Down),
            DbErr::Conn(cause) => Some(Self::of_runtime(cause).unwrap_or(Self::Down)),
            DbErr::Exec(cause) | DbErr::Query(cause) => Self::of_runtime(cause),
            _ => None,
        }
    }

    fn of_runtime(cause: &RuntimeErr) -> Option<Self> {
        match cause {
            RuntimeErr::SqlxError(cause) => Self::of_sqlx(cause),
            RuntimeErr::Internal(_) => None,
        }
    }

    pub(super) fn of_sqlx(cause: &sqlx::Error) -> Option<Self> {
        match cause {
            sqlx::Error::Database(error) => {
                let code = error.code()?;
                let is_sqlite = error.try_downcast_ref::<SqliteError>().is_some();
                if is_sqlite { Self::of_sqlite(code.parse().ok()?) } else { Self::of_postgres(&code) }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::BeginFailed => Some(Self::Down),
            _ => None,
        }
    }

    /// The failure for a result code of `SQLite` (<https://www.sqlite.org/rescode.html>). The low byte of
    /// an extended code is the primary code.
    fn of_sqlite(code: u32) -> Option<Self> {
        match code & 0xff {
            // SQLITE_FULL
            13 => Some(Self::Full),
            // SQLITE_BUSY, SQLITE_LOCKED
            5 | 6 => Some(Self::Locked),
            // SQLITE_NOMEM, SQLITE_READONLY, SQLITE_INTERRUPT, SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_PROTOCOL
            7 | 8 | 9 | 10 | 14 | 15 => Some(Self::Down),
            _ => None,
        }
    }

    /// The failure for an `SQLSTATE` of PostgreSQL (its documentation, appendix A).
    fn of_postgres(code: &str) -> Option<Self> {
        match code {
            // disk_full
            "53100" => Some(Self::Full),
            // serialization_failure, deadlock_detected, lock_not_available, query_canceled
            "40001" | "40P01" | "55P03" | "57014" => Some(Self::Locked),
            // read_only_sql_transaction: a standby; in_failed_sql_transaction: an earlier statement failed
            "25006" | "25P02" => Some(Self::Down),
            // Classes: connection, resources, operator intervention, system error.
            _ if ["08", "53", "57", "58"].iter().any(|class| code.starts_with(class)) => Some(Self::Down),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[test]
    fn what_passes_is_told_from_what_is_wrong_with_a_statement() {
        assert_eq!(Failure::of_sqlite(13), Some(Failure::Full));
        // SQLITE_IOERR_FSYNC, SQLITE_BUSY_SNAPSHOT, SQLITE_CONSTRAINT_UNIQUE, SQLITE_ERROR
        assert_eq!(Failure::of_sqlite(1034), Some(Failure::Down));
        assert_eq!(Failure::of_sqlite(517), Some(Failure::Locked));
        assert_eq!(Failure::of_sqlite(2067), None);
        assert_eq!(Failure::of_sqlite(1), None);
        assert_eq!(Failure::of_postgres("53100"), Some(Failure::Full));
        assert_eq!(Failure::of_postgres("57P01"), Some(Failure::Down));
        assert_eq!(Failure::of_postgres("57P03"), Some(Failure::Down));
        assert_eq!(Failure::of_postgres("40P01"), Some(Failure::Locked));
        assert_eq!(Failure::of_postgres("23505"), None);
        assert_eq!(Failure::of_postgres("42601"), None);
    }
}

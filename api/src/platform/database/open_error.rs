use sea_orm::DbErr;

/// Why a database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL is of no kind that is understood. It is not repeated: it may hold a password.
    #[error(
        "the database URL begins with neither `sqlite:` nor `postgres:`: write `sqlite://portfolio.db`, or \
         `postgres://USER:PASSWORD@HOST/NAME`"
    )]
    UnknownKind,
    /// An `SQLite` database that lives in memory would be another one for every connection.
    #[error("the database must be a file: `sqlite::memory:` cannot be shared by several connections")]
    InMemory,
    /// There is no such file.
    #[error(
        "the database cannot be opened: there is no file `{0}`; `portfolio load` or `portfolio serve` makes one"
    )]
    NoSuchFile(String),
    /// It does not answer, or it is not there.
    #[error("the database cannot be opened: {0}")]
    Unreachable(String),
    /// It was migrated by a newer binary.
    #[error(
        "the database holds the schema step `{0}`, which this version of portfolio does not know; \
         use the version that made it, or a newer one"
    )]
    NewerSchema(String),
    /// A migration failed; nothing was changed.
    #[error("the database cannot be migrated: {0}")]
    Migration(#[source] DbErr),
}

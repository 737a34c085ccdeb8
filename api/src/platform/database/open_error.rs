use sea_orm::DbErr;

/// Why a database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The URL scheme is unknown. The URL is not repeated: it may contain a password.
    #[error(
        "the database URL must start with `sqlite:` or `postgres:`: write `sqlite://portfolio.db` or \
         `postgres://USER:PASSWORD@HOST/NAME`"
    )]
    UnknownKind,
    /// An in-memory `SQLite` database would be a different one for each connection.
    #[error("the database must be a file: `sqlite::memory:` cannot be shared by several connections")]
    InMemory,
    /// The file does not exist.
    #[error(
        "the database cannot be opened: the file `{0}` does not exist; \
         `portfolio load` or `portfolio serve` creates it"
    )]
    NoSuchFile(String),
    /// It does not exist or does not answer.
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

use std::sync::OnceLock;

use sea_orm::{DbBackend, QueryTrait, Statement, Value};

/// The SQL text of a frequent statement, built once for each kind of database: building it takes as long as
/// running it.
#[derive(Debug)]
pub(crate) struct CachedStatement {
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl CachedStatement {
    pub(crate) const fn new() -> Self {
        Self { sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    /// The statement with these values. The query of `build` must bind the same number of values in the
    /// same order.
    pub(crate) fn statement<Q: QueryTrait>(
        &self,
        backend: DbBackend,
        values: impl IntoIterator<Item = Value>,
        build: impl FnOnce() -> Q,
    ) -> Statement {
        let text = if backend == DbBackend::Postgres { &self.postgres } else { &self.sqlite };
        let text = text.get_or_init(|| build().build(backend).sql);
        Statement::from_sql_and_values(backend, text, values)
    }
}

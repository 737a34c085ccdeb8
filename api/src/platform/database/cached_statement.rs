use std::sync::OnceLock;

use sea_orm::{DbBackend, QueryTrait, Statement, Value};

/// The text of a statement that is asked for often. It is built once for each kind of database: to build it anew takes
/// as long as to run it.
#[derive(Debug)]
pub(crate) struct CachedStatement {
    sqlite: OnceLock<String>,
    postgres: OnceLock<String>,
}

impl CachedStatement {
    pub(crate) const fn new() -> Self {
        Self { sqlite: OnceLock::new(), postgres: OnceLock::new() }
    }

    /// The statement, with the values of this time. What `build` gives binds as many, in this order, and no others.
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

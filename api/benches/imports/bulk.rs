//! Rows of any table, and their insertion with hand-written statements.

use sea_orm::sqlx::sqlite::{SqliteArguments, SqlitePool, SqliteRow};
use sea_orm::sqlx::{Arguments, AssertSqlSafe, Row, TypeInfo, ValueRef, query_with};

/// The tables that an import writes, ordered so that references point to earlier tables.
const TABLES: [&str; 8] = [
    "organisation",
    "programme",
    "call",
    "project",
    "funding_line",
    "participation",
    "deliverable",
    "audit_event",
];

/// How many records an import stores per unit of work.
const BATCH: usize = 500;

enum Value {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
}

pub(crate) struct Rows(Vec<(&'static str, Vec<Vec<Value>>)>);

impl Rows {
    pub(crate) async fn of(pool: &SqlitePool) -> Self {
        let mut tables = Vec::new();
        for table in TABLES {
            let all = format!("SELECT * FROM {table} ORDER BY rowid");
            let rows = sea_orm::sqlx::query(AssertSqlSafe(all)).fetch_all(pool).await.expect("rows");
            tables.push((table, rows.iter().map(values).collect()));
        }
        Self(tables)
    }

    pub(crate) async fn insert(&self, pool: &SqlitePool, trail: bool) {
        for (table, rows) in &self.0 {
            let Some(width) = rows.first().map(Vec::len).filter(|_| trail || *table != "audit_event") else {
                continue;
            };
            let insert = format!("INSERT INTO {table} VALUES ({})", vec!["?"; width].join(", "));
            for batch in rows.chunks(BATCH) {
                let mut tx = pool.begin_with("BEGIN IMMEDIATE").await.expect("a transaction");
                for row in batch {
                    let statement = query_with(AssertSqlSafe(insert.clone()), arguments(row));
                    statement.execute(&mut *tx).await.expect("an insertion");
                }
                tx.commit().await.expect("a commit");
            }
        }
    }
}

fn values(row: &SqliteRow) -> Vec<Value> {
    let value = |index: usize| {
        let raw = row.try_get_raw(index).expect("a value");
        if raw.is_null() {
            return Value::Null;
        }
        match raw.type_info().name() {
            "INTEGER" | "BOOLEAN" => Value::Integer(row.get_unchecked(index)),
            "BLOB" => Value::Bytes(row.get_unchecked(index)),
            _ => Value::Text(row.get_unchecked(index)),
        }
    };
    (0..row.len()).map(value).collect()
}

fn arguments(row: &[Value]) -> SqliteArguments {
    let mut arguments = SqliteArguments::default();
    for value in row {
        let added = match value {
            Value::Null => arguments.add(None::<i64>),
            Value::Integer(number) => arguments.add(*number),
            Value::Text(text) => arguments.add(text.clone()),
            Value::Bytes(bytes) => arguments.add(bytes.clone()),
        };
        added.expect("an argument");
    }
    arguments
}

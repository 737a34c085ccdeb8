//! Helpers for the steps.

use sea_orm_migration::prelude::*;
pub(crate) use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, date_null, integer, integer_null, pk_uuid, text, text_null,
    uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbBackend;

/// An amount of money in cents, never empty.
pub(crate) fn cents(name: &'static str) -> ColumnDef {
    big_integer(name)
}

/// An amount of money in cents, or empty.
pub(crate) fn cents_null(name: &'static str) -> ColumnDef {
    big_integer_null(name)
}

/// Text that is sorted by its bytes, so that both databases have the same order.
pub(crate) fn key(manager: &SchemaManager<'_>, name: &'static str) -> ColumnDef {
    let mut column = text(name);
    if manager.get_database_backend() == DbBackend::Postgres {
        column.extra("COLLATE \"C\"");
    }
    column
}

/// A named check constraint on the row.
pub(crate) fn rule(name: &'static str, sql: impl Into<String>) -> Check {
    Check::named(name, Expr::cust(sql.into()))
}

/// A named constraint: the column is empty or holds one of these words.
pub(crate) fn one_of(name: &'static str, column: &str, words: &[&str]) -> Check {
    rule(name, format!("{column} IN ('{}')", words.join("', '")))
}

/// A named constraint: the column is empty or holds a prefix and a number of digits.
pub(crate) fn digits(
    manager: &SchemaManager<'_>,
    name: &'static str,
    column: &str,
    prefix: &str,
    count: usize,
) -> Check {
    let sql = match manager.get_database_backend() {
        DbBackend::Postgres => format!("{column} ~ '^{prefix}[0-9]{{{count}}}$'"),
        _ => format!("{column} GLOB '{prefix}{}'", "[0-9]".repeat(count)),
    };
    rule(name, sql)
}

/// A named constraint: the amount is empty or within 10^13 cents, positive or negative.
pub(crate) fn money_range(name: &'static str, column: &str) -> Check {
    rule(name, format!("{column} BETWEEN -10000000000000 AND 10000000000000"))
}

/// The constraints of a period: the dates as given, and the days that they mean.
pub(crate) fn period_rules(table: &mut TableCreateStatement, days: &'static str, order: &'static str) {
    table.check(rule(
        days,
        "(period_start IS NULL) = (first_day IS NULL) AND (period_end IS NULL) = (last_day IS NULL)",
    ));
    table.check(rule(order, "first_day <= last_day"));
}

/// A named foreign key to the `id` of another table. The referenced row cannot be deleted.
pub(crate) fn reference(
    name: &'static str,
    from: (&'static str, &'static str),
    to: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(name)
        .from(from.0, from.1)
        .to(to, "id")
        .on_delete(ForeignKeyAction::Restrict)
        .take()
}

/// A named foreign key to the `id` of another table, of which this row is a part: it is deleted with it.
pub(crate) fn part_of(
    name: &'static str,
    from: (&'static str, &'static str),
    to: &'static str,
) -> ForeignKeyCreateStatement {
    reference(name, from, to).on_delete(ForeignKeyAction::Cascade).take()
}

/// A named index on some columns.
pub(crate) fn index(
    name: &'static str,
    table: &'static str,
    columns: &[&'static str],
) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(name).table(table);
    for column in columns {
        index.col(*column);
    }
    index
}

/// Creates a table and its indexes.
pub(crate) async fn create(
    manager: &SchemaManager<'_>,
    table: TableCreateStatement,
    indexes: impl IntoIterator<Item = IndexCreateStatement>,
) -> Result<(), DbErr> {
    manager.create_table(table).await?;
    for index in indexes {
        manager.create_index(index).await?;
    }
    Ok(())
}

/// Makes the database refuse to change or delete a row of a table, with a named error.
pub(crate) async fn immutable(
    manager: &SchemaManager<'_>,
    table: &'static str,
    name: &'static str,
) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Postgres {
        let sql = format!(
            "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
             BEGIN RAISE EXCEPTION '{name}'; END $$;
             CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON {table}
             FOR EACH ROW EXECUTE FUNCTION {name}();
             CREATE TRIGGER {name}_whole BEFORE TRUNCATE ON {table}
             FOR EACH STATEMENT EXECUTE FUNCTION {name}();"
        );
        connection.execute_unprepared(&sql).await?;
        return Ok(());
    }
    for change in ["UPDATE", "DELETE"] {
        let on = change.to_lowercase();
        let sql = format!(
            "CREATE TRIGGER {name}_on_{on} BEFORE {change} ON {table} BEGIN SELECT RAISE(ABORT, '{name}'); END"
        );
        connection.execute_unprepared(&sql).await?;
    }
    Ok(())
}

/// Replaces a named constraint of an existing table.
///
/// `SQLite` cannot change a constraint. A table with references to it cannot be rebuilt within a
/// transaction without deleting the referring rows. So the schema text is changed, as `SQLite` documents
/// for constraints that do not change stored data ("Making Other Kinds Of Table Schema Changes",
/// `lang_altertable.html`).
pub(crate) async fn replace_check(
    manager: &SchemaManager<'_>,
    table: &'static str,
    name: &'static str,
    (was, is): (&str, &str),
) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    if manager.get_database_backend() == DbBackend::Postgres {
        let sql = format!(
            "ALTER TABLE \"{table}\" DROP CONSTRAINT \"{name}\", ADD CONSTRAINT \"{name}\" CHECK ({is})"
        );
        return connection.execute_unprepared(&sql).await.map(drop);
    }
    let quoted = |text: &str| text.replace('\'', "''");
    let (was, is) = (quoted(was), quoted(is));
    connection.execute_unprepared("PRAGMA writable_schema = ON").await?;
    let changed = connection
        .execute_unprepared(&format!(
            "UPDATE sqlite_schema SET sql = replace(sql, '{was}', '{is}')
             WHERE type = 'table' AND name = '{table}' AND instr(sql, '{was}') > 0"
        ))
        .await;
    // This also reloads the schema.
    connection.execute_unprepared("PRAGMA writable_schema = RESET").await?;
    match changed?.rows_affected() {
        1 => Ok(()),
        _ => Err(DbErr::Migration(format!("`{table}` has no constraint `{name}` with the expected text"))),
    }
}

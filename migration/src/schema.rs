//! The words in which the steps are written.

use sea_orm_migration::prelude::*;
pub(crate) use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, date, date_null, integer, integer_null, pk_uuid, text, text_null,
    uuid, uuid_null,
};
use sea_orm_migration::sea_orm::DbBackend;

/// An amount of money: cents, never empty.
pub(crate) fn cents(name: &'static str) -> ColumnDef {
    big_integer(name)
}

/// An amount of money that may be unknown.
pub(crate) fn cents_null(name: &'static str) -> ColumnDef {
    big_integer_null(name)
}

/// Text that is sorted by: by its bytes, so that both databases agree on the order.
pub(crate) fn key(manager: &SchemaManager<'_>, name: &'static str) -> ColumnDef {
    let mut column = text(name);
    if manager.get_database_backend() == DbBackend::Postgres {
        column.extra("COLLATE \"C\"");
    }
    column
}

/// A named rule about the row.
pub(crate) fn rule(name: &'static str, sql: impl Into<String>) -> Check {
    Check::named(name, Expr::cust(sql.into()))
}

/// A named rule that a column, when filled, holds one of these words.
pub(crate) fn one_of(name: &'static str, column: &str, words: &[&str]) -> Check {
    rule(name, format!("{column} IN ('{}')", words.join("', '")))
}

/// A named rule that a column, when filled, is a prefix and then so many digits.
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

/// A named rule that an amount, when filled, lies within 10^13 cents either way.
pub(crate) fn money_range(name: &'static str, column: &str) -> Check {
    rule(name, format!("{column} BETWEEN -10000000000000 AND 10000000000000"))
}

/// The rules of a period kept as given beside the days that it is read as.
pub(crate) fn period_rules(table: &mut TableCreateStatement, days: &'static str, order: &'static str) {
    table.check(rule(
        days,
        "(period_start IS NULL) = (first_day IS NULL) AND (period_end IS NULL) = (last_day IS NULL)",
    ));
    table.check(rule(order, "first_day <= last_day"));
}

/// A named reference to another table's `id`; deleting what is referred to is refused.
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

/// A named reference to another table's `id`, of which the row is a part: it goes with it.
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

/// Makes the database itself refuse to change or to delete a row of a table, under a name.
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

/// Replaces a named rule of a table that is there already.
///
/// `SQLite` cannot change a rule, and a table to which others refer cannot be made anew within a transaction without
/// deleting what refers to it. So the text of its schema is changed, as `SQLite` documents it for rules that do not
/// change what is stored ("Making Other Kinds Of Table Schema Changes", `lang_altertable.html`).
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
    // Reads the schema anew, too.
    connection.execute_unprepared("PRAGMA writable_schema = RESET").await?;
    match changed?.rows_affected() {
        1 => Ok(()),
        _ => Err(DbErr::Migration(format!("`{table}` has no rule `{name}` as it was made"))),
    }
}

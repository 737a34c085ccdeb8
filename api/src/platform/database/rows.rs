//! Inserts and updates of one row, built without `sea-orm`'s generic code for each table: it compiles to 10
//! kB for each of seventy tables and columns.

use sea_orm::sea_query::{DynIden, Expr, IntoIden, Query, TableRef};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityName, EntityTrait, FromQueryResult, Iterable, ModelTrait,
    PrimaryKeyToColumn, QueryResult,
};

use super::Transaction;

/// The columns of a row to write, with their values.
type Values = Vec<(DynIden, Expr)>;

/// Inserts a row, and returns it as the database stored it.
///
/// # Errors
/// If a constraint refuses the row, or the database fails.
pub(crate) async fn insert_row<M: ModelTrait + FromQueryResult>(
    tx: &Transaction,
    row: M,
) -> Result<M, DbErr> {
    let stored = insert(tx, M::Entity::default().table_ref(), values_of(&row, |_| true)).await?;
    M::from_query_result(&stored, "")
}

/// Writes all columns of a stored row, and returns it as the database stored it.
///
/// # Errors
/// If the row is gone, a constraint refuses it, or the database fails.
pub(crate) async fn update_row<M: ModelTrait + FromQueryResult>(
    tx: &Transaction,
    row: &M,
) -> Result<M, DbErr> {
    write(tx, row, values_of(row, |_| true)).await
}

/// Writes the columns in which a row differs from what is stored. So the database touches only the indexes
/// of those.
///
/// # Errors
/// If the row is gone, a constraint refuses it, or the database fails.
pub(crate) async fn update_changed<M: ModelTrait + FromQueryResult + Clone>(
    tx: &Transaction,
    was: &M,
    is: &M,
) -> Result<M, DbErr> {
    let values = values_of(is, |column| is.get(column) != was.get(column));
    if values.is_empty() { Ok(is.clone()) } else { write(tx, is, values).await }
}

async fn write<M: ModelTrait + FromQueryResult>(
    tx: &Transaction,
    row: &M,
    values: Values,
) -> Result<M, DbErr> {
    let keys = <M::Entity as EntityTrait>::PrimaryKey::iter().map(|key| {
        let column = key.into_column();
        column.eq(row.get(column))
    });
    let stored = update(tx, M::Entity::default().table_ref(), values, keys.collect()).await?;
    M::from_query_result(&stored, "")
}

fn values_of<M: ModelTrait>(row: &M, wanted: impl Fn(Column<M>) -> bool) -> Values {
    let columns = Column::<M>::iter().filter(|column| wanted(*column));
    columns.map(|column| (column.into_iden(), column.save_as(Expr::val(row.get(column))))).collect()
}

type Column<M> = <<M as ModelTrait>::Entity as EntityTrait>::Column;

async fn insert(tx: &Transaction, table: TableRef, values: Values) -> Result<QueryResult, DbErr> {
    let (columns, values): (Vec<_>, Vec<_>) = values.into_iter().unzip();
    let mut statement = Query::insert();
    statement.into_table(table).columns(columns).returning_all();
    statement
        .values(values)
        .map_err(|cause| DbErr::Query(sea_orm::RuntimeErr::Internal(cause.to_string())))?;
    tx.query_one(&statement).await?.ok_or(DbErr::RecordNotInserted)
}

async fn update(
    tx: &Transaction,
    table: TableRef,
    values: Values,
    keys: Vec<Expr>,
) -> Result<QueryResult, DbErr> {
    let mut statement = Query::update();
    statement.table(table).values(values).returning_all();
    for key in keys {
        statement.and_where(key);
    }
    tx.query_one(&statement).await?.ok_or(DbErr::RecordNotUpdated)
}

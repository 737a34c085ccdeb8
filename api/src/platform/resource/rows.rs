//! Rows by their identifiers, and what becomes of them.

use entity::value::ProjectId;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, IntoActiveModel, Iterable, ModelTrait,
    QueryFilter, Select, Value,
};
use uuid::Uuid;

use super::traits::Resource;
use crate::platform::app::Work;
use crate::platform::error::{Error, Result};
use crate::platform::http::Keyset;

/// The identifier of a row.
pub(crate) fn id_of<R: Resource>(row: &R::Model) -> Option<Uuid> {
    uuid(&row.get(R::ID))
}

/// The project that a row is a part of, or is.
pub(crate) fn project_of<R: Resource>(row: &R::Model) -> Option<ProjectId> {
    R::PROJECT.and_then(|column| uuid(&row.get(column))).map(ProjectId)
}

fn uuid(value: &Value) -> Option<Uuid> {
    match value {
        Value::Uuid(id) => *id,
        _ => None,
    }
}

/// One row as it is told.
pub(crate) async fn told_one<R: Resource>(
    connection: &impl ConnectionTrait,
    row: R::Model,
) -> Result<R::Told> {
    R::told(connection, vec![row]).await?.pop().ok_or(Error::NotFound(R::NAME))
}

/// One row, by its identifier.
pub(crate) async fn row_of<R: Resource>(connection: &impl ConnectionTrait, id: R::Id) -> Result<R::Model> {
    // There is one at most. `one` would bind a limit, for which SQLite plans the statement anew each time.
    R::find_by_id(id).all(connection).await?.pop().ok_or(Error::NotFound(R::NAME))
}

/// Some rows, by their identifiers; where there are none, nothing is asked.
pub(crate) async fn rows_of<E: Keyset>(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Option<impl Into<Value>>>,
) -> Result<Vec<E::Model>> {
    let ids: Vec<Value> = ids.flatten().map(Into::into).collect();
    if ids.is_empty() {
        Ok(Vec::new())
    } else {
        Ok(E::find().filter(E::ID.is_in(ids)).all(connection).await?)
    }
}

/// The rows of a selection that is not paged, as they are told.
pub(crate) async fn told_all<R: Resource>(
    connection: &impl ConnectionTrait,
    select: Select<R>,
) -> Result<Vec<R::Told>> {
    let rows = select.all(connection).await?;
    if rows.is_empty() { Ok(Vec::new()) } else { R::told(connection, rows).await }
}

/// Writes what of a row is another than it was, and nothing else: so an index is touched only when what it holds
/// changes.
pub(crate) async fn put<R: Resource>(
    work: &Work<'_>,
    was: &R::Model,
    is: &R::Model,
) -> Result<R::Model, DbErr> {
    let mut row = was.clone().into_active_model();
    for column in R::Column::iter() {
        let value = is.get(column);
        if value != was.get(column) {
            row.set(column, value);
        }
    }
    row.update(work.tx).await
}

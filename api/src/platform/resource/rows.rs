//! Reads and writes of rows by their identifiers.

use entity::value::ProjectId;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ModelTrait, QueryFilter, Select, Value};
use uuid::Uuid;

use super::traits::{Resource, Row};
use crate::platform::app::UnitOfWork;
use crate::platform::database::update_changed;
use crate::platform::error::{Error, Result};
use crate::platform::http::Keyset;

/// The identifier of a row.
pub(crate) fn id_of<R: Resource>(row: &Row<R>) -> Option<Uuid> {
    uuid(&row.get(R::Entity::ID))
}

/// The project of a row, or the row itself if it is the project.
pub(crate) fn project_of<R: Resource>(row: &Row<R>) -> Option<ProjectId> {
    R::PROJECT.and_then(|column| uuid(&row.get(column))).map(ProjectId)
}

fn uuid(value: &Value) -> Option<Uuid> {
    match value {
        Value::Uuid(id) => *id,
        _ => None,
    }
}

/// The representation of one row.
pub(crate) async fn to_view<R: Resource>(connection: &impl ConnectionTrait, row: Row<R>) -> Result<R::View> {
    R::to_views(connection, vec![row]).await?.pop().ok_or(Error::NotFound(R::NAME))
}

/// The row with an identifier.
pub(crate) async fn find_row<R: Resource>(connection: &impl ConnectionTrait, id: R::Id) -> Result<Row<R>> {
    // There is one at most. `one` would bind a limit, for which SQLite plans the statement anew each time.
    R::Entity::find_by_id(id).all(connection).await?.pop().ok_or(Error::NotFound(R::NAME))
}

/// The rows with these identifiers. No identifiers cost no query.
pub(crate) async fn find_rows<E: Keyset>(
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

/// The representations of all selected rows.
pub(crate) async fn load_views<R: Resource>(
    connection: &impl ConnectionTrait,
    select: Select<R::Entity>,
) -> Result<Vec<R::View>> {
    let rows = select.all(connection).await?;
    if rows.is_empty() { Ok(Vec::new()) } else { R::to_views(connection, rows).await }
}

/// Writes the columns that changed, and no others: so the database touches only the indexes of those.
pub(crate) async fn update_changed_columns<R: Resource>(
    work: &UnitOfWork<'_>,
    was: &Row<R>,
    is: &Row<R>,
) -> Result<Row<R>, DbErr> {
    update_changed(work.tx, was, is).await
}

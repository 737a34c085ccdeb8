use entity::portfolio::publication;
use entity::value::ProjectId;
use openapi::portfolio::publications::Publication;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::platform::error::Result;
use crate::platform::resource::load_views;
use crate::portfolio::resources::Publications;

/// The publications of a project, oldest first.
pub(crate) async fn of_project(
    connection: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<Vec<Publication>> {
    let select = publication::Entity::find()
        .filter(publication::COLUMN.project_id.eq(project))
        .order_by_asc(publication::COLUMN.first_day)
        .order_by_asc(publication::COLUMN.id);
    load_views::<Publications>(connection, select).await
}

use entity::portfolio::event;
use entity::value::ProjectId;
use openapi::portfolio::events::Event;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::platform::error::Result;
use crate::platform::resource::load_views;
use crate::portfolio::resources::Events;

/// The events of a project, oldest first.
pub(crate) async fn of_project(connection: &impl ConnectionTrait, project: ProjectId) -> Result<Vec<Event>> {
    let select = event::Entity::find()
        .filter(event::COLUMN.project_id.eq(project))
        .order_by_asc(event::COLUMN.first_day)
        .order_by_asc(event::COLUMN.id);
    load_views::<Events>(connection, select).await
}

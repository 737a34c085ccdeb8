use entity::event;
use entity::value::{EventId, ProjectId};
use openapi::events::{Event, EventFilter};
use openapi::page::{Page, PageQuery};
use sea_orm::prelude::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoIdentity, QueryFilter, QueryOrder};

use super::view;
use crate::error::{Error, Result};
use crate::http::{Keyset, page_of};
use crate::search::{holds, in_year, is};
use crate::{projects, themes};

impl Keyset for event::Entity {
    type Key = (Date, EventId);

    fn columns() -> impl IntoIdentity {
        (event::Column::FirstDay, event::Column::Id)
    }

    fn key(row: &event::Model) -> Self::Key {
        (row.first_day, row.id)
    }
}

pub(super) async fn events(
    connection: &impl ConnectionTrait,
    filter: &EventFilter,
    page: &PageQuery,
) -> Result<Page<Event>> {
    let EventFilter { year, kind, theme, project, q } = filter;
    let mut select = event::Entity::find()
        .filter(is(event::Column::ProjectId, *project))
        .filter(is(event::Column::Kind, *kind))
        .filter(in_year(event::Column::FirstDay, *year))
        .filter(holds(event::Column::TitleKey, q.as_ref()));
    if let Some(code) = theme {
        select = select.filter(event::Column::ThemeId.in_subquery(themes::queries::of_code(code)));
    }
    let (rows, next) = page_of(connection, select, page).await?;
    Ok(Page { items: with_names(connection, rows).await?, next })
}

pub(super) async fn event(connection: &impl ConnectionTrait, id: EventId) -> Result<Event> {
    let row = event::Entity::find_by_id(id).one(connection).await?;
    let events = with_names(connection, row.into_iter().collect()).await?;
    events.into_iter().next().ok_or(Error::NotFound("event"))
}

/// The events of a project, oldest first.
pub(crate) async fn of_project(connection: &impl ConnectionTrait, project: ProjectId) -> Result<Vec<Event>> {
    let rows = event::Entity::find()
        .filter(event::COLUMN.project_id.eq(project))
        .order_by_asc(event::COLUMN.first_day)
        .order_by_asc(event::COLUMN.id)
        .all(connection)
        .await?;
    with_names(connection, rows).await
}

async fn with_names(connection: &impl ConnectionTrait, rows: Vec<event::Model>) -> Result<Vec<Event>> {
    let projects = projects::queries::named(connection, rows.iter().map(|row| row.project_id)).await?;
    let themes = themes::queries::codes(connection).await?;
    Ok(rows.into_iter().map(|row| view::event(row, &projects, &themes)).collect())
}

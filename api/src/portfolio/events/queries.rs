use entity::portfolio::event;
use entity::value::{EventId, ProjectId};
use openapi::portfolio::events::{Event, EventFilter};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::view;
use crate::platform::error::Result;
use crate::platform::filter::{holds, in_year, is};
use crate::platform::http::Keyset;
use crate::platform::refs::project_refs;
use crate::platform::resource::{Resource, told_all};
use crate::portfolio::themes;

impl Keyset for event::Entity {
    const SORTS: &'static [(&'static str, event::Column)] = &[
        ("title", event::Column::TitleKey),
        ("kind", event::Column::Kind),
        ("start", event::Column::FirstDay),
        ("end", event::Column::LastDay),
    ];
    const USUALLY: &'static [event::Column] = &[event::Column::FirstDay];
    const ID: event::Column = event::Column::Id;
}

impl Resource for event::Entity {
    type Id = EventId;
    type Told = Event;
    type Filter = EventFilter;
    const NAME: &'static str = "event";
    const PROJECT: Option<event::Column> = Some(event::Column::ProjectId);

    fn passing(filter: &EventFilter) -> Select<Self> {
        let EventFilter { year, kind, theme, project, q, sort: _ } = filter;
        let select = Self::find()
            .filter(is(event::Column::ProjectId, *project))
            .filter(is(event::Column::Kind, *kind))
            .filter(in_year(event::Column::FirstDay, *year))
            .filter(holds(event::Column::TitleKey, q.as_ref()));
        match theme {
            Some(code) => select.filter(event::Column::ThemeId.in_subquery(themes::queries::of_code(code))),
            None => select,
        }
    }

    fn sort(filter: &EventFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<event::Model>) -> Result<Vec<Event>> {
        let projects = project_refs(connection, rows.iter().map(|row| row.project_id)).await?;
        let themes = themes::queries::codes(connection).await?;
        Ok(rows.into_iter().map(|row| view::event(row, &projects, &themes)).collect())
    }
}

/// The events of a project, oldest first.
pub(crate) async fn of_project(connection: &impl ConnectionTrait, project: ProjectId) -> Result<Vec<Event>> {
    let select = event::Entity::find()
        .filter(event::COLUMN.project_id.eq(project))
        .order_by_asc(event::COLUMN.first_day)
        .order_by_asc(event::COLUMN.id);
    told_all(connection, select).await
}

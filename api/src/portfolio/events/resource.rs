//! The resource traits of events.

use entity::portfolio::{event, project};
use entity::value::{EventId, PartialDate, ProjectId, ThemeId};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::rights::Right;
use openapi::portfolio::events::{Event, EventFilter, EventInput};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::{draft, view};
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, Unique, require_exists};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::{contains_words, eq_if, in_year};
use crate::platform::http::Keyset;
use crate::platform::refs::project_refs;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::resources::Events;
use crate::portfolio::themes;

const UNIQUE: [Unique; 1] = [Unique {
    name: "event_unique",
    column: "event.title_key",
    pointer: "/title",
    detail: "another event has this title and start",
}];

impl Keyset for event::Entity {
    const SORT_COLUMNS: &'static [(&'static str, event::Column)] = &[
        ("title", event::Column::TitleKey),
        ("kind", event::Column::Kind),
        ("start", event::Column::FirstDay),
        ("end", event::Column::LastDay),
    ];
    const DEFAULT_SORT: &'static [event::Column] = &[event::Column::FirstDay];
    const ID: event::Column = event::Column::Id;
}

impl Resource for Events {
    type Entity = event::Entity;
    type Id = EventId;
    type View = Event;
    type Filter = EventFilter;
    const NAME: &'static str = "event";
    const PROJECT: Option<event::Column> = Some(event::Column::ProjectId);

    fn filtered(filter: &EventFilter) -> Select<event::Entity> {
        let EventFilter { year, kind, theme, project, q, sort: _ } = filter;
        let select = event::Entity::find()
            .filter(eq_if(event::Column::ProjectId, *project))
            .filter(eq_if(event::Column::Kind, *kind))
            .filter(in_year(event::Column::FirstDay, *year))
            .filter(contains_words(event::Column::TitleKey, q.as_ref()));
        match theme {
            Some(code) => select.filter(event::Column::ThemeId.in_subquery(themes::queries::of_code(code))),
            None => select,
        }
    }

    fn sort(filter: &EventFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(connection: &impl ConnectionTrait, rows: Vec<event::Model>) -> Result<Vec<Event>> {
        let projects = project_refs(connection, rows.iter().map(|row| row.project_id)).await?;
        let themes = themes::queries::codes(connection).await?;
        Ok(rows.into_iter().map(|row| view::event(row, &projects, &themes)).collect())
    }
}

impl Create for Events {
    const CREATE: Right = Right::WriteProjects;
    type Parent = ();
    type New = EventInput;
    const COLLECTION: &'static str = "/v1/events";

    fn project_of_new((): (), new: &EventInput) -> Option<ProjectId> {
        new.project
    }

    async fn create(work: &UnitOfWork<'_>, (): (), new: EventInput) -> Result<event::Model> {
        let (start, theme) = rules(work, &new).await?;
        let row = draft::row(EventId(work.id()), new, start, theme);
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for Events {
    const WRITE: Right = Right::WriteProjects;
}

impl Update for Events {
    type Input = EventInput;

    async fn to_input(
        connection: &impl ConnectionTrait,
        row: event::Model,
        _: &Self::View,
    ) -> Result<EventInput> {
        Ok(view::to_input(row, &themes::queries::codes(connection).await?))
    }

    async fn update(work: &UnitOfWork<'_>, was: event::Model, input: EventInput) -> Result<event::Model> {
        let (start, theme) = rules(work, &input).await?;
        let row = draft::row(was.id, input, start, theme);
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}

async fn rules(work: &UnitOfWork<'_>, input: &EventInput) -> Result<(PartialDate, Option<ThemeId>)> {
    let mut faults = ValidationErrors::default();
    faults.blank("/title", &input.title);
    faults.reversed("/period", &input.period);
    require_exists::<project::Entity>(work, input.project, "/project", "project", &mut faults).await?;
    let theme = themes::queries::known(work.tx, input.theme.as_ref(), "/theme", &mut faults).await?;
    let Some(start) = input.period.start else {
        faults.push("/period/start", ErrorCode::Required, "give the `start` of the event");
        return Err(faults.into());
    };
    faults.into_result()?;
    Ok((start, theme))
}

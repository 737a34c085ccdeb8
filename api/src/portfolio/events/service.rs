use entity::portfolio::{event, project};
use entity::value::{EventId, PartialDate, ProjectId, ThemeId};
use openapi::platform::rights::Right;
use openapi::portfolio::events::EventInput;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::constraint::{OnConflict, Unique, exists};
use crate::platform::error::Result;
use crate::platform::resource::{Held, Made, Written, put};
use crate::platform::validation::Faults;
use crate::portfolio::themes;

const UNIQUE: [Unique; 1] = [Unique {
    name: "event_unique",
    column: "event.title_key",
    pointer: "/title",
    detail: "there is an event of this title and start already",
}];

impl Made for event::Entity {
    const MAKE: Right = Right::WriteProjects;
    type Parent = ();
    type New = EventInput;
    const COLLECTION: &'static str = "/v1/events";

    fn place((): (), new: &EventInput) -> Option<ProjectId> {
        new.project
    }

    async fn make(work: &Work<'_>, (): (), new: EventInput) -> Result<event::Model> {
        let (start, theme) = rules(work, &new).await?;
        let row = draft::row(EventId(work.id()), new, start, theme);
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

impl Held for event::Entity {
    const WRITE: Right = Right::WriteProjects;
}

impl Written for event::Entity {
    type Said = EventInput;

    async fn said(
        connection: &impl ConnectionTrait,
        row: event::Model,
        _: &Self::Told,
    ) -> Result<EventInput> {
        Ok(view::said(row, &themes::queries::codes(connection).await?))
    }

    async fn change(work: &Work<'_>, was: event::Model, said: EventInput) -> Result<event::Model> {
        let (start, theme) = rules(work, &said).await?;
        let row = draft::row(was.id, said, start, theme);
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

async fn rules(work: &Work<'_>, said: &EventInput) -> Result<(PartialDate, Option<ThemeId>)> {
    let mut faults = Faults::default();
    faults.blank("/title", &said.title);
    faults.reversed("/period", &said.period);
    exists::<project::Entity>(work, said.project, "/project", "project", &mut faults).await?;
    let theme = themes::queries::known(work.tx, said.theme.as_ref(), "/theme", &mut faults).await?;
    let Some(start) = said.period.start else {
        faults.push("/period/start", "required", "an event has a `start`");
        return Err(faults.into());
    };
    faults.none()?;
    Ok((start, theme))
}

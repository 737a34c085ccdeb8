use entity::portfolio::{project, publication};
use entity::value::{ProjectId, PublicationId, ThemeId};
use openapi::platform::rights::Right;
use openapi::portfolio::publications::PublicationInput;
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};

use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::constraint::{OnConflict, Unique, exists};
use crate::platform::error::Result;
use crate::platform::resource::{Held, Made, Written, put};
use crate::platform::validation::Faults;
use crate::portfolio::themes;

const UNIQUE: [Unique; 1] = [Unique {
    name: "publication_unique",
    column: "publication.title_key",
    pointer: "/title",
    detail: "there is a publication of this title and date already",
}];

impl Made for publication::Entity {
    const MAKE: Right = Right::WriteProjects;
    type Parent = ();
    type New = PublicationInput;
    const COLLECTION: &'static str = "/v1/publications";

    fn place((): (), new: &PublicationInput) -> Option<ProjectId> {
        new.project
    }

    async fn make(work: &Work<'_>, (): (), new: PublicationInput) -> Result<publication::Model> {
        let theme = rules(work, &new).await?;
        let row = draft::row(PublicationId(work.id()), new, theme);
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

impl Held for publication::Entity {
    const WRITE: Right = Right::WriteProjects;
}

impl Written for publication::Entity {
    type Said = PublicationInput;

    async fn said(
        connection: &impl ConnectionTrait,
        row: publication::Model,
        _: &Self::Told,
    ) -> Result<PublicationInput> {
        Ok(view::said(row, &themes::queries::codes(connection).await?))
    }

    async fn change(
        work: &Work<'_>,
        was: publication::Model,
        said: PublicationInput,
    ) -> Result<publication::Model> {
        let theme = rules(work, &said).await?;
        let row = draft::row(was.id, said, theme);
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

async fn rules(work: &Work<'_>, said: &PublicationInput) -> Result<Option<ThemeId>> {
    let mut faults = Faults::default();
    faults.blank("/title", &said.title);
    exists::<project::Entity>(work, said.project, "/project", "project", &mut faults).await?;
    let theme = themes::queries::known(work.tx, said.theme.as_ref(), "/theme", &mut faults).await?;
    faults.none()?;
    Ok(theme)
}

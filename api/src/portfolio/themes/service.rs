use entity::portfolio::{event, project, project_theme, publication, theme};
use entity::value::ThemeId;
use openapi::platform::rights::Right;
use openapi::portfolio::themes::ThemeInput;
use sea_orm::sea_query::Query;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
};

use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::constraint::{Holders, OnConflict, Unique};
use crate::platform::error::Result;
use crate::platform::resource::{Held, Made, Written, put};

const UNIQUE: [Unique; 1] = [Unique {
    name: "theme_code_unique",
    column: "theme.code",
    pointer: "/code",
    detail: "another theme has this code",
}];

impl Made for theme::Entity {
    const MAKE: Right = Right::WriteRegisters;
    type Parent = ();
    type New = ThemeInput;
    const COLLECTION: &'static str = "/v1/themes";

    async fn make(work: &Work<'_>, (): (), new: ThemeInput) -> Result<theme::Model> {
        let row = draft::row(ThemeId(work.id()), new);
        row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
    }
}

impl Held for theme::Entity {
    const WRITE: Right = Right::WriteRegisters;

    async fn remove(work: &Work<'_>, row: theme::Model) -> Result<()> {
        let about = Query::select()
            .column(project_theme::Column::ProjectId)
            .from(project_theme::Entity)
            .and_where(project_theme::Column::ThemeId.eq(row.id))
            .take();
        let projects = project::Entity::find().filter(project::Column::Id.in_subquery(about));
        let publications = publication::Entity::find().filter(publication::COLUMN.theme_id.eq(row.id));
        let events = event::Entity::find().filter(event::COLUMN.theme_id.eq(row.id));
        let mut holders = Holders::default();
        holders.find(work, projects).await?;
        holders.find(work, publications).await?;
        holders.find(work, events).await?;
        holders.none(work).await?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Written for theme::Entity {
    type Said = ThemeInput;

    async fn said(_: &impl ConnectionTrait, row: theme::Model, _: &Self::Told) -> Result<ThemeInput> {
        Ok(view::said(row))
    }

    async fn change(work: &Work<'_>, was: theme::Model, said: ThemeInput) -> Result<theme::Model> {
        let row = draft::row(was.id, said);
        put::<Self>(work, &was, &row).await.on_conflict(&UNIQUE)
    }
}

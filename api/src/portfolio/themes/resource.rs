//! The resource traits of themes.

use entity::portfolio::{event, project, project_theme, publication, theme};
use entity::value::ThemeId;
use openapi::platform::rights::Right;
use openapi::portfolio::themes::{Theme, ThemeInput};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ModelTrait, QueryFilter, Select};

use super::{draft, view};
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, References, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::http::{Keyset, NoFilter};
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::portfolio::resources::Themes;

const UNIQUE: [Unique; 1] = [Unique {
    name: "theme_code_unique",
    column: "theme.code",
    pointer: "/code",
    detail: "another theme has this code",
}];

impl Keyset for theme::Entity {
    const DEFAULT_SORT: &'static [theme::Column] = &[theme::Column::Code];
    const ID: theme::Column = theme::Column::Id;
}

impl Resource for Themes {
    type Entity = theme::Entity;
    type Id = ThemeId;
    type View = Theme;
    type Filter = NoFilter;
    const NAME: &'static str = "theme";

    fn filtered(_: &NoFilter) -> Select<theme::Entity> {
        theme::Entity::find()
    }

    async fn to_views(_: &impl ConnectionTrait, rows: Vec<theme::Model>) -> Result<Vec<Theme>> {
        Ok(rows.into_iter().map(view::theme).collect())
    }
}

impl Create for Themes {
    const CREATE: Right = Right::WriteRegisters;
    type Parent = ();
    type New = ThemeInput;
    const COLLECTION: &'static str = "/v1/themes";

    async fn create(work: &UnitOfWork<'_>, (): (), new: ThemeInput) -> Result<theme::Model> {
        let row = draft::row(ThemeId(work.id()), new);
        insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
    }
}

impl Lock for Themes {
    const WRITE: Right = Right::WriteRegisters;

    async fn delete(work: &UnitOfWork<'_>, row: theme::Model) -> Result<()> {
        let about = Query::select()
            .column(project_theme::Column::ProjectId)
            .from(project_theme::Entity)
            .and_where(project_theme::Column::ThemeId.eq(row.id))
            .take();
        let projects = project::Entity::find().filter(project::Column::Id.in_subquery(about));
        let publications = publication::Entity::find().filter(publication::COLUMN.theme_id.eq(row.id));
        let events = event::Entity::find().filter(event::COLUMN.theme_id.eq(row.id));
        let mut holders = References::default();
        holders.find(work, projects).await?;
        holders.find(work, publications).await?;
        holders.find(work, events).await?;
        holders.require_none(work).await?;
        row.delete(work.tx).await?;
        Ok(())
    }
}

impl Update for Themes {
    type Input = ThemeInput;

    async fn to_input(_: &impl ConnectionTrait, row: theme::Model, _: &Self::View) -> Result<ThemeInput> {
        Ok(view::to_input(row))
    }

    async fn update(work: &UnitOfWork<'_>, was: theme::Model, input: ThemeInput) -> Result<theme::Model> {
        let row = draft::row(was.id, input);
        update_changed_columns::<Self>(work, &was, &row).await.map_unique_violation(&UNIQUE)
    }
}

use entity::value::ThemeId;
use entity::{event, project, project_theme, publication, theme};
use sea_orm::sea_query::Query;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter};

use super::draft::Draft;
use crate::app::Work;
use crate::constraint::{Holders, OnConflict, Unique, holding};
use crate::error::Result;

const UNIQUE: [Unique; 1] = [Unique {
    name: "theme_code_unique",
    column: "theme.code",
    pointer: "/code",
    detail: "another theme has this code",
}];

/// Adds a theme.
pub(crate) async fn register(work: &Work<'_>, draft: Draft) -> Result<theme::Model> {
    let row = draft.row(ThemeId(work.id()));
    row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
}

/// Makes a theme what is now said of it.
pub(crate) async fn change(work: &Work<'_>, id: ThemeId, draft: Draft) -> Result<theme::Model> {
    draft.row(id).into_active_model().reset_all().update(work.tx).await.on_conflict(&UNIQUE)
}

/// Deletes a theme that nothing is about.
pub(crate) async fn delete(work: &Work<'_>, row: theme::Model) -> Result<()> {
    let about = Query::select()
        .column(project_theme::Column::ProjectId)
        .from(project_theme::Entity)
        .and_where(project_theme::Column::ThemeId.eq(row.id))
        .take();
    let projects = project::Entity::find().filter(project::Column::Id.in_subquery(about));
    let publications = publication::Entity::find().filter(publication::COLUMN.theme_id.eq(row.id));
    let events = event::Entity::find().filter(event::COLUMN.theme_id.eq(row.id));
    let mut holders = Holders::default();
    holders.note("the project", holding(work, projects, project::Column::Acronym).await?);
    holders.note("the publication", holding(work, publications, publication::Column::Title).await?);
    holders.note("the event", holding(work, events, event::Column::Title).await?);
    holders.none()?;
    row.delete(work.tx).await?;
    Ok(())
}

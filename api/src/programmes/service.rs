use entity::value::ProgrammeId;
use entity::{funding_line, organisation, programme, project};
use sea_orm::sea_query::Query;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter};

use super::draft::Draft;
use crate::app::Work;
use crate::constraint::{Holders, OnConflict, Unique, exists, holding};
use crate::error::Result;

const UNIQUE: [Unique; 1] = [Unique {
    name: "programme_name_unique",
    column: "programme.name_key",
    pointer: "/name",
    detail: "another programme has this name",
}];

/// Adds a programme.
pub(crate) async fn register(work: &Work<'_>, draft: Draft) -> Result<programme::Model> {
    exists::<organisation::Entity>(work, draft.0.managing_authority, "/managing_authority", "organisation")
        .await?;
    let row = draft.row(ProgrammeId(work.id()));
    row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
}

/// Makes a programme what is now said of it.
pub(crate) async fn change(work: &Work<'_>, id: ProgrammeId, draft: Draft) -> Result<programme::Model> {
    exists::<organisation::Entity>(work, draft.0.managing_authority, "/managing_authority", "organisation")
        .await?;
    draft.row(id).into_active_model().reset_all().update(work.tx).await.on_conflict(&UNIQUE)
}

/// Deletes a programme that funds nothing.
pub(crate) async fn delete(work: &Work<'_>, row: programme::Model) -> Result<()> {
    let funded = Query::select()
        .column(funding_line::Column::ProjectId)
        .from(funding_line::Entity)
        .and_where(funding_line::Column::ProgrammeId.eq(row.id))
        .and_where(funding_line::Column::ProjectId.is_not_null())
        .take();
    let projects = project::Entity::find().filter(project::Column::Id.in_subquery(funded));
    let of_all = funding_line::Entity::find()
        .filter(funding_line::COLUMN.programme_id.eq(row.id))
        .filter(funding_line::COLUMN.project_id.is_null());
    let mut holders = Holders::default();
    holders.note("the project", holding(work, projects, project::Column::Acronym).await?);
    holders.note("the funding line", holding(work, of_all, funding_line::Column::Reference).await?);
    holders.none()?;
    row.delete(work.tx).await?;
    Ok(())
}

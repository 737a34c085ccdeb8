use entity::publication;
use entity::value::{ProjectId, PublicationId};
use openapi::page::{Page, PageQuery};
use openapi::publications::{Publication, PublicationFilter};
use sea_orm::prelude::Date;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoIdentity, QueryFilter, QueryOrder};

use super::view;
use crate::error::{Error, Result};
use crate::http::{Keyset, page_of};
use crate::search::{holds, in_year, is};
use crate::{projects, themes};

impl Keyset for publication::Entity {
    type Key = (Date, PublicationId);

    fn columns() -> impl IntoIdentity {
        (publication::Column::FirstDay, publication::Column::Id)
    }

    fn key(row: &publication::Model) -> Self::Key {
        (row.first_day, row.id)
    }
}

pub(super) async fn publications(
    connection: &impl ConnectionTrait,
    filter: &PublicationFilter,
    page: &PageQuery,
) -> Result<Page<Publication>> {
    let PublicationFilter { year, theme, project, q } = filter;
    let mut select = publication::Entity::find()
        .filter(is(publication::Column::ProjectId, *project))
        .filter(in_year(publication::Column::FirstDay, *year))
        .filter(holds(publication::Column::TitleKey, q.as_ref()));
    if let Some(code) = theme {
        select = select.filter(publication::Column::ThemeId.in_subquery(themes::queries::of_code(code)));
    }
    let (rows, next) = page_of(connection, select, page).await?;
    Ok(Page { items: with_names(connection, rows).await?, next })
}

pub(super) async fn publication(connection: &impl ConnectionTrait, id: PublicationId) -> Result<Publication> {
    let row = publication::Entity::find_by_id(id).one(connection).await?;
    let publications = with_names(connection, row.into_iter().collect()).await?;
    publications.into_iter().next().ok_or(Error::NotFound("publication"))
}

/// The publications of a project, oldest first.
pub(crate) async fn of_project(
    connection: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<Vec<Publication>> {
    let rows = publication::Entity::find()
        .filter(publication::COLUMN.project_id.eq(project))
        .order_by_asc(publication::COLUMN.first_day)
        .order_by_asc(publication::COLUMN.id)
        .all(connection)
        .await?;
    with_names(connection, rows).await
}

async fn with_names(
    connection: &impl ConnectionTrait,
    rows: Vec<publication::Model>,
) -> Result<Vec<Publication>> {
    let projects = projects::queries::named(connection, rows.iter().map(|row| row.project_id)).await?;
    let themes = themes::queries::codes(connection).await?;
    Ok(rows.into_iter().map(|row| view::publication(row, &projects, &themes)).collect())
}

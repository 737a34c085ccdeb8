use entity::portfolio::publication;
use entity::value::{ProjectId, PublicationId};
use openapi::portfolio::publications::{Publication, PublicationFilter};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::view;
use crate::platform::error::Result;
use crate::platform::filter::{holds, in_year, is};
use crate::platform::http::Keyset;
use crate::platform::refs::project_refs;
use crate::platform::resource::{Resource, told_all};
use crate::portfolio::themes;

impl Keyset for publication::Entity {
    const SORTS: &'static [(&'static str, publication::Column)] =
        &[("title", publication::Column::TitleKey), ("published", publication::Column::FirstDay)];
    const USUALLY: &'static [publication::Column] = &[publication::Column::FirstDay];
    const ID: publication::Column = publication::Column::Id;
}

impl Resource for publication::Entity {
    type Id = PublicationId;
    type Told = Publication;
    type Filter = PublicationFilter;
    const NAME: &'static str = "publication";
    const PROJECT: Option<publication::Column> = Some(publication::Column::ProjectId);

    fn passing(filter: &PublicationFilter) -> Select<Self> {
        let PublicationFilter { year, theme, project, q, sort: _ } = filter;
        let select = Self::find()
            .filter(is(publication::Column::ProjectId, *project))
            .filter(in_year(publication::Column::FirstDay, *year))
            .filter(holds(publication::Column::TitleKey, q.as_ref()));
        match theme {
            Some(code) => {
                select.filter(publication::Column::ThemeId.in_subquery(themes::queries::of_code(code)))
            }
            None => select,
        }
    }

    fn sort(filter: &PublicationFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(
        connection: &impl ConnectionTrait,
        rows: Vec<publication::Model>,
    ) -> Result<Vec<Publication>> {
        let projects = project_refs(connection, rows.iter().map(|row| row.project_id)).await?;
        let themes = themes::queries::codes(connection).await?;
        Ok(rows.into_iter().map(|row| view::publication(row, &projects, &themes)).collect())
    }
}

/// The publications of a project, oldest first.
pub(crate) async fn of_project(
    connection: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<Vec<Publication>> {
    let select = publication::Entity::find()
        .filter(publication::COLUMN.project_id.eq(project))
        .order_by_asc(publication::COLUMN.first_day)
        .order_by_asc(publication::COLUMN.id);
    told_all(connection, select).await
}

use entity::funding_line;
use entity::value::{FundingLineId, ProjectId};
use openapi::funding::{FundingLine, FundingLineFilter};
use openapi::page::{Page, PageQuery};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoIdentity, QueryFilter, QueryOrder};

use super::view;
use crate::error::{Error, Result};
use crate::http::{Keyset, page_of};
use crate::search::is;
use crate::{organisations, programmes, projects};

impl Keyset for funding_line::Entity {
    type Key = FundingLineId;

    fn columns() -> impl IntoIdentity {
        funding_line::Column::Id
    }

    fn key(row: &funding_line::Model) -> FundingLineId {
        row.id
    }
}

pub(super) async fn funding_lines(
    connection: &impl ConnectionTrait,
    filter: &FundingLineFilter,
    page: &PageQuery,
) -> Result<Page<FundingLine>> {
    let FundingLineFilter { project, programme, payer, stage, form } = filter;
    let select = funding_line::Entity::find()
        .filter(is(funding_line::Column::ProjectId, *project))
        .filter(is(funding_line::Column::ProgrammeId, *programme))
        .filter(is(funding_line::Column::PayerId, *payer))
        .filter(is(funding_line::Column::Stage, *stage))
        .filter(is(funding_line::Column::Form, *form));
    let (rows, next) = page_of(connection, select, page).await?;
    Ok(Page { items: with_names(connection, rows).await?, next })
}

pub(super) async fn funding_line(
    connection: &impl ConnectionTrait,
    id: FundingLineId,
) -> Result<FundingLine> {
    let row = funding_line::Entity::find_by_id(id).one(connection).await?;
    let lines = with_names(connection, row.into_iter().collect()).await?;
    lines.into_iter().next().ok_or(Error::NotFound("funding line"))
}

/// The money of a project.
pub(crate) async fn of_project(
    connection: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<Vec<FundingLine>> {
    let rows = funding_line::Entity::find()
        .filter(funding_line::COLUMN.project_id.eq(project))
        .order_by_asc(funding_line::COLUMN.id)
        .all(connection)
        .await?;
    with_names(connection, rows).await
}

async fn with_names(
    connection: &impl ConnectionTrait,
    rows: Vec<funding_line::Model>,
) -> Result<Vec<FundingLine>> {
    let names = view::Names {
        projects: projects::queries::named(connection, rows.iter().map(|row| row.project_id)).await?,
        programmes: programmes::queries::named(connection, rows.iter().map(|row| row.programme_id)).await?,
        payers: organisations::queries::named(connection, rows.iter().map(|row| row.payer_id)).await?,
    };
    Ok(rows.into_iter().map(|row| view::funding_line(row, &names)).collect())
}

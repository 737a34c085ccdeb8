use entity::value::{ParticipationId, ProjectId};
use entity::{organisation, participation};
use openapi::page::{Page, PageQuery};
use openapi::partners::{Partner, PartnerFilter};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, IntoIdentity, QueryFilter, QueryOrder};

use super::view;
use crate::error::{Error, Result};
use crate::http::{Keyset, page_of};
use crate::search::is;
use crate::{organisations, projects};

impl Keyset for participation::Entity {
    type Key = ParticipationId;

    fn columns() -> impl IntoIdentity {
        participation::Column::Id
    }

    fn key(row: &participation::Model) -> ParticipationId {
        row.id
    }
}

/// The country of a participation joined with its organisation: the one of the time, or else the
/// organisation's.
pub(crate) fn country() -> Expr {
    Expr::expr(Func::coalesce([
        Expr::col((participation::Entity, participation::Column::Country)),
        Expr::col((organisation::Entity, organisation::Column::Country)),
    ]))
}

pub(super) async fn partners(
    connection: &impl ConnectionTrait,
    filter: &PartnerFilter,
    page: &PageQuery,
) -> Result<Page<Partner>> {
    let PartnerFilter { project, organisation, country: wanted, role } = filter;
    let mut select = participation::Entity::find()
        .filter(is(participation::Column::ProjectId, *project))
        .filter(is(participation::Column::OrganisationId, *organisation))
        .filter(is(participation::Column::Role, *role));
    if let Some(wanted) = wanted {
        let there = Query::select()
            .column((participation::Entity, participation::Column::Id))
            .from(participation::Entity)
            .left_join(
                organisation::Entity,
                Expr::col((organisation::Entity, organisation::Column::Id))
                    .equals((participation::Entity, participation::Column::OrganisationId)),
            )
            .and_where(country().eq(*wanted))
            .take();
        select = select.filter(participation::Column::Id.in_subquery(there));
    }
    let (rows, next) = page_of(connection, select, page).await?;
    Ok(Page { items: with_names(connection, rows).await?, next })
}

pub(super) async fn partner(connection: &impl ConnectionTrait, id: ParticipationId) -> Result<Partner> {
    let row = participation::Entity::find_by_id(id).one(connection).await?;
    let partners = with_names(connection, row.into_iter().collect()).await?;
    partners.into_iter().next().ok_or(Error::NotFound("partner"))
}

/// The partners of a project.
pub(crate) async fn of_project(
    connection: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<Vec<Partner>> {
    let rows = participation::Entity::find()
        .filter(participation::COLUMN.project_id.eq(project))
        .order_by_asc(participation::COLUMN.id)
        .all(connection)
        .await?;
    with_names(connection, rows).await
}

async fn with_names(
    connection: &impl ConnectionTrait,
    rows: Vec<participation::Model>,
) -> Result<Vec<Partner>> {
    let projects = projects::queries::named(connection, rows.iter().map(|row| Some(row.project_id))).await?;
    let organisations =
        organisations::queries::of_ids(connection, rows.iter().map(|row| row.organisation_id)).await?;
    let organisations = organisations.into_iter().map(|row| (row.id, row)).collect();
    Ok(rows.into_iter().filter_map(|row| view::partner(row, &projects, &organisations)).collect())
}

use entity::value::{ParticipationId, ProjectId};
use entity::{organisation, participation};
use openapi::partners::{Partner, PartnerFilter};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::view;
use crate::error::Result;
use crate::http::Keyset;
use crate::projects;
use crate::resource::{Resource, rows_of, told_all};
use crate::search::is;

impl Keyset for participation::Entity {
    const ID: participation::Column = participation::Column::Id;
}

/// The country of a participation joined with its organisation: the one of the time, or else the
/// organisation's.
pub(crate) fn country() -> Expr {
    Expr::expr(Func::coalesce([
        Expr::col((participation::Entity, participation::Column::Country)),
        Expr::col((organisation::Entity, organisation::Column::Country)),
    ]))
}

impl Resource for participation::Entity {
    type Id = ParticipationId;
    type Told = Partner;
    type Filter = PartnerFilter;
    const NAME: &'static str = "partner";

    fn passing(filter: &PartnerFilter) -> Select<Self> {
        let PartnerFilter { project, organisation, country: wanted, role } = filter;
        let select = Self::find()
            .filter(is(participation::Column::ProjectId, *project))
            .filter(is(participation::Column::OrganisationId, *organisation))
            .filter(is(participation::Column::Role, *role));
        let Some(wanted) = wanted else { return select };
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
        select.filter(participation::Column::Id.in_subquery(there))
    }

    async fn told(
        connection: &impl ConnectionTrait,
        rows: Vec<participation::Model>,
    ) -> Result<Vec<Partner>> {
        let projects =
            projects::queries::named(connection, rows.iter().map(|row| Some(row.project_id))).await?;
        let organisations =
            rows_of::<organisation::Entity>(connection, rows.iter().map(|row| row.organisation_id)).await?;
        let organisations = organisations.into_iter().map(|row| (row.id, row)).collect();
        Ok(rows.into_iter().filter_map(|row| view::partner(row, &projects, &organisations)).collect())
    }
}

/// The partners of a project.
pub(crate) async fn of_project(
    connection: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<Vec<Partner>> {
    let of_project = participation::Entity::find().filter(participation::COLUMN.project_id.eq(project));
    told_all(connection, of_project.order_by_asc(participation::COLUMN.id)).await
}

use std::collections::HashMap;

use entity::portfolio::{organisation, participation};
use entity::value::{CountryCode, ParticipationId, ProjectId};
use openapi::portfolio::organisations::OrganisationRef;
use openapi::portfolio::partners::{Partner, PartnerFilter};
use openapi::portfolio::projects::{Project, ProjectRef};
use sea_orm::sea_query::{Expr, ExprTrait, Func, IntoCondition, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::view;
use crate::platform::auth::Eyes;
use crate::platform::database::Kept;
use crate::platform::error::Result;
use crate::platform::filter::is;
use crate::platform::http::Keyset;
use crate::platform::refs::{organisation_ref, project_refs};
use crate::platform::resource::{Resource, rows_of};

impl Keyset for participation::Entity {
    const ID: participation::Column = participation::Column::Id;
}

/// That costs of a participation are the owner's: it is one of the owner's, or nobody said whose they are.
pub(crate) fn is_owners(participation: impl ColumnTrait) -> Condition {
    let owner = Query::select()
        .column(organisation::Column::Id)
        .from(organisation::Entity)
        .and_where(organisation::COLUMN.is_owner.eq(true))
        .take();
    let owners = Query::select()
        .column(participation::Column::Id)
        .from(participation::Entity)
        .and_where(participation::Column::OrganisationId.in_subquery(owner))
        .take();
    Condition::any().add(participation.is_null()).add(participation.in_subquery(owners))
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
    const MONEY: bool = true;
    const FINANCIAL_FIELDS: &'static [&'static str] = &["budget_share"];
    const PROJECT: Option<participation::Column> = Some(participation::Column::ProjectId);

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

    fn withhold(told: &mut Partner, eyes: &Eyes<'_>) {
        if !eyes.see_money_of(Some(told.project.id)) {
            told.budget_share = None;
        }
    }

    async fn told(
        connection: &impl ConnectionTrait,
        rows: Vec<participation::Model>,
    ) -> Result<Vec<Partner>> {
        let projects = project_refs(connection, rows.iter().map(|row| Some(row.project_id))).await?;
        let organisations =
            rows_of::<organisation::Entity>(connection, rows.iter().map(|row| row.organisation_id)).await?;
        let organisations: HashMap<_, _> = organisations.into_iter().map(|row| (row.id, row)).collect();
        let partners = rows.into_iter().filter_map(|row| {
            let project = projects.get(&row.project_id)?.clone();
            let organisation = row.organisation_id.and_then(|id| organisations.get(&id));
            let country = organisation.and_then(|organisation| organisation.country);
            Some(view::partner(row, project, organisation.map(organisation_ref), country))
        });
        Ok(partners.collect())
    }
}

/// A row, and what is told of its organisation.
#[derive(FromQueryResult)]
struct Joined {
    #[sea_orm(nested)]
    row: participation::Model,
    organisation_name: Option<String>,
    organisation_country: Option<CountryCode>,
}

impl Joined {
    /// The participations that pass, oldest first.
    fn passing(passing: impl IntoCondition) -> Select<participation::Entity> {
        participation::Entity::find()
            .filter(passing)
            .order_by_asc(participation::COLUMN.id)
            .left_join(organisation::Entity)
            .column_as(organisation::Column::Name, "organisation_name")
            .column_as(organisation::Column::Country, "organisation_country")
    }

    /// The partner of a project.
    fn partner(self, project: ProjectRef) -> Partner {
        let named = self.row.organisation_id.zip(self.organisation_name);
        let organisation = named.map(|(id, name)| OrganisationRef { id, name });
        view::partner(self.row, project, organisation, self.organisation_country)
    }
}

/// The partners of some projects, project by project, however many there are by one statement.
pub(crate) async fn of_projects(
    connection: &impl ConnectionTrait,
    projects: &[Project],
    ids: SelectStatement,
) -> Result<HashMap<ProjectId, Vec<Partner>>> {
    let known: HashMap<_, _> = projects.iter().map(|project| (project.id, &project.acronym)).collect();
    let mut partners: HashMap<ProjectId, Vec<Partner>> = HashMap::new();
    let of_projects = Joined::passing(participation::Column::ProjectId.in_subquery(ids));
    for joined in of_projects.into_model::<Joined>().all(connection).await? {
        let id = joined.row.project_id;
        if let Some(acronym) = known.get(&id) {
            let project = ProjectRef { id, acronym: (*acronym).clone() };
            partners.entry(id).or_default().push(joined.partner(project));
        }
    }
    Ok(partners)
}

static OF_PROJECT: Kept = Kept::new();

/// The partners of a project.
pub(crate) async fn of_project(
    connection: &impl ConnectionTrait,
    project: &ProjectRef,
) -> Result<Vec<Partner>> {
    let select = || Joined::passing(participation::COLUMN.project_id.eq(project.id));
    let statement = OF_PROJECT.statement(connection.get_database_backend(), [project.id.into()], select);
    let of_project = Joined::find_by_statement(statement).all(connection).await?;
    Ok(of_project.into_iter().map(|joined| joined.partner(project.clone())).collect())
}

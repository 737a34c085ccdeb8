use std::collections::{BTreeSet, HashMap};

use entity::portfolio::{organisation, participation};
use entity::value::{CountryCode, ParticipationRole, ProjectId};
use openapi::portfolio::organisations::OrganisationRef;
use openapi::portfolio::partners::Partner;
use openapi::portfolio::projects::{Project, ProjectRef};
use sea_orm::sea_query::{Expr, Func, IntoCondition, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Select,
};

use super::view;
use crate::platform::database::CachedStatement;
use crate::platform::error::Result;

/// Costs belong to the owner: the participation is the owner's, or there is none.
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

/// The number of projects up to which a query names each of them.
const MOST_NAMED: usize = 500;

/// Those of some projects that another partner coordinates: the owner has another role, or another partner
/// is the coordinator.
pub(crate) async fn coordinated_by_others(
    connection: &impl ConnectionTrait,
    projects: BTreeSet<ProjectId>,
) -> Result<BTreeSet<ProjectId>> {
    if projects.is_empty() {
        return Ok(BTreeSet::new());
    }
    let named = (projects.len() <= MOST_NAMED)
        .then(|| participation::COLUMN.project_id.is_in(projects.iter().copied()));
    // A partner who has left coordinates no more.
    let coordinates = Condition::all()
        .add(participation::COLUMN.role.eq(ParticipationRole::Coordinator))
        .add(participation::Column::Left.is_null());
    let roles: Vec<(ProjectId, ParticipationRole, Option<bool>)> = participation::Entity::find()
        .left_join(organisation::Entity)
        .select_only()
        .column(participation::Column::ProjectId)
        .column(participation::Column::Role)
        .column(organisation::Column::IsOwner)
        .filter(participation::Column::Role.is_not_null())
        .filter(Condition::any().add(organisation::COLUMN.is_owner.eq(true)).add(coordinates))
        .filter(Condition::all().add_option(named))
        .into_tuple()
        .all(connection)
        .await?;
    let own: BTreeSet<_> = roles
        .iter()
        .filter(|(_, role, is_owner)| *role == ParticipationRole::Coordinator && *is_owner == Some(true))
        .map(|(project, ..)| *project)
        .collect();
    let others = roles.into_iter().map(|(project, ..)| project);
    Ok(others.filter(|project| projects.contains(project) && !own.contains(project)).collect())
}

/// The country of a participation: its own, otherwise that of its organisation. The query must join the
/// organisation.
pub(crate) fn country() -> Expr {
    Expr::expr(Func::coalesce([
        Expr::col((participation::Entity, participation::Column::Country)),
        Expr::col((organisation::Entity, organisation::Column::Country)),
    ]))
}

/// A row, with columns of its organisation.
#[derive(FromQueryResult)]
struct Joined {
    #[sea_orm(nested)]
    row: participation::Model,
    organisation_name: Option<String>,
    organisation_country: Option<CountryCode>,
}

impl Joined {
    /// The matching participations, oldest first.
    fn passing(passing: impl IntoCondition) -> Select<participation::Entity> {
        participation::Entity::find()
            .filter(passing)
            .order_by_asc(participation::COLUMN.id)
            .left_join(organisation::Entity)
            .column_as(organisation::Column::Name, "organisation_name")
            .column_as(organisation::Column::Country, "organisation_country")
    }

    fn partner(self, project: ProjectRef) -> Partner {
        let named = self.row.organisation_id.zip(self.organisation_name);
        let organisation = named.map(|(id, name)| OrganisationRef { id, name });
        view::partner(self.row, project, organisation, self.organisation_country)
    }
}

/// The partners of some projects, ordered by project, with one statement.
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

static OF_PROJECT: CachedStatement = CachedStatement::new();

pub(crate) async fn of_project(
    connection: &impl ConnectionTrait,
    project: &ProjectRef,
) -> Result<Vec<Partner>> {
    let select = || Joined::passing(participation::COLUMN.project_id.eq(project.id));
    let statement = OF_PROJECT.statement(connection.get_database_backend(), [project.id.into()], select);
    let of_project = Joined::find_by_statement(statement).all(connection).await?;
    Ok(of_project.into_iter().map(|joined| joined.partner(project.clone())).collect())
}

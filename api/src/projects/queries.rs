use std::collections::HashMap;

use entity::value::{ProgrammeId, ProjectId, ProjectStage, ThemeCode};
use entity::{funding_line, organisation, participation, programme, project, project_theme, theme};
use openapi::programmes::ProgrammeRef;
use openapi::projects::{Project, ProjectFilter, ProjectInFull, ProjectRef};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::view;
use crate::error::Result;
use crate::http::{InFull, Keyset};
use crate::resource::{Resource, row_of, rows_of};
use crate::search::{holds, is};
use crate::{events, funding, partners, publications, themes};

/// The stages of a project that has been signed, whatever became of it since.
pub(crate) const SIGNED: [ProjectStage; 4] =
    [ProjectStage::Signed, ProjectStage::Suspended, ProjectStage::Closed, ProjectStage::Terminated];

impl Keyset for project::Entity {
    const SORTS: &'static [(&'static str, project::Column)] = &[
        ("acronym", project::Column::AcronymKey),
        ("kind", project::Column::Kind),
        ("stage", project::Column::Stage),
        ("start", project::Column::FirstDay),
        ("end", project::Column::LastDay),
    ];
    const USUALLY: &'static [project::Column] = &[project::Column::AcronymKey];
    const ID: project::Column = project::Column::Id;
}

impl Resource for project::Entity {
    type Id = ProjectId;
    type Told = Project;
    type Filter = ProjectFilter;
    const NAME: &'static str = "project";

    fn passing(filter: &ProjectFilter) -> Select<Self> {
        Self::find().filter(passing(filter))
    }

    fn sort(filter: &ProjectFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<project::Model>) -> Result<Vec<Project>> {
        with_themes_and_programmes(connection, rows).await
    }
}

fn passing(filter: &ProjectFilter) -> Condition {
    let ProjectFilter {
        kind,
        stage,
        programme,
        theme,
        partner,
        partner_country,
        active_on,
        manager,
        q,
        sort: _,
    } = filter;
    let id = project::Column::Id;
    let mut all = Condition::all()
        .add(is(project::Column::Kind, *kind))
        .add(is(project::Column::Stage, *stage))
        .add(is(project::Column::Manager, manager.clone()))
        .add(holds(project::Column::SearchKey, q.as_ref()));
    if let Some(programme) = programme {
        let funded = project_ids(funding_line::Column::ProjectId, funding_line::Entity)
            .and_where(funding_line::Column::ProgrammeId.eq(*programme))
            .and_where(funding_line::Column::ProjectId.is_not_null())
            .take();
        all = all.add(id.in_subquery(funded));
    }
    if let Some(code) = theme {
        let about = project_ids(project_theme::Column::ProjectId, project_theme::Entity)
            .and_where(project_theme::Column::ThemeId.in_subquery(themes::queries::of_code(code)))
            .take();
        all = all.add(id.in_subquery(about));
    }
    if let Some(partner) = partner {
        let of_partner = project_ids(participation::Column::ProjectId, participation::Entity)
            .and_where(participation::Column::OrganisationId.eq(*partner))
            .take();
        all = all.add(id.in_subquery(of_partner));
    }
    if let Some(country) = partner_country {
        let of_country = project_ids(participation::Column::ProjectId, participation::Entity)
            .left_join(
                organisation::Entity,
                Expr::col((organisation::Entity, organisation::Column::Id))
                    .equals((participation::Entity, participation::Column::OrganisationId)),
            )
            .and_where(partners::queries::country().eq(*country))
            .take();
        all = all.add(id.in_subquery(of_country));
    }
    if let Some(day) = active_on {
        all = all
            .add(project::Column::Stage.is_in(SIGNED))
            .add(project::Column::FirstDay.lte(*day))
            .add(project::Column::LastDay.is_null().or(project::Column::LastDay.gte(*day)));
    }
    all
}

fn project_ids<E: EntityTrait>(column: E::Column, of: E) -> SelectStatement {
    Query::select().column((of, column)).from(of).take()
}

/// A project, and the project with everything that hangs on it.
pub(super) async fn in_full(
    connection: &impl ConnectionTrait,
    id: ProjectId,
) -> Result<InFull<Project, ProjectInFull>> {
    let row = row_of::<project::Entity>(connection, id).await?;
    let named = view::project_ref(&row);
    let themes = themes_of(connection, vec![id]).await?.remove(&id).unwrap_or_default();
    let funding_lines = funding::queries::of_project(connection, &named).await?;
    let mut programmes = Vec::new();
    for programme in funding_lines.iter().filter_map(|line| line.programme.as_ref()) {
        add_programme(&mut programmes, programme.clone());
    }
    let project = view::project(row, themes, programmes);
    let whole = ProjectInFull {
        project: project.clone(),
        partners: partners::queries::of_project(connection, &named).await?,
        funding_lines,
        publications: publications::queries::of_project(connection, id).await?,
        events: events::queries::of_project(connection, id).await?,
    };
    Ok(InFull { itself: project, whole })
}

/// What some projects are about, in the order in which it was said.
pub(super) async fn themes_of(
    connection: &impl ConnectionTrait,
    ids: Vec<ProjectId>,
) -> Result<HashMap<ProjectId, Vec<ThemeCode>>> {
    let of_projects: Vec<(ProjectId, ThemeCode)> = project_theme::Entity::find()
        .select_only()
        .column(project_theme::Column::ProjectId)
        .column(theme::Column::Code)
        .inner_join(theme::Entity)
        .filter(project_theme::COLUMN.project_id.is_in(ids))
        .order_by_asc(project_theme::COLUMN.position)
        .into_tuple()
        .all(connection)
        .await?;
    let mut themes: HashMap<ProjectId, Vec<ThemeCode>> = HashMap::new();
    for (project, code) in of_projects {
        themes.entry(project).or_default().push(code);
    }
    Ok(themes)
}

/// Adds a programme to those that fund a project, unless it is there.
fn add_programme(programmes: &mut Vec<ProgrammeRef>, programme: ProgrammeRef) {
    if !programmes.contains(&programme) {
        programmes.push(programme);
    }
}

/// Adds to projects what each is about and who funds it: two queries, however many there are.
async fn with_themes_and_programmes(
    connection: &impl ConnectionTrait,
    rows: Vec<project::Model>,
) -> Result<Vec<Project>> {
    let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
    let mut themes = themes_of(connection, ids.clone()).await?;
    let funded: Vec<(ProjectId, ProgrammeId, String)> = funding_line::Entity::find()
        .select_only()
        .column(funding_line::Column::ProjectId)
        .column(funding_line::Column::ProgrammeId)
        .column(programme::Column::Name)
        .inner_join(programme::Entity)
        .filter(funding_line::COLUMN.project_id.is_in(ids))
        .order_by_asc(funding_line::COLUMN.id)
        .into_tuple()
        .all(connection)
        .await?;
    let mut programmes: HashMap<ProjectId, Vec<_>> = HashMap::new();
    for (project, id, name) in funded {
        add_programme(programmes.entry(project).or_default(), ProgrammeRef { id, name });
    }
    let views = rows.into_iter().map(|row| {
        let themes = themes.remove(&row.id).unwrap_or_default();
        let programmes = programmes.remove(&row.id).unwrap_or_default();
        view::project(row, themes, programmes)
    });
    Ok(views.collect())
}

/// What some projects are called.
pub(crate) async fn named(
    connection: &impl ConnectionTrait,
    ids: impl Iterator<Item = Option<ProjectId>>,
) -> Result<HashMap<ProjectId, ProjectRef>> {
    let rows = rows_of::<project::Entity>(connection, ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, view::project_ref(&row))).collect())
}

//! A project with all its details, with its funding lines. It is read here and not with the other endpoints
//! of projects, because those do not depend on finance.

use axum::extract::State;
use entity::portfolio::project;
use entity::value::ProjectId;
use openapi::finance::project_details::ProjectInFull;
use openapi::platform::rights::Right;
use openapi::portfolio::projects::Project;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QuerySelect};
use utoipa_axum::router::OpenApiRouter;

use super::funding;
use crate::finance::resources::FundingLines;
use crate::platform::app::App;
use crate::platform::auth::{Caller, FinancialScope};
use crate::platform::database::CachedStatement;
use crate::platform::disclosure::may_read;
use crate::platform::error::{Error, Result};
use crate::platform::http::{Path, WithDetails, routes};
use crate::platform::refs::project_ref;
use crate::platform::resource::Resource;
use crate::portfolio::projects::themes::{THEMES, codes};
use crate::portfolio::projects::view::{self, add_programme};
use crate::portfolio::resources::Partners;
use crate::portfolio::resources::Projects;
use crate::portfolio::{events, partners, publications};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(get_project))
}

/// Get a project with all its details.
///
/// Use the `ETag` to update the project. For updates, it stays valid when only the details change.
#[utoipa::path(get, path = "/v1/projects/{id}", tag = "projects")]
pub(crate) async fn get_project(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProjectId>,
) -> Result<WithDetails<Project, ProjectInFull>> {
    caller.require(Right::ReadPortfolio)?;
    app.read(async |connection| in_full(connection, id, &caller).await).await
}

/// A row with its themes, and whether there are rarely used details to read.
#[derive(FromQueryResult)]
struct Details {
    #[sea_orm(nested)]
    row: project::Model,
    themes: Option<String>,
    has_publications: bool,
    has_events: bool,
}

const HAS_PUBLICATIONS: &str = "EXISTS (SELECT 1 FROM publication WHERE publication.project_id = project.id)";
const HAS_EVENTS: &str = "EXISTS (SELECT 1 FROM event WHERE event.project_id = project.id)";

static ITSELF: CachedStatement = CachedStatement::new();

/// A project, and the project with all its details.
async fn in_full(
    connection: &impl ConnectionTrait,
    id: ProjectId,
    caller: &Caller,
) -> Result<WithDetails<Project, ProjectInFull>> {
    let scope = FinancialScope::of(connection, caller).await?;
    let select = || {
        project::Entity::find_by_id(id)
            .column_as(Expr::cust(THEMES), "themes")
            .column_as(Expr::cust(HAS_PUBLICATIONS), "has_publications")
            .column_as(Expr::cust(HAS_EVENTS), "has_events")
    };
    let statement = ITSELF.statement(connection.get_database_backend(), [id.into()], select);
    let told = Details::find_by_statement(statement).all(connection).await?.pop();
    let told = told.ok_or(Error::NotFound(Projects::NAME))?;
    let Details { row, themes, has_publications, has_events } = told;
    let named = project_ref(&row);
    let funding_lines = funding::queries::of_project(connection, &named).await?;
    let mut programmes = Vec::new();
    for programme in funding_lines.iter().filter_map(|line| line.programme.as_ref()) {
        add_programme(&mut programmes, programme.clone());
    }
    let mut partners = partners::queries::of_project(connection, &named).await?;
    for partner in &mut partners {
        Partners::redact(partner, &scope);
    }
    let mut publications = Vec::new();
    if has_publications {
        publications = publications::queries::of_project(connection, id).await?;
    }
    let mut events = Vec::new();
    if has_events {
        events = events::queries::of_project(connection, id).await?;
    }
    let project = view::project(row, codes(themes.as_deref())?, programmes);
    let funding_lines = may_read::<FundingLines>(Some(id), &scope).then_some(funding_lines);
    let whole = ProjectInFull { project: project.clone(), partners, funding_lines, publications, events };
    Ok(WithDetails { summary: project, details: whole })
}

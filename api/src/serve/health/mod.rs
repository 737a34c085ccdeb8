//! The state of the service itself, and what its problems mean.

use std::str::FromStr;

use axum::extract::State;
use openapi::platform::problem::ProblemCode;
use openapi::platform::refusal::{Broken, NoSuchThing};
use openapi::serve::health::{Health, HealthStatus, ProblemKind};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::platform::app::App;
use crate::platform::error::{Error, Result};
use crate::platform::http::{Json, Path};

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(check_health))
        .routes(routes!(check_readiness))
        .routes(routes!(explain_problem))
}

fn well() -> Json<Health> {
    Json(Health { status: HealthStatus::Ok, version: env!("CARGO_PKG_VERSION").to_owned() })
}

/// Say whether the process runs.
///
/// Asks nothing of the database: a failure means that the process should be started anew.
#[utoipa::path(get, path = "/healthz", tag = "service", security(),
    responses((status = 200, description = "It runs", body = Health), Broken))]
async fn check_health() -> Json<Health> {
    well()
}

/// Say whether requests can be answered.
///
/// Asks the database for a read and for a write. After a write that failed, it stores one for real. A failure means that
/// requests should go elsewhere for now.
#[utoipa::path(get, path = "/readyz", tag = "service", security(),
    responses((status = 200, description = "They can", body = Health), Broken))]
async fn check_readiness(State(app): State<App>) -> Result<Json<Health>> {
    app.database.probe().await?;
    Ok(well())
}

/// Say what a kind of problem means.
///
/// The `type` of every problem refers to this.
#[utoipa::path(get, path = "/problems/{code}", tag = "service", security(),
    params(("code" = ProblemCode, Path, description = "The code of the problem")),
    responses((status = 200, description = "What it means", body = ProblemKind), NoSuchThing, Broken))]
async fn explain_problem(Path(code): Path<String>) -> Result<Json<ProblemKind>> {
    let code = ProblemCode::from_str(&code).map_err(|_| Error::NotFound("kind of problem"))?;
    let (status, title, meaning) = (code.status(), code.title().to_owned(), code.meaning().to_owned());
    Ok(Json(ProblemKind { code, status, title, meaning }))
}

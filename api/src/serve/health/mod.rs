//! Health checks, and the meanings of codes.

use axum::extract::State;
use openapi::serve::health::{CodeMeaning, Health, HealthStatus, ProblemPath};
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::error::{Error, Result};
use crate::platform::http::{Json, Path, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(check_health))
        .routes(routes!(check_readiness))
        .routes(routes!(get_problem))
}

fn well() -> Json<Health> {
    Json(Health { status: HealthStatus::Ok, version: env!("CARGO_PKG_VERSION").to_owned() })
}

/// Check that the process runs.
///
/// This check does not use the database. If it fails, restart the process.
#[utoipa::path(get, path = "/healthz", tag = "service", security())]
async fn check_health() -> Json<Health> {
    well()
}

/// Check that the service can answer requests.
///
/// This check tests a read and a write in the database. After a failed write, it stores a real record. If it
/// fails, send requests to another process for now.
#[utoipa::path(get, path = "/readyz", tag = "service", security())]
async fn check_readiness(State(app): State<App>) -> Result<Json<Health>> {
    app.database.probe().await?;
    Ok(well())
}

/// Get the meaning of a problem code or error code.
///
/// The `type` of every problem links to this operation. The codes of single errors, in the `errors` of a
/// problem, have a meaning here too.
#[utoipa::path(get, path = "/problems/{code}", tag = "service", security())]
async fn get_problem(Path(ProblemPath { code }): Path<ProblemPath>) -> Result<Json<CodeMeaning>> {
    CodeMeaning::of(&code).map(Json).ok_or(Error::NotFound("code"))
}

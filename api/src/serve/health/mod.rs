//! Health checks, and the meanings of problem codes.

use std::str::FromStr;

use axum::extract::State;
use openapi::platform::problem::ProblemCode;
use openapi::serve::health::{Health, HealthStatus, ProblemKind, ProblemPath};
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

/// Get the meaning of a problem code.
///
/// The `type` of every problem links to this operation.
#[utoipa::path(get, path = "/problems/{code}", tag = "service", security())]
async fn get_problem(Path(ProblemPath { code }): Path<ProblemPath>) -> Result<Json<ProblemKind>> {
    let code = ProblemCode::from_str(&code).map_err(|_| Error::NotFound("kind of problem"))?;
    let (status, title, meaning) = (code.status(), code.title().to_owned(), code.meaning().to_owned());
    Ok(Json(ProblemKind { code, status, title, meaning }))
}

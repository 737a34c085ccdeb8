//! The baseline: handlers that do the same work with hand-written SQL and nothing else. They have no
//! middleware, no validation, no documentation and no business rules.

mod funding;
pub(crate) mod page;
mod patch;
mod project;

use axum::Router;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, patch};
use serde::Serialize;
use uuid::Uuid;

use crate::service::Pools;

/// The bare service.
pub(crate) fn router(pools: Pools) -> Router {
    Router::new()
        .route("/v1/projects", get(page::list_projects))
        .route("/v1/projects/{id}", get(project::get_project))
        .route("/v1/milestones/{id}", patch(patch::change_milestone))
        .with_state(pools)
}

/// A reference with a name.
#[derive(Clone, PartialEq, Eq, Serialize)]
struct Named {
    id: Uuid,
    name: String,
}

impl Named {
    fn of(id: Option<Uuid>, name: Option<String>) -> Option<Self> {
        Some(Self { id: id?, name: name? })
    }
}

/// A reference to a project.
#[derive(Clone, Serialize)]
struct ProjectRef {
    id: Uuid,
    acronym: String,
}

#[derive(Serialize)]
struct Period {
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<String>,
}

#[derive(Serialize)]
struct Project {
    id: Uuid,
    acronym: String,
    title: String,
    summary: Option<String>,
    kind: String,
    stage: String,
    period: Period,
    grant_agreement: Option<String>,
    manager: Option<String>,
    website: Option<String>,
    themes: Vec<String>,
    programmes: Vec<Named>,
}

fn json(body: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn money(cents: Option<i64>) -> Option<String> {
    cents.map(|cents| format!("{}.{:02}", cents / 100, cents % 100))
}

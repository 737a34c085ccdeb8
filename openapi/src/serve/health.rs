//! The state of the service itself.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::problem::ProblemCode;

/// That the service is well.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({ "status": "ok", "version": "0.1.0" })))]
pub struct Health {
    /// Always `ok`: what is not well is told as a problem.
    pub status: HealthStatus,
    /// The version of the service.
    #[schema(examples("0.1.0"))]
    pub version: String,
}

/// How the service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HealthStatus {
    /// It is well.
    Ok,
}

/// What a kind of problem means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "code": "conflict", "status": 409, "title": "Conflict",
    "meaning": "The request is sound, but the state of what it is about forbids it."
})))]
pub struct ProblemKind {
    /// Its code.
    pub code: ProblemCode,
    /// The HTTP status it is told with.
    #[schema(minimum = 400, maximum = 599, examples(422))]
    pub status: u16,
    /// Its name.
    #[schema(examples("Invalid values"))]
    pub title: String,
    /// What a client should make of it.
    pub meaning: String,
}

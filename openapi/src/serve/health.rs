//! The health of the service, and the kinds of problems.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::platform::problem::ProblemCode;

/// The path parameters of a problem code.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct ProblemPath {
    /// Code of the problem.
    #[schema(value_type = ProblemCode)]
    pub code: String,
}

/// The health of the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({ "status": "ok", "version": "0.1.0" })))]
pub struct Health {
    /// Always `ok`. If the service is not healthy, the response is a problem.
    pub status: HealthStatus,
    /// Version of the service.
    #[schema(examples("0.1.0"))]
    pub version: String,
}

/// The health status of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HealthStatus {
    /// The service is healthy.
    Ok,
}

/// A kind of problem and its meaning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "code": "conflict", "status": 409, "title": "Conflict",
    "meaning": "The request is sound, but the state of what it is about forbids it."
}"#))))]
pub struct ProblemKind {
    /// Code of the problem.
    pub code: ProblemCode,
    /// HTTP status of responses with this problem.
    #[schema(minimum = 400, maximum = 599, examples(422))]
    pub status: u16,
    /// Short title of the problem.
    #[schema(examples("Invalid values"))]
    pub title: String,
    /// Explanation for clients.
    pub meaning: String,
}

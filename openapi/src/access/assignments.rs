//! Assignments: the projects that each user manages.

use chrono::{DateTime, Utc};
use entity::value::{AssignmentId, ProjectId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::users::UserRef;
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// The assignment of a project to a user. A project manager can change only the projects assigned to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0033",
    "user": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager" },
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
    "created_at": "2026-01-15T12:00:00Z"
}"#))))]
pub struct Assignment {
    /// The assignment's identifier, a UUID.
    pub id: AssignmentId,
    /// The user to whom the project is assigned.
    pub user: UserRef,
    /// The project that is assigned.
    pub project: ProjectRef,
    /// The time of the assignment, in UTC.
    pub created_at: DateTime<Utc>,
}

/// A page of assignments.
pub type AssignmentPage = Page<Assignment>;

/// An assignment to create.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "user": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "project": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001"
}"#))))]
pub struct AssignmentInput {
    /// The identifier of the user who is to manage the project.
    pub user: UserId,
    /// The identifier of the project to assign.
    pub project: ProjectId,
}

/// Filters for assignments.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AssignmentFilter {
    /// Only assignments of this user.
    #[param(inline)]
    pub user: Option<UserId>,
    /// Only assignments of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
}

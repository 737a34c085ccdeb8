//! Assignments: who manages which project.

use chrono::{DateTime, Utc};
use entity::value::{AssignmentId, ProjectId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::access::users::UserRef;
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// A project that is assigned to a user. A project manager writes the projects assigned to them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0033",
    "user": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager" },
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
    "created_at": "2026-01-15T12:00:00Z"
})))]
pub struct Assignment {
    /// Its identifier.
    pub id: AssignmentId,
    /// The user.
    pub user: UserRef,
    /// The project.
    pub project: ProjectRef,
    /// When it was assigned.
    pub created_at: DateTime<Utc>,
}

/// A page of assignments.
pub type AssignmentPage = Page<Assignment>;

/// A project that is to be assigned to a user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "user": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "project": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001"
})))]
pub struct AssignmentInput {
    /// The user.
    pub user: UserId,
    /// The project.
    pub project: ProjectId,
}

/// Which assignments.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AssignmentFilter {
    /// Those of this user.
    #[param(inline)]
    pub user: Option<UserId>,
    /// Those of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
}

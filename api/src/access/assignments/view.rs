use std::collections::HashMap;

use entity::access::assignment;
use entity::value::{ProjectId, UserId};
use openapi::access::assignments::Assignment;
use openapi::access::users::UserRef;
use openapi::portfolio::projects::ProjectRef;

/// An assignment with a known user and project.
pub(super) fn assignment(
    row: &assignment::Model,
    users: &HashMap<UserId, UserRef>,
    projects: &HashMap<ProjectId, ProjectRef>,
) -> Option<Assignment> {
    let (user, project) = (users.get(&row.user_id)?.clone(), projects.get(&row.project_id)?.clone());
    Some(Assignment { id: row.id, user, project, created_at: row.created_at })
}

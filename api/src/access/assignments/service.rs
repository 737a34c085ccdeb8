use entity::access::assignment;
use entity::portfolio::project;
use entity::value::{AssignmentId, ProjectId, UserId, fold};
use openapi::platform::rights::{Right, Scope};
use sea_orm::{EntityTrait, QueryFilter};

use crate::access::resources::Assignments;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::resource::to_view;

const UNIQUE: [Unique; 1] = [Unique {
    name: "assignment_unique",
    column: "assignment.user_id",
    pointer: "/project",
    detail: "the project is already assigned to this user",
}];

pub(super) async fn insert(
    work: &UnitOfWork<'_>,
    user: UserId,
    project: ProjectId,
) -> Result<assignment::Model> {
    let row = assignment::Model {
        id: AssignmentId(work.id()),
        user_id: user,
        project_id: project,
        created_at: work.now,
    };
    insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)
}

/// Assigns a new project to the user who registers it, if they can write only assigned projects.
pub(crate) async fn to_its_maker(work: &UnitOfWork<'_>, project: ProjectId) -> Result<()> {
    match work.caller.user() {
        Some(user) if work.caller.scope(Right::WriteProjects) == Scope::Own => {
            recorded(work, user, project).await
        }
        _ => Ok(()),
    }
}

/// Assigns the projects with these acronyms to a user.
pub(crate) async fn assign(work: &UnitOfWork<'_>, user: UserId, acronyms: &[&str]) -> Result<()> {
    let keys = acronyms.iter().map(|acronym| fold(acronym));
    let projects =
        project::Entity::find().filter(project::COLUMN.acronym_key.is_in(keys)).all(work.tx).await?;
    for project in projects {
        recorded(work, user, project.id).await?;
    }
    Ok(())
}

async fn recorded(work: &UnitOfWork<'_>, user: UserId, project: ProjectId) -> Result<()> {
    let row = insert(work, user, project).await?;
    let view = to_view::<Assignments>(work.tx, row.clone()).await?;
    work.record(Entry::added::<Assignments>(&row, &view)?);
    Ok(())
}

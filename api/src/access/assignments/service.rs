use entity::access::{assignment, user};
use entity::portfolio::project;
use entity::value::{AssignmentId, ProjectId, UserId, fold};
use openapi::access::assignments::AssignmentInput;
use openapi::platform::rights::{Reach, Right};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QueryFilter};

use crate::platform::app::Work;
use crate::platform::audit::Entry;
use crate::platform::constraint::{OnConflict, Unique};
use crate::platform::error::Result;
use crate::platform::resource::{Held, Made, told_one};
use crate::platform::validation::Faults;

const UNIQUE: [Unique; 1] = [Unique {
    name: "assignment_unique",
    column: "assignment.user_id",
    pointer: "/project",
    detail: "the project is assigned to this user already",
}];

impl Made for assignment::Entity {
    const MAKE: Right = Right::AssignProjects;
    type Parent = ();
    type New = AssignmentInput;
    const COLLECTION: &'static str = "/v1/assignments";

    async fn make(work: &Work<'_>, (): (), new: AssignmentInput) -> Result<assignment::Model> {
        let mut faults = Faults::default();
        if user::Entity::find_by_id(new.user).all(work.tx).await?.is_empty() {
            faults.push("/user", "unknown", "there is no such user");
        }
        if project::Entity::find_by_id(new.project).all(work.tx).await?.is_empty() {
            faults.push("/project", "unknown", "there is no such project");
        }
        faults.none()?;
        insert(work, new.user, new.project).await
    }
}

impl Held for assignment::Entity {
    const WRITE: Right = Right::AssignProjects;
}

async fn insert(work: &Work<'_>, user: UserId, project: ProjectId) -> Result<assignment::Model> {
    let row = assignment::Model {
        id: AssignmentId(work.id()),
        user_id: user,
        project_id: project,
        created_at: work.now,
    };
    row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)
}

/// Assigns a new project to whoever registers it, when they write only what is assigned to them.
pub(crate) async fn to_its_maker(work: &Work<'_>, project: ProjectId) -> Result<()> {
    match work.caller.user() {
        Some(user) if work.caller.reach(Right::WriteProjects) == Reach::Own => {
            recorded(work, user, project).await
        }
        _ => Ok(()),
    }
}

/// Assigns the projects of some acronyms to a user.
pub(crate) async fn assign(work: &Work<'_>, user: UserId, acronyms: &[&str]) -> Result<()> {
    let keys = acronyms.iter().map(|acronym| fold(acronym));
    let projects =
        project::Entity::find().filter(project::COLUMN.acronym_key.is_in(keys)).all(work.tx).await?;
    for project in projects {
        recorded(work, user, project.id).await?;
    }
    Ok(())
}

async fn recorded(work: &Work<'_>, user: UserId, project: ProjectId) -> Result<()> {
    let row = insert(work, user, project).await?;
    let told = told_one::<assignment::Entity>(work.tx, row.clone()).await?;
    work.record(Entry::added::<assignment::Entity>(&row, &told)?);
    Ok(())
}

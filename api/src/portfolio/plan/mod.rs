//! What the parts of a project's plan have in common: dates that follow the project's start, places in the
//! plan, stages, and the history of all of it.
//!
//! | file | what is in it |
//! |---|---|
//! | `due.rs` | when something is due, now and at first |
//! | `history.rs` | the record of dates that moved and stages that were reached |
//! | `lifecycle.rs` | legal moves from stage to stage, and the handlers of the verbs |
//! | `place.rs` | the work package and the lead of a part, and how they are told |
//! | `shift.rs` | what becomes of a plan when its project begins at another time |

pub(crate) mod due;
pub(crate) mod history;
pub(crate) mod lifecycle;
pub(crate) mod references;
pub(crate) mod shift;

use chrono::NaiveDate;
use entity::portfolio::project;
use entity::value::{PartialDate, ProjectId};
use sea_orm::ConnectionTrait;

use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::platform::resource::{Resource, Row, find_row};
use crate::portfolio::resources::Projects;

/// A resource that belongs to one project.
pub(crate) trait Part: Resource {
    /// The project of a row.
    fn project(row: &Row<Self>) -> ProjectId;
}

/// Locks an item and its project, so that nobody moves the dates of the project meanwhile.
pub(crate) async fn lock_with_project<R: Part<Id: Copy>>(work: &UnitOfWork<'_>, id: R::Id) -> Result<Row<R>> {
    let row = find_row::<R>(work.tx, id).await?;
    if work.is_exclusive() {
        return Ok(row);
    }
    // The project first, as in a change of its dates: the same order everywhere avoids deadlocks.
    work.lock::<project::Entity>(R::project(&row), Projects::NAME).await?;
    work.lock::<R::Entity>(id, R::NAME).await
}

/// Locks the project to which an item is added.
pub(crate) async fn lock_project(work: &UnitOfWork<'_>, id: ProjectId) -> Result<project::Model> {
    work.lock::<project::Entity>(id, Projects::NAME).await
}

/// The first day of a project, when it is known.
pub(crate) async fn start_of(
    connection: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<Option<NaiveDate>> {
    Ok(find_row::<Projects>(connection, project).await?.period_start.map(PartialDate::first_day))
}

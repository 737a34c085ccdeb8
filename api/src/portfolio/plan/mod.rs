//! Shared by the items of a project's plan: dates relative to the project's start, references, stages, and
//! history.
//!
//! | file | contents |
//! |---|---|
//! | `due.rs` | the current and original due date |
//! | `history.rs` | the records of changed dates and reached stages |
//! | `lifecycle.rs` | legal transitions, and their handlers |
//! | `references.rs` | the work package and lead of an item, and their names |
//! | `shift.rs` | the changes of a plan when its project's start moves |

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
pub(crate) trait ProjectItem: Resource {
    /// The project of a row.
    fn project(row: &Row<Self>) -> ProjectId;
}

/// Locks an item and its project, so that the project's dates do not move meanwhile.
pub(crate) async fn lock_with_project<R: ProjectItem<Id: Copy>>(
    work: &UnitOfWork<'_>,
    id: R::Id,
) -> Result<Row<R>> {
    let row = find_row::<R>(work.tx, id).await?;
    if work.is_exclusive() {
        return Ok(row);
    }
    // The project first, as when its dates change: the same order everywhere avoids deadlocks.
    work.lock::<project::Entity>(R::project(&row), Projects::NAME).await?;
    work.lock::<R::Entity>(id, R::NAME).await
}

/// Locks the project to which an item is added.
pub(crate) async fn lock_project(work: &UnitOfWork<'_>, id: ProjectId) -> Result<project::Model> {
    work.lock::<project::Entity>(id, Projects::NAME).await
}

/// The first day of a project, if known.
pub(crate) async fn start_of(
    connection: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<Option<NaiveDate>> {
    Ok(find_row::<Projects>(connection, project).await?.period_start.map(PartialDate::first_day))
}

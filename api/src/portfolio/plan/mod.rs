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
pub(crate) mod place;
pub(crate) mod shift;

use chrono::NaiveDate;
use entity::portfolio::project;
use entity::value::{PartialDate, ProjectId};
use sea_orm::ConnectionTrait;

use crate::platform::app::Work;
use crate::platform::error::Result;
use crate::platform::resource::{Resource, row_of};

/// A kind of thing that is a part of a project.
pub(crate) trait Part: Resource {
    /// The project of a row.
    fn project(row: &Self::Model) -> ProjectId;
}

/// A part that nobody else may change until the work is done, nor anybody move the dates of its project.
pub(crate) async fn hold<R: Part<Id: Copy>>(work: &Work<'_>, id: R::Id) -> Result<R::Model> {
    let row = row_of::<R>(work.tx, id).await?;
    if work.is_alone() {
        return Ok(row);
    }
    // The project first, as whoever moves its dates does.
    work.hold::<project::Entity>(R::project(&row), project::Entity::NAME).await?;
    work.hold::<R>(id, R::NAME).await
}

/// The project to which something is added.
pub(crate) async fn hold_project(work: &Work<'_>, id: ProjectId) -> Result<project::Model> {
    work.hold::<project::Entity>(id, project::Entity::NAME).await
}

/// The first day of a project, when it is known.
pub(crate) async fn start_of(
    connection: &impl ConnectionTrait,
    project: ProjectId,
) -> Result<Option<NaiveDate>> {
    Ok(row_of::<project::Entity>(connection, project).await?.period_start.map(PartialDate::first_day))
}

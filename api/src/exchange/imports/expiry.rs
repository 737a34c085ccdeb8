//! Cancels imports that were opened but never started. Otherwise their files would be kept forever.

use chrono::{DateTime, TimeDelta, Utc};
use entity::exchange::import;
use entity::value::ImportStage;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::files::forget_files;
use super::queries::files_of;
use crate::exchange::resources::Imports;
use crate::platform::app::{App, UnitOfWork};
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::resource::{Resource, record_update, to_view, update_changed_columns};

/// The maximum time without a start, from the opening of the import or its last upload.
pub(super) const OPEN_FOR: TimeDelta = TimeDelta::hours(24);
/// The batch size of one unit of work.
const AT_ONCE: u64 = 20;

/// Cancels expired imports and deletes their files. Returns the number of cancelled imports.
///
/// # Errors
/// When the database fails.
pub(super) async fn cancel_forgotten(app: &App) -> Result<usize> {
    let before = app.now() - OPEN_FOR;
    let old = import::Entity::find()
        .filter(import::COLUMN.stage.eq(ImportStage::Open))
        .filter(import::Column::CreatedAt.lt(before))
        .order_by_asc(import::COLUMN.id)
        .limit(AT_ONCE);
    // Usually there is none, and this read needs no lock.
    let old = old.all(app.database.read()).await?;
    let mut cancelled = 0;
    for row in old {
        let caller = Caller::command_line();
        let ended = app.write_as(&caller, async |work| cancel(work, &row, before).await).await?;
        cancelled += usize::from(ended);
    }
    Ok(cancelled)
}

async fn cancel(work: &UnitOfWork<'_>, found: &import::Model, before: DateTime<Utc>) -> Result<bool> {
    let was = work.lock::<import::Entity>(found.id, Imports::NAME).await?;
    let files = files_of(work.tx, [was.id].into_iter()).await?;
    let is_recent = files.iter().filter_map(|file| handed_in(file.id.0)).any(|at| at >= before);
    if was.stage != ImportStage::Open || is_recent {
        return Ok(false);
    }
    let view = to_view::<Imports>(work.tx, was.clone()).await?;
    forget_files(work.tx, was.id).await?;
    let row = import::Model {
        stage: ImportStage::Cancelled,
        ended_at: Some(work.now),
        fault: Some(format!(
            "the import was not started within {} hours, so its files were deleted",
            OPEN_FOR.num_hours()
        )),
        ..was.clone()
    };
    let row = update_changed_columns::<Imports>(work, &was, &row).await?;
    record_update::<Imports>(work, row, &view).await?;
    Ok(true)
}

/// When the upload of a file began: the time in its `UUIDv7`.
fn handed_in(id: uuid::Uuid) -> Option<DateTime<Utc>> {
    let (seconds, nanoseconds) = id.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
}

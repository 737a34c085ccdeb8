//! The steps of the verbs inside a unit of work: authorise, lock, compare, write, record.

use super::rows::{id_of, project_of, to_view};
use super::traits::{Create, Lock, Row, Update};
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::confirmation::Confirmed;
use crate::platform::error::Result;
use crate::platform::http::{Change, IfMatch};

/// The path of a row.
pub(crate) fn location_of<R: Create>(row: &Row<R>) -> String {
    format!("{}/{}", R::COLLECTION, id_of::<R>(row).unwrap_or_default())
}

/// Creates a resource and records it.
pub(crate) async fn create_resource<R: Create>(
    work: &UnitOfWork<'_>,
    parent: R::Parent,
    new: R::New,
) -> Result<(Row<R>, R::View)> {
    work.require_in(R::CREATE, R::project_of_new(parent, &new)).await?;
    let row = R::create(work, parent, new).await?;
    let view = to_view::<R>(work.tx, row.clone()).await?;
    work.record(Entry::added::<R>(&row, &view)?);
    Ok((row, view))
}

/// Locks a row that the caller may change.
pub(crate) async fn lock_authorized<R: Lock>(work: &UnitOfWork<'_>, id: R::Id) -> Result<Row<R>> {
    let row = R::lock(work, id).await?;
    work.require_in(R::WRITE, project_of::<R>(&row)).await?;
    Ok(row)
}

/// Locks a row that the caller may change, if `If-Match` names its entity tag. Returns its representation
/// too.
pub(crate) async fn lock_if_match<R: Lock>(
    work: &UnitOfWork<'_>,
    id: R::Id,
    if_match: &IfMatch,
) -> Result<(Row<R>, R::View)> {
    let row = lock_authorized::<R>(work, id).await?;
    let view = to_view::<R>(work.tx, row.clone()).await?;
    if_match.check(&view)?;
    Ok((row, view))
}

/// Records a change, and returns the new representation.
pub(crate) async fn record_update<R: Lock>(
    work: &UnitOfWork<'_>,
    row: Row<R>,
    before: &R::View,
) -> Result<R::View> {
    record_confirmed::<R>(work, row, before, &Confirmed::default()).await
}

/// As [`record_update`], with what the caller confirmed.
pub(crate) async fn record_confirmed<R: Lock>(
    work: &UnitOfWork<'_>,
    row: Row<R>,
    before: &R::View,
    confirmed: &Confirmed,
) -> Result<R::View> {
    let after = to_view::<R>(work.tx, row.clone()).await?;
    work.record(Entry::changed::<R>(&row, before, &after)?.with_confirmed(confirmed));
    Ok(after)
}

/// Updates a resource by a patch.
pub(super) async fn update_resource<R: Update>(
    work: &UnitOfWork<'_>,
    id: R::Id,
    if_match: &IfMatch,
    change: &Change<R::Input>,
) -> Result<R::View> {
    let (was, before) = lock_if_match::<R>(work, id, if_match).await?;
    let input = change.apply_to(&R::to_input(work.tx, was.clone(), &before).await?)?;
    let project = project_of::<R>(&was);
    let row = R::update(work, was, input).await?;
    if project_of::<R>(&row) != project {
        // It moved to another project, where the caller must have the right too.
        work.require_in(R::WRITE, project_of::<R>(&row)).await?;
    }
    record_update::<R>(work, row, &before).await
}

/// Deletes a resource.
pub(super) async fn delete_resource<R: Lock>(
    work: &UnitOfWork<'_>,
    id: R::Id,
    if_match: &IfMatch,
) -> Result<()> {
    let (row, before) = lock_if_match::<R>(work, id, if_match).await?;
    work.record(Entry::deleted::<R>(&row, &before)?);
    R::delete(work, row).await
}

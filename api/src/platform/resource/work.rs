//! What is done to a thing in a unit of work: whether the caller may is asked, what is done is recorded.

use super::rows::{id_of, project_of, told_one};
use super::traits::{Held, Made, Written};
use crate::platform::app::Work;
use crate::platform::audit::Entry;
use crate::platform::error::Result;
use crate::platform::http::{Change, IfMatch};

/// Where a row is.
pub(crate) fn place_of<R: Made>(row: &R::Model) -> String {
    format!("{}/{}", R::COLLECTION, id_of::<R>(row).unwrap_or_default())
}

/// Makes a thing that the caller may make, and records it.
pub(crate) async fn made<R: Made>(
    work: &Work<'_>,
    parent: R::Parent,
    new: R::New,
) -> Result<(R::Model, R::Told)> {
    work.must_in(R::MAKE, R::place(parent, &new)).await?;
    let row = R::make(work, parent, new).await?;
    let told = told_one::<R>(work.tx, row.clone()).await?;
    work.record(Entry::added::<R>(&row, &told)?);
    Ok((row, told))
}

/// The row of a thing that the caller may write, held.
pub(crate) async fn held_row<R: Held>(work: &Work<'_>, id: R::Id) -> Result<R::Model> {
    let row = R::hold(work, id).await?;
    work.must_in(R::WRITE, project_of::<R>(&row)).await?;
    Ok(row)
}

/// The row of a thing that the caller may write and that still looks as they saw it, held; and how it is told.
pub(crate) async fn seen_row<R: Held>(
    work: &Work<'_>,
    id: R::Id,
    seen: &IfMatch,
) -> Result<(R::Model, R::Told)> {
    let row = held_row::<R>(work, id).await?;
    let told = told_one::<R>(work.tx, row.clone()).await?;
    seen.check(&told)?;
    Ok((row, told))
}

/// How a thing is told after a change, which is recorded.
pub(crate) async fn told_changed<R: Held>(
    work: &Work<'_>,
    row: R::Model,
    before: &R::Told,
) -> Result<R::Told> {
    let after = told_one::<R>(work.tx, row.clone()).await?;
    work.record(Entry::changed::<R>(&row, before, &after)?);
    Ok(after)
}

/// Changes a thing by a patch.
pub(super) async fn changed<R: Written>(
    work: &Work<'_>,
    id: R::Id,
    seen: &IfMatch,
    change: &Change<R::Said>,
) -> Result<R::Told> {
    let (was, before) = seen_row::<R>(work, id, seen).await?;
    let said = change.onto(&R::said(work.tx, was.clone(), &before).await?)?;
    let project = project_of::<R>(&was);
    let row = R::change(work, was, said).await?;
    if project_of::<R>(&row) != project {
        // It is somewhere else now, where the caller must have the right too.
        work.must_in(R::WRITE, project_of::<R>(&row)).await?;
    }
    told_changed::<R>(work, row, &before).await
}

/// Deletes a thing.
pub(super) async fn deleted<R: Held>(work: &Work<'_>, id: R::Id, seen: &IfMatch) -> Result<()> {
    let (row, before) = seen_row::<R>(work, id, seen).await?;
    work.record(Entry::deleted::<R>(&row, &before)?);
    R::remove(work, row).await
}

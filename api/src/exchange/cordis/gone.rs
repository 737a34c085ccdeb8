//! Removes data that the files no longer contain, after all files are read.
//!
//! A deliverable from the portal that no person changed is deleted. A deliverable that a person added or
//! changed stays, and is reported. A project without a topic gets the call that its own record names, if
//! any.

use std::collections::HashSet;

use entity::exchange::portal_record;
use entity::platform::audit_event;
use entity::portfolio::deliverable;
use entity::value::SubmissionStage;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::projects::WORDS;
use crate::exchange::ingest::portal::{Record, json, quoted};
use crate::exchange::ingest::projects::by_grant;
use crate::exchange::ingest::{
    CellError, Fault, First, ImportRun, Merge, Outcome, ProgressListener, RecordPosition, Records, lines_of,
};
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::error::Result;

/// The number of projects in one unit of work.
const PROJECTS: usize = 500;
/// The batch size of reads.
const BATCH: usize = 1000;

/// Deletes the deliverables that the files no longer contain. `place` is the file without their records.
///
/// # Errors
/// When the database fails.
pub(super) async fn deliverables<W: ProgressListener>(
    passage: &mut ImportRun<'_, W>,
    place: &RecordPosition,
    has_table: bool,
) -> Result<(), Fault> {
    let seen = passage.seen_records();
    let grants = seen.whole(&seen.deliverables, has_table);
    let mut deleted = 0;
    for grants in grants.chunks(PROJECTS) {
        let job = async |work: &UnitOfWork<'_>, outcome: &mut Outcome| {
            outcome.goes_to(place);
            deleted += of_projects(work, grants, outcome).await?;
            Ok(())
        };
        passage.work(job).await?;
    }
    if deleted > 0 {
        let are = if deleted == 1 {
            " that the file no longer contains was"
        } else {
            "s that the file no longer contains were"
        };
        passage.remark(&place.file, &format!("{deleted} deliverable{are} deleted"));
    }
    passage.report_findings().await
}

/// Deletes those of some projects, and returns their number.
async fn of_projects(work: &UnitOfWork<'_>, grants: &[String], outcome: &mut Outcome) -> Result<usize> {
    let projects = by_grant(work, grants.iter().cloned()).await?;
    let there = deliverable::Entity::find()
        .filter(deliverable::COLUMN.project_id.is_in(projects.values().map(|row| row.id)))
        .lock_exclusive();
    let mut gone = there.all(work.tx).await?;
    gone.retain(|row| !outcome.seen_records.handed_over.contains(&row.id));
    let mut records = Records::new(WORDS.portal);
    records.read(work, gone.iter().map(|row| row.id.0).collect()).await?;
    gone.retain(|row| records.get(row.id.0).is_some());
    gone.sort_by(|one, other| (one.project_id, &one.number_key).cmp(&(other.project_id, &other.number_key)));
    let by_hand = touched(work, gone.iter().map(|row| row.id.0).collect()).await?;
    let is_touched = |row: &deliverable::Model| {
        by_hand.contains(&row.id.0) || records.get(row.id.0).is_none_or(|record| !is_published(row, record))
    };
    let (kept, gone): (Vec<_>, Vec<_>) = gone.into_iter().partition(is_touched);
    for row in kept {
        let acronym = projects.values().find(|project| project.id == row.project_id);
        let of = acronym.map(|project| project.acronym.as_str()).unwrap_or_default();
        let (number, title) = (&row.number, quoted(&row.title));
        let reason = format!(
            "deliverable {number} of `{of}`, `{title}`, was changed by hand and stays; it is not in the file"
        );
        outcome.notice(CellError::new("", reason));
    }
    for some in gone.chunks(BATCH) {
        for row in some {
            work.record(Entry::removed("deliverable", row));
        }
        let ids = some.iter().map(|row| row.id);
        let delete = deliverable::Entity::delete_many().filter(deliverable::COLUMN.id.is_in(ids));
        delete.exec(work.tx).await?;
        let forgotten = portal_record::Column::SubjectId.is_in(some.iter().map(|row| row.id.0));
        portal_record::Entity::delete_many().filter(forgotten).exec(work.tx).await?;
        outcome.deleted("deliverable", some.len());
    }
    Ok(gone.len())
}

/// Whether a deliverable contains only published values.
fn is_published(row: &deliverable::Model, record: &Record) -> bool {
    let is = |field: &str, value| record.get(field) == Some(&value);
    let published = is("title", json(Some(&row.title)))
        && is("description", json(row.description.as_ref()))
        && is("type", json(row.kind.as_ref()));
    let handed_in = row.stage == SubmissionStage::Submitted && row.stage_on.is_none();
    let planned = row.due.is_some() || row.original_due.is_some() || row.work_package_id.is_some();
    published && handed_in && !planned && row.dissemination.is_none() && row.lead_id.is_none()
}

/// The items that a request added or changed. Imports write without a request.
async fn touched(work: &UnitOfWork<'_>, things: Vec<Uuid>) -> Result<HashSet<Uuid>> {
    use audit_event::Column::{RequestId, SubjectId};
    let mut touched = HashSet::new();
    for some in things.chunks(BATCH) {
        let of_things = audit_event::Entity::find().filter(SubjectId.is_in(some.iter().copied()));
        let by_hand = of_things.filter(RequestId.is_not_null());
        touched.extend(by_hand.select_only().column(SubjectId).into_tuple::<Uuid>().all(work.tx).await?);
    }
    Ok(touched)
}

/// Removes the call from grants of projects that no longer have a topic.
///
/// # Errors
/// When the database fails.
pub(super) async fn topics<W: ProgressListener>(
    passage: &mut ImportRun<'_, W>,
    place: &RecordPosition,
    has_table: bool,
) -> Result<(), Fault> {
    let seen = passage.seen_records();
    let grants = seen.whole(&seen.topics, has_table);
    for grants in grants.chunks(PROJECTS) {
        let job = async |work: &UnitOfWork<'_>, outcome: &mut Outcome| {
            outcome.goes_to(place);
            of_no_topic(work, grants, outcome).await
        };
        passage.work(job).await?;
    }
    passage.report_findings().await
}

async fn of_no_topic(work: &UnitOfWork<'_>, grants: &[String], outcome: &mut Outcome) -> Result<()> {
    let projects = by_grant(work, grants.iter().cloned()).await?;
    let without = projects.values().filter(|row| !outcome.seen_records.under_topics.contains(&row.id));
    let lines = lines_of(work, without.map(|row| row.id).collect()).await?;
    let mut records = Records::new(WORDS.portal);
    records.read(work, lines.values().flatten().map(|line| line.id.0).collect()).await?;
    for was in lines.into_values().flatten() {
        let grant =
            was.reference.as_ref().and_then(|grant| outcome.seen_records.projects.get_key_value(grant));
        let Some((_, seen)) = grant.filter(|(grant, _)| grants.contains(grant)) else { continue };
        let before = records.get(was.id.0).cloned();
        let mut merge = Merge::of(before.as_ref(), &[]);
        let call_id = merge.field("call", was.call_id, seen.call, First::Keep);
        if call_id != was.call_id {
            let is = entity::finance::funding_line::Model { call_id, ..was.clone() };
            outcome.put(work, ("funding line", is.id.0), Some(&was), &is).await?;
        }
        records.set(was.id.0, merge.after);
    }
    records.save(work).await
}

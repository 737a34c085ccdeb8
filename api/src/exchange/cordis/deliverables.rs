//! Published deliverables.

use std::collections::HashMap;

use entity::portfolio::{deliverable, project};
use entity::value::{DeliverableId, ProjectId, SubmissionStage};
use openapi::portfolio::deliverables::DeliverableInput;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::columns;
use super::partners::no_project;
use super::projects::WORDS;
use super::rows::{self, DeliverableRow};
use crate::exchange::ingest::projects::by_grant;
use crate::exchange::ingest::{
    CellError, Cells, First, Heading, MentionedProject, Merge, Outcome, RecordPosition, RecordType, Records,
    RowError, SeenRecords,
};
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::portfolio::deliverables::draft;

/// The existing data of a batch.
pub(super) struct StoredDeliverables {
    projects: HashMap<String, project::Model>,
    deliverables: HashMap<(ProjectId, String), deliverable::Model>,
    records: Records,
}

impl RecordType for StoredDeliverables {
    const COLUMNS: &'static [&'static str] = &["id", "title", "projectID"];
    type Row = DeliverableRow;
    type Identity = (u64, String);

    fn heading(names: Vec<String>) -> Heading {
        columns::DELIVERABLES.heading(names)
    }

    fn reads(column: &str) -> bool {
        columns::DELIVERABLES.reads(column)
    }

    fn read(cells: &mut Cells<'_>) -> Result<DeliverableRow, CellError> {
        rows::deliverable(cells)
    }

    fn spoken(seen: &mut SeenRecords) -> Option<(&mut MentionedProject, &'static str)> {
        Some((&mut seen.deliverables, "projectID"))
    }

    fn identity(row: &DeliverableRow) -> Option<(u64, String)> {
        Some((row.grant, row.number.key()))
    }

    async fn load(
        work: &UnitOfWork<'_>,
        rows: &[(RecordPosition, DeliverableRow)],
        _: &mut Outcome,
    ) -> Result<Self> {
        let projects = by_grant(work, rows.iter().map(|(_, row)| row.grant.to_string())).await?;
        let keys = rows.iter().map(|(_, row)| row.number.key());
        let there = deliverable::Entity::find()
            .filter(deliverable::COLUMN.project_id.is_in(projects.values().map(|row| row.id)))
            .filter(deliverable::COLUMN.number_key.is_in(keys))
            .lock_exclusive();
        let there = there.all(work.tx).await?;
        let mut records = Records::new(WORDS.portal);
        records.read(work, there.iter().map(|row| row.id.0).collect()).await?;
        let there = there.into_iter();
        let deliverables = there.map(|row| ((row.project_id, row.number_key.clone()), row)).collect();
        Ok(Self { projects, deliverables, records })
    }

    async fn write(
        &mut self,
        work: &UnitOfWork<'_>,
        row: &DeliverableRow,
        outcome: &mut Outcome,
    ) -> Result<(), RowError> {
        let Some(project) = self.projects.get(&row.grant.to_string()) else {
            return Err(no_project("projectID", row.grant));
        };
        let was = self.deliverables.remove(&(project.id, row.number.key()));
        let bare = was.clone().unwrap_or_else(|| new_row(work, project.id, row));
        let before = self.records.get(bare.id.0).cloned();
        let mut merge = Merge::of(before.as_ref(), &row.absent);
        let is = changed(&bare, row, &mut merge);
        WORDS.list(&merge.differing, outcome);
        outcome.put(work, ("deliverable", is.id.0), was.as_ref(), &is).await?;
        self.records.set(is.id.0, merge.after);
        outcome.seen_records.handed_over.insert(is.id);
        outcome.seen_records.deliverables.with.insert(row.grant.to_string());
        Ok(())
    }

    async fn finish(&mut self, work: &UnitOfWork<'_>, _: &mut Outcome) -> Result<()> {
        self.records.save(work).await
    }
}

/// A published deliverable was submitted. Its acceptance and its due date are not published.
fn new_row(work: &UnitOfWork<'_>, project: ProjectId, row: &DeliverableRow) -> deliverable::Model {
    let said = DeliverableInput {
        number: row.number.clone(),
        title: row.title.clone(),
        description: row.description.clone(),
        kind: row.kind,
        dissemination: None,
        work_package: None,
        lead: None,
        due: None,
        reason: None,
    };
    let planned = draft::row(DeliverableId(work.id()), project, said, None);
    deliverable::Model { stage: SubmissionStage::Submitted, ..planned }
}

fn changed(was: &deliverable::Model, row: &DeliverableRow, merge: &mut Merge<'_>) -> deliverable::Model {
    let handed_in = was.stage == SubmissionStage::Planned;
    let title = merge.field("title", Some(was.title.clone()), Some(row.title.clone()), First::Replace);
    let description = row.description.clone();
    deliverable::Model {
        title: title.unwrap_or_else(|| row.title.clone()),
        description: merge.field("description", was.description.clone(), description, First::Replace),
        kind: merge.field("type", was.kind, row.kind, First::Replace),
        stage: if handed_in { SubmissionStage::Submitted } else { was.stage },
        stage_on: was.stage_on.filter(|_| !handed_in),
        ..was.clone()
    }
}

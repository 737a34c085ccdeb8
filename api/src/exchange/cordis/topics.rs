//! Topics: a proposal is submitted to a topic, which is stored as a call of the programme.

use std::collections::HashMap;

use entity::finance::funding_line;
use entity::portfolio::{call, project};
use entity::value::{CallId, ProgrammeId, ProjectId, fold};

use super::columns;
use super::partners::no_project;
use super::projects::WORDS;
use super::rows::{self, TopicRow};
use crate::exchange::ingest::projects::by_grant;
use crate::exchange::ingest::{
    CellError, Cells, First, Heading, MentionedProject, Merge, Outcome, RecordPosition, RecordType, Records,
    RowError, SeenRecords, calls, lines_of, refused,
};
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;

/// The existing data of a batch.
pub(super) struct StoredTopics {
    projects: HashMap<String, project::Model>,
    lines: HashMap<ProjectId, Vec<funding_line::Model>>,
    calls: HashMap<(ProgrammeId, String), call::Model>,
    records: Records,
}

impl RecordType for StoredTopics {
    const COLUMNS: &'static [&'static str] = &["projectID", "topic", "title"];
    type Row = TopicRow;
    type Identity = ();

    fn heading(names: Vec<String>) -> Heading {
        columns::TOPICS.heading(names)
    }

    fn reads(column: &str) -> bool {
        columns::TOPICS.reads(column)
    }

    fn read(cells: &mut Cells<'_>) -> Result<TopicRow, CellError> {
        rows::topic(cells)
    }

    fn spoken(seen: &mut SeenRecords) -> Option<(&mut MentionedProject, &'static str)> {
        Some((&mut seen.topics, "projectID"))
    }

    /// A topic has many projects, and a project can have several topics.
    fn identity(_: &TopicRow) -> Option<()> {
        None
    }

    async fn load(
        work: &UnitOfWork<'_>,
        rows: &[(RecordPosition, TopicRow)],
        _: &mut Outcome,
    ) -> Result<Self> {
        let projects = by_grant(work, rows.iter().map(|(_, row)| row.grant.to_string())).await?;
        let references = rows.iter().map(|(_, row)| fold(&row.reference)).collect();
        let lines = lines_of(work, projects.values().map(|row| row.id).collect()).await?;
        let calls = calls::load_calls(work, references).await?;
        let mut records = Records::new(WORDS.portal);
        let subjects = lines.values().flatten().map(|line| line.id.0);
        records.read(work, subjects.chain(calls.values().map(|call| call.id.0)).collect()).await?;
        Ok(Self { projects, lines, calls, records })
    }

    async fn write(
        &mut self,
        work: &UnitOfWork<'_>,
        row: &TopicRow,
        outcome: &mut Outcome,
    ) -> Result<(), RowError> {
        let Some(project) = self.projects.get(&row.grant.to_string()) else {
            return Err(no_project("projectID", row.grant));
        };
        outcome.seen_records.topics.with.insert(row.grant.to_string());
        let (project, grant) = (project.id, project.grant_agreement.clone());
        let lines = self.lines.get(&project).map(Vec::as_slice).unwrap_or_default();
        let programme = lines.iter().find(|line| line.reference == grant).and_then(|line| line.programme_id);
        let Some(programme) = programme else {
            let reason = "the project has no funding line for this grant under a programme";
            return Err(refused("projectID", reason));
        };
        let call = self.put_call(work, programme, row, outcome).await?;
        // Of several topics of a project, the first gives its call.
        if outcome.seen_records.under_topics.insert(project) {
            self.put_line(work, project, grant.as_ref(), call, outcome).await?;
        }
        Ok(())
    }

    async fn finish(&mut self, work: &UnitOfWork<'_>, _: &mut Outcome) -> Result<()> {
        self.records.save(work).await
    }
}

impl StoredTopics {
    /// Writes a call. Of several titles in an import, the first is used.
    async fn put_call(
        &mut self,
        work: &UnitOfWork<'_>,
        programme: ProgrammeId,
        row: &TopicRow,
        outcome: &mut Outcome,
    ) -> Result<CallId> {
        let key = (programme, fold(&row.reference));
        let was = self.calls.get(&key);
        let mut is =
            was.cloned().unwrap_or_else(|| calls::insert_calls(work, programme, &row.reference, &row.title));
        if outcome.seen_records.calls.insert(is.id) {
            let before = self.records.get(is.id.0).cloned();
            let mut merge = Merge::of(before.as_ref(), &[]);
            let title = merge.field("title", Some(is.title.clone()), Some(row.title.clone()), First::Keep);
            WORDS.list(&merge.differing, outcome);
            is = calls::titled(&is, title.as_deref().unwrap_or(&row.title));
            if was.is_none() {
                merge.after.insert(calls::ADDED.to_owned(), true.into());
            }
            self.records.set(is.id.0, merge.after);
        }
        outcome.put(work, ("call", is.id.0), was, &is).await?;
        let id = is.id;
        self.calls.insert(key, is);
        Ok(id)
    }

    /// Sets the call of a project's grant.
    async fn put_line(
        &mut self,
        work: &UnitOfWork<'_>,
        project: ProjectId,
        grant: Option<&String>,
        call: CallId,
        outcome: &mut Outcome,
    ) -> Result<()> {
        let lines = self.lines.entry(project).or_default();
        let Some(line) = lines.iter_mut().find(|line| line.reference.as_ref() == grant) else {
            return Ok(());
        };
        let before = self.records.get(line.id.0).cloned();
        let mut merge = Merge::of(before.as_ref(), &[]);
        let was = line.clone();
        line.call_id = merge.field("call", line.call_id, Some(call), First::Keep);
        if !merge.differing.is_empty() {
            outcome.notice(CellError::new(
                "topic",
                "the call of the funding line was changed by hand and stays",
            ));
        }
        outcome.put(work, ("funding line", line.id.0), Some(&was), line).await?;
        self.records.set(line.id.0, merge.after);
        Ok(())
    }
}

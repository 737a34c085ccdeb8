//! Topics: what a proposal is submitted to, and so the call of a programme.

use std::collections::HashMap;

use entity::value::{ProgrammeId, ProjectId, fold};
use entity::{call, funding_line, project};

use super::partners::no_project;
use super::rows::{self, TopicRow};
use crate::app::Work;
use crate::error::Result;
use crate::intake::projects::by_grant;
use crate::intake::{Cells, Outcome, Place, Published, Stop, Wrong, calls, lines_of, refused};

/// What is there of that which a batch speaks of.
pub(super) struct Known {
    projects: HashMap<String, project::Model>,
    lines: HashMap<ProjectId, Vec<funding_line::Model>>,
    calls: HashMap<(ProgrammeId, String), call::Model>,
}

impl Published for Known {
    const COLUMNS: &'static [&'static str] = &["projectID", "topic", "title"];
    type Row = TopicRow;
    type Identity = ();

    fn read(cells: &mut Cells<'_>) -> Result<TopicRow, Wrong> {
        rows::topic(cells)
    }

    /// A topic is of many projects, and a project may have several.
    fn identity(_: &TopicRow) -> Option<()> {
        None
    }

    async fn known(work: &Work<'_>, rows: &[(Place, TopicRow)]) -> Result<Self> {
        let projects = by_grant(work, rows.iter().map(|(_, row)| row.grant.to_string())).await?;
        let ids: Vec<_> = projects.values().map(|row| row.id).collect();
        let references = rows.iter().map(|(_, row)| fold(&row.reference)).collect();
        Ok(Self { projects, lines: lines_of(work, ids).await?, calls: calls::known(work, references).await? })
    }

    async fn write(&mut self, work: &Work<'_>, row: &TopicRow, outcome: &mut Outcome) -> Result<(), Stop> {
        let Some(project) = self.projects.get(&row.grant.to_string()) else {
            return Err(no_project("projectID", row.grant));
        };
        let lines = self.lines.entry(project.id).or_default();
        let of_grant = |line: &&mut funding_line::Model| line.reference == project.grant_agreement;
        let line = lines.iter_mut().find(of_grant);
        let Some((line, programme)) = line.and_then(|line| line.programme_id.map(|id| (line, id))) else {
            let reason = "the project has no line of funding of this grant, under a programme";
            return Err(refused("projectID", reason));
        };
        let key = (programme, fold(&row.reference));
        let was = self.calls.get(&key);
        let is = was.cloned().unwrap_or_else(|| calls::added(work, programme, &row.reference, &row.title));
        outcome.put(work, ("call", is.id.0), was, &is).await?;
        let before = line.clone();
        line.call_id = line.call_id.or(Some(is.id));
        outcome.put(work, ("funding line", line.id.0), Some(&before), line).await?;
        self.calls.insert(key, is);
        Ok(())
    }
}

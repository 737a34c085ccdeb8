//! Topics: what a proposal is submitted to, and so the call of a programme.

use std::collections::HashMap;

use entity::value::{CallId, CurrencyCode, ProgrammeId, ProjectId, fold};
use entity::{call, funding_line, project};
use sea_orm::{EntityTrait, QueryFilter};

use super::cells::{Cells, Wrong};
use super::grants::lines_of;
use super::outcome::Outcome;
use super::partners::no_project;
use super::projects::by_grant;
use super::rows::{self, TopicRow};
use super::{Published, Stop, refused};
use crate::app::Work;
use crate::error::Result;

/// What is there of that which a batch speaks of.
pub(super) struct Known {
    projects: HashMap<String, project::Model>,
    lines: HashMap<ProjectId, Vec<funding_line::Model>>,
    calls: HashMap<(ProgrammeId, String), call::Model>,
}

impl Published for Known {
    const FILE: &'static str = "topics.csv";
    const COLUMNS: &'static [&'static str] = &["projectID", "topic", "title"];
    type Row = TopicRow;

    fn read(cells: &mut Cells<'_>) -> Result<TopicRow, Wrong> {
        rows::topic(cells)
    }

    /// A topic is of many projects, and a project may have several.
    fn identity(_: &TopicRow) -> Option<(u64, u64)> {
        None
    }

    async fn known(work: &Work<'_>, rows: &[(u64, TopicRow)]) -> Result<Self> {
        let projects = by_grant(work, rows.iter().map(|(_, row)| row.grant)).await?;
        let ids: Vec<_> = projects.values().map(|row| row.id).collect();
        let references = rows.iter().map(|(_, row)| fold(&row.reference));
        let wanted = call::COLUMN.reference_key.is_in(references);
        let calls = call::Entity::find().filter(wanted).all(work.tx).await?.into_iter();
        Ok(Self {
            projects,
            lines: lines_of(work, ids).await?,
            calls: calls.map(|row| ((row.programme_id, row.reference_key.clone()), row)).collect(),
        })
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
        let is = was.cloned().unwrap_or_else(|| added(CallId(work.id()), programme, row));
        outcome.put(work, ("call", is.id.0), was, &is).await?;
        let before = line.clone();
        line.call_id = line.call_id.or(Some(is.id));
        outcome.put(work, ("funding line", line.id.0), Some(&before), line).await?;
        self.calls.insert(key, is);
        Ok(())
    }
}

fn added(id: CallId, programme_id: ProgrammeId, row: &TopicRow) -> call::Model {
    let TopicRow { reference, title, .. } = row;
    call::Model {
        id,
        programme_id,
        reference: reference.clone(),
        reference_key: fold(reference),
        title: title.clone(),
        search_key: fold(&format!("{reference} {title}")),
        opens: None,
        deadline: None,
        website: None,
        grant_form: None,
        funding_rate: None,
        indirect_rate: None,
        indirect_base: None,
        prefinancing_rate: None,
        transfer_threshold: None,
        certificate_threshold: None,
        minimum_grant: None,
        maximum_grant: None,
        currency: CurrencyCode::default(),
        rounding: None,
    }
}

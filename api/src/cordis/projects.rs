//! Projects, with the grants that pay for them.

use std::collections::HashMap;

use entity::value::{
    CallId, Period, ProgrammeId, ProgrammeLevel, ProjectId, ProjectKind, ProjectStage, fold,
};
use entity::{call, funding_line, programme, project};
use sea_orm::{EntityTrait, QueryFilter, QuerySelect};

use super::cells::{Cells, Wrong};
use super::outcome::Outcome;
use super::rows::{self, ProjectRow};
use super::words::programme_name;
use super::{Published, Stop, grants, refused};
use crate::app::Work;
use crate::draft::Faults;
use crate::error::Result;
use crate::plan::history::record_dates;
use crate::plan::shift::Shift;
use crate::projects::moved;

/// Why a date moved.
const REASON: &str = "as CORDIS publishes it";

/// What is there of that which a batch speaks of.
pub(super) struct Known {
    projects: HashMap<String, project::Model>,
    programmes: HashMap<String, programme::Model>,
    lines: HashMap<ProjectId, Vec<funding_line::Model>>,
    calls: HashMap<(ProgrammeId, String), CallId>,
}

impl Published for Known {
    const FILE: &'static str = "project.csv";
    const COLUMNS: &'static [&'static str] =
        &["id", "acronym", "status", "title", "ecMaxContribution", "frameworkProgramme"];
    type Row = ProjectRow;

    fn read(cells: &mut Cells<'_>) -> Result<ProjectRow, Wrong> {
        rows::project(cells)
    }

    fn identity(row: &ProjectRow) -> Option<(u64, u64)> {
        Some((row.grant, 0))
    }

    async fn known(work: &Work<'_>, rows: &[(u64, ProjectRow)]) -> Result<Self> {
        let projects = by_grant(work, rows.iter().map(|(_, row)| row.grant)).await?;
        let names = rows.iter().flat_map(|(_, row)| [row.programme.as_str(), programme_name(&row.programme)]);
        let wanted = programme::COLUMN.name_key.is_in(names.map(fold));
        let programmes = programme::Entity::find().filter(wanted).all(work.tx).await?;
        let ids: Vec<_> = projects.values().map(|row| row.id).collect();
        let calls = rows.iter().flat_map(|(_, row)| row.calls.iter().map(|reference| fold(reference)));
        let calls = call::Entity::find().filter(call::COLUMN.reference_key.is_in(calls)).all(work.tx).await?;
        Ok(Self {
            projects,
            programmes: programmes.into_iter().map(|row| (row.name_key.clone(), row)).collect(),
            lines: grants::lines_of(work, ids).await?,
            calls: calls.into_iter().map(|row| ((row.programme_id, row.reference_key), row.id)).collect(),
        })
    }

    async fn write(&mut self, work: &Work<'_>, row: &ProjectRow, outcome: &mut Outcome) -> Result<(), Stop> {
        let grant = row.grant.to_string();
        let was = self.projects.remove(&grant);
        let is = desired(was.as_ref(), row, work);
        let period = Period { start: is.period_start, end: is.period_end };
        if period.is_reversed() {
            return Err(refused("endDate", "with what is known already, the project ends before it starts"));
        }
        let programme = self.programme(&row.programme);
        let lines = self.lines.get(&is.id).map(Vec::as_slice).unwrap_or_default();
        let line = grants::found(lines, &grant, programme.map(|row| row.id));
        line.map_or(Ok(()), |line| grants::terms(line, row))?;
        if let Some(was) = &was {
            shift(work, was, &is).await?;
        }
        let programme = match programme.cloned() {
            Some(programme) => {
                outcome.put(work, ("programme", programme.id.0), Some(&programme), &programme).await?;
                programme.id
            }
            None => self.add_programme(work, row, outcome).await?,
        };
        let call = row.calls.iter().find_map(|call| self.calls.get(&(programme, fold(call)))).copied();
        let lines = self.lines.remove(&is.id).unwrap_or_default();
        let line_was = grants::found(&lines, &grant, Some(programme));
        let line_is = grants::desired(line_was, row, (is.id, programme, call), work);
        outcome.put(work, ("project", is.id.0), was.as_ref(), &is).await?;
        outcome.put(work, ("funding line", line_is.id.0), line_was, &line_is).await?;
        Ok(())
    }
}

impl Known {
    fn programme(&self, code: &str) -> Option<&programme::Model> {
        [code, programme_name(code)].into_iter().find_map(|name| self.programmes.get(&fold(name)))
    }

    async fn add_programme(
        &mut self,
        work: &Work<'_>,
        row: &ProjectRow,
        outcome: &mut Outcome,
    ) -> Result<ProgrammeId> {
        let name = programme_name(&row.programme);
        let programme = programme::Model {
            id: ProgrammeId(work.id()),
            name: name.to_owned(),
            name_key: fold(name),
            // The framework programmes are the Union's own.
            level: ProgrammeLevel::European,
            managing_authority_id: None,
            period_start: None,
            period_end: None,
            website: None,
        };
        outcome.put(work, ("programme", programme.id.0), None, &programme).await?;
        let id = programme.id;
        self.programmes.insert(programme.name_key.clone(), programme);
        Ok(id)
    }
}

/// The projects of some grants that are there, by the number, held until the work is done.
pub(super) async fn by_grant(
    work: &Work<'_>,
    grants: impl Iterator<Item = u64>,
) -> Result<HashMap<String, project::Model>> {
    let mut grants: Vec<_> = grants.collect();
    grants.sort_unstable();
    grants.dedup();
    let wanted = project::COLUMN.grant_agreement.is_in(grants.iter().map(u64::to_string));
    let rows = project::Entity::find().filter(wanted).lock_exclusive().all(work.tx).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.grant_agreement.clone()?, row))).collect())
}

/// Keeps what the dates of a project were, and moves what is planned for its months.
async fn shift(work: &Work<'_>, was: &project::Model, is: &project::Model) -> Result<(), Stop> {
    let reason = Some(REASON.to_owned());
    if was.first_day != is.first_day {
        let shift = Shift::of(work, was.id, is.first_day).await?;
        let mut faults = Faults::default();
        shift.check(&mut faults);
        if let Err(error) = faults.none() {
            let details: Vec<_> = error.faults().iter().map(|fault| fault.detail.as_str()).collect();
            return Err(refused("startDate", details.join("; ")));
        }
        shift.carry_out(work, reason.as_ref()).await?;
    }
    record_dates(work, moved(was, is), reason.as_ref()).await?;
    Ok(())
}

fn desired(was: Option<&project::Model>, row: &ProjectRow, work: &Work<'_>) -> project::Model {
    let summary = row.summary.clone().or_else(|| was?.summary.clone());
    let searched = [Some(row.acronym.as_str()), Some(row.title.as_str()), summary.as_deref()];
    let period = Period {
        start: row.period.start.or_else(|| was?.period_start),
        end: row.period.end.or_else(|| was?.period_end),
    };
    project::Model {
        id: was.map_or_else(|| ProjectId(work.id()), |was| was.id),
        acronym: row.acronym.clone(),
        acronym_key: fold(&row.acronym),
        search_key: fold(&searched.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        title: row.title.clone(),
        summary,
        kind: was.map_or(ProjectKind::European, |was| was.kind),
        stage: was.map_or(row.stage, |was| furthest(was.stage, row.stage)),
        period_start: period.start,
        period_end: period.end,
        first_day: period.first_day(),
        last_day: period.last_day(),
        grant_agreement: Some(row.grant.to_string()),
        manager: was.and_then(|was| was.manager.clone()),
        website: was.and_then(|was| was.website.clone()),
    }
}

/// Where a project stands that stood here and is said to stand there: it never goes back.
fn furthest(was: ProjectStage, said: ProjectStage) -> ProjectStage {
    let rank = |stage| match stage {
        ProjectStage::Idea
        | ProjectStage::Submitted
        | ProjectStage::Awarded
        | ProjectStage::Rejected
        | ProjectStage::Withdrawn => 0,
        ProjectStage::Signed => 1,
        ProjectStage::Suspended => 2,
        ProjectStage::Closed | ProjectStage::Terminated => 3,
    };
    if rank(said) > rank(was) { said } else { was }
}

//! Projects, with the grants that pay for them.

use std::collections::HashMap;

use entity::value::{
    FundingStage, Money, PartialDate, Period, ProgrammeId, ProgrammeLevel, ProjectId, ProjectStage, fold,
};
use entity::{call, funding_line, programme, project};
use sea_orm::{EntityTrait, QueryFilter, QuerySelect};

use super::merged::merged;
use super::outcome::Outcome;
use super::own_share::lines_of;
use super::{Stop, calls, grants, refused};
use crate::app::Work;
use crate::draft::Faults;
use crate::error::Result;
use crate::plan::history::record_dates;
use crate::plan::shift::Shift;
use crate::projects::moved;

/// A project, with the grant that pays for it, as somebody publishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ProjectRow {
    /// The number of the grant agreement.
    pub(crate) grant: String,
    pub(crate) acronym: Option<String>,
    pub(crate) title: String,
    pub(crate) summary: Option<String>,
    pub(crate) stage: ProjectStage,
    pub(crate) funding_stage: FundingStage,
    pub(crate) period: Period,
    pub(crate) signed_on: Option<PartialDate>,
    pub(crate) award: Option<Money>,
    pub(crate) website: Option<String>,
    /// What the programme is called; it may be there under any of the names, and is added under the last.
    pub(crate) programme: Vec<String>,
    /// Under what the call may be known, the nearest first.
    pub(crate) calls: Vec<String>,
    /// The title of the first of these, when it is to be added where none is there.
    pub(crate) call_title: Option<String>,
}

/// How whoever publishes projects calls what may be refused of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words {
    /// Why a date moved.
    pub(crate) reason: &'static str,
    pub(crate) award: &'static str,
    pub(crate) start: &'static str,
    pub(crate) end: &'static str,
}

/// What is there of that which a batch speaks of.
#[derive(Debug)]
pub(crate) struct Projects {
    words: &'static Words,
    by_grant: HashMap<String, project::Model>,
    /// Those without a number, by their acronyms.
    unnumbered: HashMap<String, project::Model>,
    programmes: HashMap<String, programme::Model>,
    lines: HashMap<ProjectId, Vec<funding_line::Model>>,
    calls: HashMap<(ProgrammeId, String), call::Model>,
}

impl Projects {
    /// Looks for what some rows speak of, and holds it until the work is done.
    pub(crate) async fn known<'r>(
        work: &Work<'_>,
        rows: impl Iterator<Item = &'r ProjectRow> + Clone + Send,
        words: &'static Words,
    ) -> Result<Self> {
        let by_grant = by_grant(work, rows.clone().map(|row| row.grant.clone())).await?;
        let new = rows.clone().filter(|row| !by_grant.contains_key(&row.grant));
        let unnumbered = unnumbered(work, new.filter_map(|row| row.acronym.as_deref()).map(fold)).await?;
        let names: Vec<_> = rows.clone().flat_map(|row| &row.programme).map(|name| fold(name)).collect();
        let wanted = programme::COLUMN.name_key.is_in(names);
        let programmes = programme::Entity::find().filter(wanted).all(work.tx).await?;
        let ids = by_grant.values().chain(unnumbered.values()).map(|row| row.id).collect();
        let calls: Vec<_> = rows.flat_map(|row| &row.calls).map(|reference| fold(reference)).collect();
        Ok(Self {
            words,
            programmes: programmes.into_iter().map(|row| (row.name_key.clone(), row)).collect(),
            lines: lines_of(work, ids).await?,
            calls: calls::known(work, calls).await?,
            by_grant,
            unnumbered,
        })
    }

    /// Those that were there, by the numbers of their grants.
    pub(crate) fn there(&self) -> impl Iterator<Item = ProjectId> {
        self.by_grant.values().chain(self.unnumbered.values()).map(|row| row.id)
    }

    /// Writes a project with its grant, and says which it is.
    pub(crate) async fn write(
        &mut self,
        work: &Work<'_>,
        row: &ProjectRow,
        outcome: &mut Outcome,
    ) -> Result<ProjectId, Stop> {
        let was = self.found(row);
        let is = merged(was.as_ref(), row, work);
        let period = Period { start: is.period_start, end: is.period_end };
        if period.is_reversed() {
            let reason = "with what is known already, the project ends before it starts";
            return Err(refused(self.words.end, reason));
        }
        let programme = self.programme(row).map(|row| row.id);
        let lines = self.lines.get(&is.id).map(Vec::as_slice).unwrap_or_default();
        let line = grants::found(lines, &row.grant, programme);
        line.map_or(Ok(()), |line| grants::terms(line, row, self.words.award))?;
        if let Some(was) = &was {
            self.shift(work, was, &is).await?;
        }
        let programme = self.put_programme(work, row, outcome).await?;
        let call = self.call(work, programme, row, outcome).await?;
        let lines = self.lines.remove(&is.id).unwrap_or_default();
        let line_was = grants::found(&lines, &row.grant, Some(programme));
        let line_is = grants::desired(line_was, row, (is.id, programme, call), work);
        outcome.put(work, ("project", is.id.0), was.as_ref(), &is).await?;
        outcome.put(work, ("funding line", line_is.id.0), line_was, &line_is).await?;
        Ok(is.id)
    }

    /// The project of a row, when it is there: the one of its number; else the one of its acronym that has no number,
    /// when it is of the same programme, or nothing is said of who pays for it.
    fn found(&mut self, row: &ProjectRow) -> Option<project::Model> {
        if let Some(known) = self.by_grant.remove(&row.grant) {
            return Some(known);
        }
        let acronym = fold(row.acronym.as_ref()?);
        let programme = self.programme(row).map(|row| row.id);
        let lines = self.lines.get(&self.unnumbered.get(&acronym)?.id).map(Vec::as_slice).unwrap_or_default();
        let of_programme = |line: &funding_line::Model| programme.is_some() && line.programme_id == programme;
        let is_it = lines.is_empty() || lines.iter().any(of_programme);
        is_it.then(|| self.unnumbered.remove(&acronym)).flatten()
    }

    fn programme(&self, row: &ProjectRow) -> Option<&programme::Model> {
        row.programme.iter().find_map(|name| self.programmes.get(&fold(name)))
    }

    async fn put_programme(
        &mut self,
        work: &Work<'_>,
        row: &ProjectRow,
        outcome: &mut Outcome,
    ) -> Result<ProgrammeId> {
        let was = self.programme(row);
        let name = row.programme.last().map(String::as_str).unwrap_or_default();
        let programme = was.cloned().unwrap_or_else(|| programme::Model {
            id: ProgrammeId(work.id()),
            name: name.to_owned(),
            name_key: fold(name),
            // What the Commission publishes projects of is the Union's own.
            level: ProgrammeLevel::European,
            managing_authority_id: None,
            period_start: None,
            period_end: None,
            website: None,
        });
        outcome.put(work, ("programme", programme.id.0), was, &programme).await?;
        let id = programme.id;
        self.programmes.insert(programme.name_key.clone(), programme);
        Ok(id)
    }

    /// The call under which the grant was asked for: the nearest that is there, or one that is added.
    async fn call(
        &mut self,
        work: &Work<'_>,
        programme: ProgrammeId,
        row: &ProjectRow,
        outcome: &mut Outcome,
    ) -> Result<Option<entity::value::CallId>> {
        let key = |reference: &String| (programme, fold(reference));
        let was = row.calls.iter().find_map(|reference| self.calls.get(&key(reference)));
        let (Some(reference), Some(title)) = (row.calls.first(), &row.call_title) else {
            return Ok(was.map(|call| call.id));
        };
        let is = was.cloned().unwrap_or_else(|| calls::added(work, programme, reference, title));
        outcome.put(work, ("call", is.id.0), was, &is).await?;
        let id = is.id;
        self.calls.insert(key(reference), is);
        Ok(Some(id))
    }

    /// Keeps what the dates of a project were, and moves what is planned for its months.
    async fn shift(&self, work: &Work<'_>, was: &project::Model, is: &project::Model) -> Result<(), Stop> {
        let reason = Some(self.words.reason.to_owned());
        if was.first_day != is.first_day {
            let shift = Shift::of(work, was.id, is.first_day).await?;
            let mut faults = Faults::default();
            shift.check(&mut faults);
            if let Err(error) = faults.none() {
                let details: Vec<_> = error.faults().iter().map(|fault| fault.detail.as_str()).collect();
                return Err(refused(self.words.start, details.join("; ")));
            }
            shift.carry_out(work, reason.as_ref()).await?;
        }
        record_dates(work, moved(was, is), reason.as_ref()).await?;
        Ok(())
    }
}

/// The projects of some grants that are there, by the number, held until the work is done.
pub(crate) async fn by_grant(
    work: &Work<'_>,
    grants: impl Iterator<Item = String>,
) -> Result<HashMap<String, project::Model>> {
    let mut grants: Vec<_> = grants.collect();
    grants.sort_unstable();
    grants.dedup();
    let wanted = project::COLUMN.grant_agreement.is_in(grants);
    let rows = project::Entity::find().filter(wanted).lock_exclusive().all(work.tx).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.grant_agreement.clone()?, row))).collect())
}

/// The projects of some acronyms that have no number, of which the schema lets there be one each, held until the work
/// is done.
async fn unnumbered(
    work: &Work<'_>,
    acronyms: impl Iterator<Item = String>,
) -> Result<HashMap<String, project::Model>> {
    let acronyms: Vec<_> = acronyms.collect();
    let wanted = project::Entity::find()
        .filter(project::COLUMN.acronym_key.is_in(acronyms))
        .filter(project::COLUMN.grant_agreement.is_null())
        .lock_exclusive();
    let rows = wanted.all(work.tx).await?.into_iter();
    Ok(rows.map(|row| (row.acronym_key.clone(), row)).collect())
}

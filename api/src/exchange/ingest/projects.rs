//! Projects with their grants.

use std::collections::HashMap;

use entity::finance::funding_line;
use entity::portfolio::{call, programme, project};
use entity::value::{CallId, ProgrammeId, ProgrammeLevel, ProjectId, fold};
use sea_orm::{EntityTrait, QueryFilter, QuerySelect};

use super::cells::CellError;
use super::merged::merged;
use super::outcome::Outcome;
use super::own_share::lines_of;
use super::portal::{Merge, Records};
pub(crate) use super::project_row::{ProjectRow, Words};
use super::redated::redated;
use super::seen::SeenProject;
use super::{calls, grants};
use crate::finance::funding::amend_as_published;
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;

/// The existing data of a batch.
#[derive(Debug)]
pub(crate) struct Projects {
    words: &'static Words,
    by_grant: HashMap<String, project::Model>,
    /// Those without a grant number, by acronym.
    unnumbered: HashMap<String, project::Model>,
    programmes: HashMap<String, programme::Model>,
    lines: HashMap<ProjectId, Vec<funding_line::Model>>,
    calls: HashMap<(ProgrammeId, String), call::Model>,
    records: Records,
}

impl Projects {
    /// Reads the existing data of some rows, and locks it until the unit of work ends.
    pub(crate) async fn load<'r>(
        work: &UnitOfWork<'_>,
        rows: impl Iterator<Item = &'r ProjectRow> + Clone + Send,
        words: &'static Words,
    ) -> Result<Self> {
        let by_grant = by_grant(work, rows.clone().map(|row| row.grant.clone())).await?;
        let new = rows.clone().filter(|row| !by_grant.contains_key(&row.grant));
        let unnumbered = unnumbered(work, new.filter_map(|row| row.acronym.as_deref()).map(fold)).await?;
        let names: Vec<_> = rows.clone().flat_map(|row| &row.programme).map(|name| fold(name)).collect();
        let wanted = programme::COLUMN.name_key.is_in(names);
        let programmes = programme::Entity::find().filter(wanted).all(work.tx).await?;
        let ids: Vec<_> = by_grant.values().chain(unnumbered.values()).map(|row| row.id).collect();
        let lines = lines_of(work, ids.clone()).await?;
        let mut records = Records::new(words.portal);
        let calls: Vec<_> = rows.flat_map(|row| &row.calls).map(|reference| fold(reference)).collect();
        let calls = calls::load_calls(work, calls).await?;
        let of_lines = lines.values().flatten().map(|line| line.id.0);
        let others = of_lines.chain(calls.values().map(|call| call.id.0));
        records.read(work, ids.iter().map(|id| id.0).chain(others).collect()).await?;
        Ok(Self {
            words,
            programmes: programmes.into_iter().map(|row| (row.name_key.clone(), row)).collect(),
            lines,
            calls,
            records,
            by_grant,
            unnumbered,
        })
    }

    /// The existing projects, by grant number.
    pub(crate) fn ids(&self) -> impl Iterator<Item = ProjectId> {
        self.by_grant.values().chain(self.unnumbered.values()).map(|row| row.id)
    }

    /// Writes a project with its grant, and returns it.
    pub(crate) async fn write(
        &mut self,
        work: &UnitOfWork<'_>,
        row: &ProjectRow,
        outcome: &mut Outcome,
    ) -> Result<ProjectId> {
        let was = self.find_project(row);
        let is = self.put_project(work, was.as_ref(), row, outcome).await?;
        let programme = self.put_programme(work, row, outcome).await?;
        let call = self.call(work, programme, row, outcome).await?;
        self.put_line(work, row, (is, programme, call), outcome).await?;
        let seen = SeenProject { programme, call, updated: row.updated };
        outcome.seen_records.projects.insert(row.grant.clone(), seen);
        Ok(is)
    }

    async fn put_project(
        &mut self,
        work: &UnitOfWork<'_>,
        was: Option<&project::Model>,
        row: &ProjectRow,
        outcome: &mut Outcome,
    ) -> Result<ProjectId> {
        let before = was.and_then(|was| self.records.get(was.id.0)).cloned();
        let mut merge = Merge::of(before.as_ref(), &row.absent);
        let mut is = merged(was, row, &mut merge, work);
        if let Some(was) = was {
            is = redated(work, was, is, (&mut merge, self.words, outcome)).await?;
        }
        self.words.list(&merge.differing, outcome);
        outcome.put(work, ("project", is.id.0), was, &is).await?;
        self.records.set(is.id.0, merge.after);
        Ok(is.id)
    }

    /// Writes the funding line of a project's grant.
    async fn put_line(
        &mut self,
        work: &UnitOfWork<'_>,
        row: &ProjectRow,
        (project, programme, call): (ProjectId, ProgrammeId, Option<CallId>),
        outcome: &mut Outcome,
    ) -> Result<()> {
        let lines = self.lines.remove(&project).unwrap_or_default();
        let was = grants::find_line(&lines, &row.grant, Some(programme));
        let before = was.and_then(|was| self.records.get(was.id.0)).cloned();
        let mut merge = Merge::of(before.as_ref(), &row.absent);
        let mut notices = Vec::new();
        let is = grants::desired(was, row, (project, programme, call), (&mut merge, work, &mut notices));
        for reason in notices {
            outcome.notice(CellError::new((self.words.column)("award"), reason));
        }
        self.words.list(&merge.differing, outcome);
        if let Some(was) = was {
            if grants::is_amended(was, &is) {
                amend_as_published(work, was, &is, (self.words.name, self.words.reason), row.updated).await?;
            }
            if was.total_award != is.total_award {
                outcome.is_owners(project);
            }
        }
        outcome.put(work, ("funding line", is.id.0), was, &is).await?;
        self.records.set(is.id.0, merge.after);
        Ok(())
    }

    /// Stores the published values.
    pub(crate) async fn finish(&mut self, work: &UnitOfWork<'_>) -> Result<()> {
        self.records.save(work).await
    }

    /// The project of a row, if it exists: the one with its number, or else the one with its acronym and
    /// without a number. The second must have the same programme, or no recorded programme.
    fn find_project(&mut self, row: &ProjectRow) -> Option<project::Model> {
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
        work: &UnitOfWork<'_>,
        row: &ProjectRow,
        outcome: &mut Outcome,
    ) -> Result<ProgrammeId> {
        let was = self.programme(row);
        let name = row.programme.last().map(String::as_str).unwrap_or_default();
        let programme = was.cloned().unwrap_or_else(|| programme::Model {
            id: ProgrammeId(work.id()),
            name: name.to_owned(),
            name_key: fold(name),
            // The projects that the Commission publishes have money of the Union.
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

    /// The call of the grant: the nearest existing one, or a new one. If the files have topics, these give
    /// the calls of the portal instead.
    async fn call(
        &mut self,
        work: &UnitOfWork<'_>,
        programme: ProgrammeId,
        row: &ProjectRow,
        outcome: &mut Outcome,
    ) -> Result<Option<CallId>> {
        let key = |reference: &String| (programme, fold(reference));
        let is_portals = |call: &call::Model| {
            self.records.get(call.id.0).is_some_and(|record| record.contains_key(calls::ADDED))
        };
        let may_be = |call: &&call::Model| !outcome.seen_records.has_topics || !is_portals(call);
        let was = row.calls.iter().find_map(|reference| self.calls.get(&key(reference)).filter(may_be));
        let (Some(reference), Some(title)) = (row.calls.first(), &row.call_title) else {
            return Ok(was.map(|call| call.id));
        };
        let is = was.cloned().unwrap_or_else(|| calls::insert_calls(work, programme, reference, title));
        outcome.put(work, ("call", is.id.0), was, &is).await?;
        let id = is.id;
        self.calls.insert(key(reference), is);
        Ok(Some(id))
    }
}

/// The existing projects with some grants, by number, locked until the unit of work ends.
pub(crate) async fn by_grant(
    work: &UnitOfWork<'_>,
    grants: impl Iterator<Item = String>,
) -> Result<HashMap<String, project::Model>> {
    let mut grants: Vec<_> = grants.collect();
    grants.sort_unstable();
    grants.dedup();
    let wanted = project::COLUMN.grant_agreement.is_in(grants);
    let rows = project::Entity::find().filter(wanted).lock_exclusive().all(work.tx).await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.grant_agreement.clone()?, row))).collect())
}

/// The projects with some acronyms and without a number, locked until the unit of work ends. The schema
/// allows one per acronym.
async fn unnumbered(
    work: &UnitOfWork<'_>,
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

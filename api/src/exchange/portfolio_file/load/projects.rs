use std::collections::HashMap;

use chrono::NaiveDate;
use entity::portfolio::{project, project_theme};
use entity::value::{Period, ProjectId, fold};
use openapi::exchange::portfolio_file::{FileProject, PortfolioFile, ProjectName};

use super::faults::{Faults, FirstPointers};
use super::planned::Planned;
use super::programmes::Themes;
use crate::platform::app::UnitOfWork;

/// The projects that are stored or in the file. A grant agreement number identifies a project; otherwise
/// the folded acronym does.
pub(super) struct Projects {
    by_grant: HashMap<String, ProjectId>,
    by_acronym: HashMap<String, Vec<ProjectId>>,
    /// The project at each place of the file's list; `None` if there was an error.
    in_file: Vec<Option<ProjectId>>,
    /// The place of each project of the file, and its first day if known.
    starts: HashMap<ProjectId, (usize, Option<NaiveDate>)>,
    planned: Vec<Planned<project::Model>>,
}

impl Projects {
    pub(super) fn of(
        work: &UnitOfWork<'_>,
        file: &PortfolioFile,
        stored: Vec<project::Model>,
        faults: &mut Faults<'_>,
    ) -> Self {
        let mut projects = Self {
            by_grant: HashMap::new(),
            by_acronym: HashMap::new(),
            in_file: Vec::new(),
            starts: HashMap::new(),
            planned: Vec::new(),
        };
        let mut rows = HashMap::new();
        let mut without_grant = HashMap::new();
        for row in stored {
            projects.note(row.id, &row.acronym_key, row.grant_agreement.as_deref());
            if row.grant_agreement.is_none() {
                without_grant.insert(row.acronym_key.clone(), row.id);
            }
            rows.insert(row.id, row);
        }
        let mut seen = FirstPointers::default();
        for (index, input) in file.projects.iter().enumerate() {
            let at = format!("/projects/{index}");
            faults.blank(format!("{at}/acronym"), &input.acronym);
            let name = ProjectName {
                acronym: input.acronym.clone(),
                grant_agreement: input.grant_agreement.clone(),
            };
            let numbered = name.grant_agreement.as_ref();
            let known = match numbered {
                Some(number) => {
                    projects.by_grant.get(number).or_else(|| without_grant.get(&fold(&name.acronym)))
                }
                None => without_grant.get(&fold(&name.acronym)),
            };
            let id = known.copied().unwrap_or_else(|| ProjectId(work.id()));
            if let Some(first) = seen.again(id, &at) {
                faults.twice(&at, "project", &first);
                projects.in_file.push(None);
                continue;
            }
            projects.note(id, &fold(&name.acronym), numbered.map(String::as_str));
            if numbered.is_none() {
                without_grant.insert(fold(&name.acronym), id);
            }
            projects.in_file.push(Some(id));
            let planned = planned(id, input, rows.remove(&id));
            let merged = Period { start: planned.desired.period_start, end: planned.desired.period_end };
            faults.reversed(&format!("{at}/period"), &merged);
            projects.starts.insert(id, (index, planned.desired.first_day));
            projects.planned.push(planned);
        }
        projects
    }

    fn note(&mut self, id: ProjectId, acronym_key: &str, grant_agreement: Option<&str>) {
        if let Some(number) = grant_agreement {
            self.by_grant.insert(number.to_owned(), id);
        }
        let same = self.by_acronym.entry(acronym_key.to_owned()).or_default();
        if !same.contains(&id) {
            same.push(id);
        }
    }

    /// The project at a place of the file's list.
    pub(super) fn at(&self, index: usize) -> Option<ProjectId> {
        self.in_file.get(index).copied().flatten()
    }

    /// The place of a project in the file, if it is there.
    pub(super) fn index(&self, id: ProjectId) -> Option<usize> {
        self.starts.get(&id).map(|(index, _)| *index)
    }

    /// The first day of a project in the file, if known.
    pub(super) fn start(&self, id: ProjectId) -> Option<NaiveDate> {
        self.starts.get(&id)?.1
    }

    /// The project with the name at a place of the file.
    pub(super) fn named(
        &self,
        name: &ProjectName,
        pointer: &str,
        faults: &mut Faults<'_>,
    ) -> Option<ProjectId> {
        if let Some(number) = &name.grant_agreement {
            let found = self.by_grant.get(number).copied();
            if found.is_none() {
                faults.unknown(pointer, "project with the grant agreement", number);
            }
            return found;
        }
        match self.by_acronym.get(&fold(&name.acronym)).map(Vec::as_slice).unwrap_or_default() {
            [] => faults.unknown(pointer, "project", &name.acronym),
            [only] => return Some(*only),
            _ => faults.ambiguous(pointer, "projects", &name.acronym, "give its grant agreement number"),
        }
        None
    }

    pub(super) fn into_planned(self) -> Vec<Planned<project::Model>> {
        self.planned
    }
}

fn planned(id: ProjectId, input: &FileProject, existing: Option<project::Model>) -> Planned<project::Model> {
    let was = existing.as_ref();
    let told = input.period.unwrap_or_default();
    let period =
        Period { start: told.start.or_else(|| was?.period_start), end: told.end.or_else(|| was?.period_end) };
    let summary = input.summary.clone().or_else(|| was?.summary.clone());
    let searched = [Some(input.acronym.as_str()), Some(input.title.as_str()), summary.as_deref()];
    let desired = project::Model {
        id,
        acronym: input.acronym.clone(),
        acronym_key: fold(&input.acronym),
        search_key: fold(&searched.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        title: input.title.clone(),
        summary,
        kind: input.kind,
        stage: input.stage,
        period_start: period.start,
        period_end: period.end,
        first_day: period.first_day(),
        last_day: period.last_day(),
        grant_agreement: input.grant_agreement.clone().or_else(|| was?.grant_agreement.clone()),
        manager: input.manager.clone().or_else(|| was?.manager.clone()),
        website: input.website.clone().or_else(|| was?.website.clone()),
    };
    Planned { existing, desired }
}

/// The themes of the file's projects, in their order.
pub(super) fn themes(
    file: &PortfolioFile,
    projects: &Projects,
    themes: &Themes,
    stored: Vec<project_theme::Model>,
    faults: &mut Faults<'_>,
) -> Vec<Planned<project_theme::Model>> {
    let mut next: HashMap<ProjectId, i32> = HashMap::new();
    for row in &stored {
        let after = next.entry(row.project_id).or_default();
        *after = (*after).max(row.position.saturating_add(1));
    }
    let mut stored: HashMap<_, _> =
        stored.into_iter().map(|row| ((row.project_id, row.theme_id), row)).collect();
    let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
    for (index, project) in file.projects.iter().enumerate() {
        for (inner, code) in project.themes.iter().enumerate() {
            let at = format!("/projects/{index}/themes/{inner}");
            let (Some(theme_id), Some(project_id)) = (themes.named(code, &at, faults), projects.at(index))
            else {
                continue;
            };
            if let Some(first) = seen.again((project_id, theme_id), &at) {
                faults.twice(&at, "theme of the project", &first);
                continue;
            }
            let existing = stored.remove(&(project_id, theme_id));
            let desired = existing.clone().unwrap_or_else(|| {
                let after = next.entry(project_id).or_default();
                let position = *after;
                *after = position.saturating_add(1);
                project_theme::Model { project_id, theme_id, position }
            });
            planned.push(Planned { existing, desired });
        }
    }
    planned
}

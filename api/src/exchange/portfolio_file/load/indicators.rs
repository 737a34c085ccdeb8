use std::collections::HashMap;

use entity::portfolio::{indicator, measurement, target, target_change};
use entity::value::{IndicatorId, ProjectId, TargetChangeId, TargetId, fold};
use openapi::exchange::portfolio_file::{FileIndicator, FileTargetChange, PortfolioFile};
use openapi::portfolio::indicators::{IndicatorInput, MeasurementInput, Target};

use super::faults::{Faults, FirstPointers};
use super::planned::Planned;
use super::projects::Projects;
use super::records::{identify, new_ones, recognised};
use crate::exchange::portfolio_file::stored::StoredIndicators;
use crate::platform::app::UnitOfWork;
use crate::platform::validation;
use crate::portfolio::indicators;

/// The indicators of projects and of the organisation as a whole.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) indicators: Vec<Planned<indicator::Model>>,
    pub(super) targets: Vec<Planned<target::Model>>,
    pub(super) measurements: Vec<Planned<measurement::Model>>,
    pub(super) target_changes: Vec<Planned<target_change::Model>>,
}

impl Measured {
    pub(super) fn of(
        work: &UnitOfWork<'_>,
        file: &PortfolioFile,
        projects: &Projects,
        stored: StoredIndicators,
        faults: &mut Faults<'_>,
    ) -> Self {
        let planned = indicators(work, file, projects, stored.indicators, faults);
        let mut targets: HashMap<_, _> =
            stored.targets.into_iter().map(|row| ((row.indicator_id, row.period), row)).collect();
        let mut measured: HashMap<_, Vec<_>> = HashMap::new();
        for row in stored.measurements {
            measured.entry(row.indicator_id).or_default().push(row);
        }
        let mut all = Self {
            indicators: Vec::new(),
            targets: Vec::new(),
            measurements: Vec::new(),
            target_changes: Vec::new(),
        };
        let mut changes = Vec::new();
        for (said, planned) in planned {
            let id = planned.desired.id;
            all.targets.extend(said.targets.iter().map(|said| {
                let existing = targets.remove(&(id, said.period));
                target(work, id, said, existing)
            }));
            let were = measured.remove(&id).unwrap_or_default();
            all.measurements.extend(measurements(work, id, &said.measurements, were));
            changes.extend(said.target_changes.iter().map(|said| target_change(id, said)));
            all.indicators.push(planned);
        }
        all.target_changes = recognised(changes, stored.target_changes);
        identify(work, new_ones(&mut all.target_changes));
        all
    }
}

/// The indicators of the file, identified by name.
fn indicators<'f>(
    work: &UnitOfWork<'_>,
    file: &'f PortfolioFile,
    projects: &Projects,
    stored: Vec<indicator::Model>,
    faults: &mut Faults<'_>,
) -> Vec<(&'f FileIndicator, Planned<indicator::Model>)> {
    let of_projects = file.projects.iter().enumerate().flat_map(|(index, project)| {
        let said = project.indicators.iter().enumerate();
        said.map(move |(inner, said)| (format!("/projects/{index}/indicators/{inner}"), Some(index), said))
    });
    let of_all = file.indicators.iter().enumerate();
    let of_all = of_all.map(|(index, said)| (format!("/indicators/{index}"), None, said));
    let mut stored: HashMap<_, _> =
        stored.into_iter().map(|row| ((row.project_id, row.name_key.clone()), row)).collect();
    let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
    for (at, index, said) in of_projects.chain(of_all) {
        let project = index.and_then(|index| projects.at(index));
        let identity = (project, fold(&said.name));
        let existing = stored.get(&identity).cloned();
        let form = form(project, said, existing.as_ref());
        let mut found = validation::ValidationErrors::default();
        indicators::draft::check(&form, &mut found);
        faults.within(&at, found);
        if index.is_some() && project.is_none() {
            continue;
        }
        stored.remove(&identity);
        if let Some(first) = seen.again(identity, &at) {
            faults.twice(&at, "indicator, by its name,", &first);
            continue;
        }
        let id = existing.as_ref().map_or_else(|| IndicatorId(work.id()), |was| was.id);
        planned.push((said, Planned { existing, desired: indicators::draft::row(id, &form) }));
    }
    planned
}

fn form(project: Option<ProjectId>, said: &FileIndicator, was: Option<&indicator::Model>) -> IndicatorInput {
    IndicatorInput {
        project,
        name: said.name.clone(),
        unit: said.unit.clone(),
        description: said.description.clone().or_else(|| was?.description.clone()),
        targets: said.targets.clone(),
        measurements: Vec::new(),
        reason: None,
    }
}

fn target(
    work: &UnitOfWork<'_>,
    indicator_id: IndicatorId,
    said: &Target,
    existing: Option<target::Model>,
) -> Planned<target::Model> {
    let id = existing.as_ref().map_or_else(|| TargetId(work.id()), |was| was.id);
    Planned { existing, desired: target::Model { id, indicator_id, period: said.period, value: said.value } }
}

/// The measurements. An equal one is unchanged. Otherwise the stored one with the same date is corrected,
/// if there is only one candidate.
fn measurements(
    work: &UnitOfWork<'_>,
    indicator: IndicatorId,
    said: &[MeasurementInput],
    mut were: Vec<measurement::Model>,
) -> Vec<Planned<measurement::Model>> {
    let same = |row: &measurement::Model, said: &MeasurementInput| {
        row.measured == said.on && row.value == said.value && row.note == said.note
    };
    let mut existing: Vec<_> =
        said.iter().map(|said| Some(were.remove(were.iter().position(|row| same(row, said))?))).collect();
    let mut unmatched: HashMap<_, Vec<_>> = HashMap::new();
    for (index, said) in said.iter().enumerate().filter(|(index, _)| existing[*index].is_none()) {
        unmatched.entry(said.on).or_default().push(index);
    }
    for (on, indexes) in unmatched {
        let left: Vec<_> = were.iter().filter(|row| row.measured == on).collect();
        if let ([index], [only]) = (&indexes[..], &left[..]) {
            existing[*index] = Some((*only).clone());
        }
    }
    let planned = said.iter().zip(existing).map(|(said, existing)| {
        let mut desired = indicators::draft::measurement(work, indicator, said.clone());
        if let Some(was) = &existing {
            desired.id = was.id;
            desired.note = desired.note.or_else(|| was.note.clone());
        }
        Planned { existing, desired }
    });
    planned.collect()
}

fn target_change(indicator_id: IndicatorId, said: &FileTargetChange) -> target_change::Model {
    let FileTargetChange { period, before, after, reason, by, at } = said.clone();
    target_change::Model {
        id: TargetChangeId(uuid::Uuid::nil()),
        indicator_id,
        period,
        before,
        after,
        reason,
        changed_by: by,
        changed_at: at,
    }
}

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
        for (input, planned) in planned {
            let id = planned.desired.id;
            all.targets.extend(input.targets.iter().map(|input| {
                let existing = targets.remove(&(id, input.period));
                target(work, id, input, existing)
            }));
            let were = measured.remove(&id).unwrap_or_default();
            all.measurements.extend(measurements(work, id, &input.measurements, were));
            changes.extend(input.target_changes.iter().map(|input| target_change(id, input)));
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
        let input = project.indicators.iter().enumerate();
        input.map(move |(inner, input)| (format!("/projects/{index}/indicators/{inner}"), Some(index), input))
    });
    let of_all = file.indicators.iter().enumerate();
    let of_all = of_all.map(|(index, input)| (format!("/indicators/{index}"), None, input));
    let mut stored: HashMap<_, _> =
        stored.into_iter().map(|row| ((row.project_id, row.name_key.clone()), row)).collect();
    let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
    for (at, index, input) in of_projects.chain(of_all) {
        let project = index.and_then(|index| projects.at(index));
        let identity = (project, fold(&input.name));
        let existing = stored.get(&identity).cloned();
        let form = form(project, input, existing.as_ref());
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
        planned.push((input, Planned { existing, desired: indicators::draft::row(id, &form) }));
    }
    planned
}

fn form(project: Option<ProjectId>, input: &FileIndicator, was: Option<&indicator::Model>) -> IndicatorInput {
    IndicatorInput {
        project,
        name: input.name.clone(),
        unit: input.unit.clone(),
        description: input.description.clone().or_else(|| was?.description.clone()),
        targets: input.targets.clone(),
        measurements: Vec::new(),
        reason: None,
    }
}

fn target(
    work: &UnitOfWork<'_>,
    indicator_id: IndicatorId,
    input: &Target,
    existing: Option<target::Model>,
) -> Planned<target::Model> {
    let id = existing.as_ref().map_or_else(|| TargetId(work.id()), |was| was.id);
    Planned {
        existing,
        desired: target::Model { id, indicator_id, period: input.period, value: input.value },
    }
}

/// The measurements. An equal one is unchanged. Otherwise the stored one with the same date is corrected,
/// if there is only one candidate.
fn measurements(
    work: &UnitOfWork<'_>,
    indicator: IndicatorId,
    input: &[MeasurementInput],
    mut were: Vec<measurement::Model>,
) -> Vec<Planned<measurement::Model>> {
    let same = |row: &measurement::Model, input: &MeasurementInput| {
        row.measured == input.on && row.value == input.value && row.note == input.note
    };
    let mut existing: Vec<_> =
        input.iter().map(|input| Some(were.remove(were.iter().position(|row| same(row, input))?))).collect();
    let mut unmatched: HashMap<_, Vec<_>> = HashMap::new();
    for (index, input) in input.iter().enumerate().filter(|(index, _)| existing[*index].is_none()) {
        unmatched.entry(input.on).or_default().push(index);
    }
    for (on, indexes) in unmatched {
        let left: Vec<_> = were.iter().filter(|row| row.measured == on).collect();
        if let ([index], [only]) = (&indexes[..], &left[..]) {
            existing[*index] = Some((*only).clone());
        }
    }
    let planned = input.iter().zip(existing).map(|(input, existing)| {
        let mut desired = indicators::draft::measurement(work, indicator, input.clone());
        if let Some(was) = &existing {
            desired.id = was.id;
            desired.note = desired.note.or_else(|| was.note.clone());
        }
        Planned { existing, desired }
    });
    planned.collect()
}

fn target_change(indicator_id: IndicatorId, input: &FileTargetChange) -> target_change::Model {
    let FileTargetChange { period, before, after, reason, by, at } = input.clone();
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

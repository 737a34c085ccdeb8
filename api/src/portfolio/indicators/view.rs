use entity::portfolio::{indicator, measurement, target, target_change};
use openapi::portfolio::indicators::{
    Indicator, IndicatorInput, Measurement, MeasurementInput, Target, TargetChange,
};
use openapi::portfolio::projects::ProjectRef;

use super::hanging::Hanging;

pub(super) fn indicator(
    row: indicator::Model,
    project: Option<ProjectRef>,
    hanging: &mut Hanging,
) -> Indicator {
    let targets = hanging.targets.remove(&row.id).unwrap_or_default();
    let measurements = hanging.measurements.remove(&row.id).unwrap_or_default();
    let changes = hanging.changes.remove(&row.id).unwrap_or_default();
    Indicator {
        id: row.id,
        project,
        name: row.name,
        unit: row.unit,
        description: row.description,
        targets: targets.iter().map(target).collect(),
        measurements: measurements.into_iter().map(measurement).collect(),
        target_changes: changes.into_iter().map(target_change).collect(),
    }
}

fn target(row: &target::Model) -> Target {
    Target { period: row.period, value: row.value }
}

fn measurement(row: measurement::Model) -> Measurement {
    Measurement { id: row.id, on: row.measured, value: row.value, note: row.note }
}

fn target_change(row: target_change::Model) -> TargetChange {
    TargetChange {
        id: row.id,
        period: row.period,
        before: row.before,
        after: row.after,
        reason: row.reason,
        by: row.changed_by,
        at: row.changed_at,
    }
}

/// The input fields of an indicator.
pub(super) fn to_input(row: indicator::Model, hanging: &mut Hanging) -> IndicatorInput {
    let targets = hanging.targets.remove(&row.id).unwrap_or_default();
    let measurements = hanging.measurements.remove(&row.id).unwrap_or_default();
    let input =
        |row: measurement::Model| MeasurementInput { on: row.measured, value: row.value, note: row.note };
    IndicatorInput {
        project: row.project_id,
        name: row.name,
        unit: row.unit,
        description: row.description,
        targets: targets.iter().map(target).collect(),
        measurements: measurements.into_iter().map(input).collect(),
        reason: None,
    }
}

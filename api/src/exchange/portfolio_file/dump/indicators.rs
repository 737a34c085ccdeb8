//! Indicators in the form of the file.

use std::collections::HashMap;

use chrono::SubsecRound;
use entity::portfolio::{indicator, measurement, target, target_change};
use entity::value::{IndicatorId, ProjectId};
use openapi::exchange::portfolio_file::{FileIndicator, FileTargetChange};
use openapi::portfolio::indicators::{MeasurementInput, Target};

use super::groups::{grouped, listed};
use crate::exchange::portfolio_file::stored::StoredIndicators;

/// The stored indicators, by project.
pub(super) struct Measured {
    indicators: HashMap<Option<ProjectId>, Vec<indicator::Model>>,
    targets: HashMap<IndicatorId, Vec<target::Model>>,
    measurements: HashMap<IndicatorId, Vec<measurement::Model>>,
    changes: HashMap<IndicatorId, Vec<target_change::Model>>,
}

impl Measured {
    pub(super) fn of(stored: StoredIndicators) -> Self {
        let StoredIndicators { indicators, targets, measurements, target_changes } = stored;
        Self {
            indicators: grouped(indicators, |row| row.project_id),
            targets: grouped(targets, |row| row.indicator_id),
            measurements: grouped(measurements, |row| row.indicator_id),
            changes: grouped(target_changes, |row| row.indicator_id),
        }
    }

    /// Those of a project, or of the organisation as a whole.
    pub(super) fn take(&mut self, project: Option<ProjectId>) -> Vec<FileIndicator> {
        let rows = self.indicators.remove(&project).unwrap_or_default().into_iter();
        let said = rows.map(|row| FileIndicator {
            targets: listed(self.targets.remove(&row.id), |row| Target {
                period: row.period,
                value: row.value,
            }),
            measurements: listed(self.measurements.remove(&row.id), |row| MeasurementInput {
                on: row.measured,
                value: row.value,
                note: row.note,
            }),
            target_changes: listed(self.changes.remove(&row.id), target_change),
            name: row.name,
            unit: row.unit,
            description: row.description,
        });
        said.collect()
    }
}

fn target_change(row: target_change::Model) -> FileTargetChange {
    FileTargetChange {
        period: row.period,
        before: row.before,
        after: row.after,
        reason: row.reason,
        by: row.changed_by,
        at: row.changed_at.trunc_subsecs(6),
    }
}

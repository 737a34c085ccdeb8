//! The targets of indicators with their earlier values, and their measurements.

use std::collections::HashMap;

use entity::portfolio::{measurement, target, target_change};
use entity::value::IndicatorId;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::platform::error::Result;

/// The details of some indicators, each list in its order.
#[derive(Debug, Default)]
pub(super) struct Hanging {
    pub(super) targets: HashMap<IndicatorId, Vec<target::Model>>,
    pub(super) measurements: HashMap<IndicatorId, Vec<measurement::Model>>,
    pub(super) changes: HashMap<IndicatorId, Vec<target_change::Model>>,
}

impl Hanging {
    /// Reads the details of some indicators, with three queries.
    pub(super) async fn on(connection: &impl ConnectionTrait, ids: Vec<IndicatorId>) -> Result<Self> {
        let mut hanging = Self::default();
        if ids.is_empty() {
            return Ok(hanging);
        }
        let targets = target::Entity::find().filter(target::COLUMN.indicator_id.is_in(ids.clone()));
        for row in targets.order_by_asc(target::COLUMN.id).all(connection).await? {
            hanging.targets.entry(row.indicator_id).or_default().push(row);
        }
        for targets in hanging.targets.values_mut() {
            // Targets by the end of their period; the target without a period comes last.
            targets.sort_by_key(|row| {
                (row.period.is_none(), row.period.map(|period| (period.last_day(), period.first_day())))
            });
        }
        let measurements = measurement::Entity::find()
            .filter(measurement::COLUMN.indicator_id.is_in(ids.clone()))
            .order_by_asc(measurement::COLUMN.last_day)
            .order_by_asc(measurement::COLUMN.id);
        for row in measurements.all(connection).await? {
            hanging.measurements.entry(row.indicator_id).or_default().push(row);
        }
        let changes = target_change::Entity::find().filter(target_change::COLUMN.indicator_id.is_in(ids));
        for row in changes.order_by_asc(target_change::COLUMN.id).all(connection).await? {
            hanging.changes.entry(row.indicator_id).or_default().push(row);
        }
        Ok(hanging)
    }
}

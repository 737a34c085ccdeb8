use std::collections::HashMap;

use entity::portfolio::{indicator, measurement, target, target_change};
use entity::value::IndicatorId;
use openapi::portfolio::indicators::{Indicator, IndicatorFilter};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Select};

use super::view;
use crate::platform::error::Result;
use crate::platform::filter::{holds, is};
use crate::platform::http::Keyset;
use crate::platform::resource::Resource;
use crate::portfolio::projects;

impl Keyset for indicator::Entity {
    const SORTS: &'static [(&'static str, indicator::Column)] =
        &[("name", indicator::Column::NameKey), ("unit", indicator::Column::Unit)];
    const USUALLY: &'static [indicator::Column] = &[indicator::Column::NameKey];
    const ID: indicator::Column = indicator::Column::Id;
}

impl Resource for indicator::Entity {
    type Id = IndicatorId;
    type Told = Indicator;
    type Filter = IndicatorFilter;
    const NAME: &'static str = "indicator";
    const PROJECT: Option<indicator::Column> = Some(indicator::Column::ProjectId);

    fn passing(filter: &IndicatorFilter) -> Select<Self> {
        let IndicatorFilter { project, q, sort: _ } = filter;
        Self::find()
            .filter(is(indicator::Column::ProjectId, *project))
            .filter(holds(indicator::Column::NameKey, q.as_ref()))
    }

    fn sort(filter: &IndicatorFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<indicator::Model>) -> Result<Vec<Indicator>> {
        let projects = projects::queries::named(connection, rows.iter().map(|row| row.project_id)).await?;
        let mut hanging = Hanging::on(connection, rows.iter().map(|row| row.id).collect()).await?;
        let told = rows.into_iter().map(|row| {
            let project = row.project_id.and_then(|id| projects.get(&id).cloned());
            view::indicator(row, project, &mut hanging)
        });
        Ok(told.collect())
    }
}

/// What hangs on some indicators, each list in its order.
#[derive(Debug, Default)]
pub(super) struct Hanging {
    pub(super) targets: HashMap<IndicatorId, Vec<target::Model>>,
    pub(super) measurements: HashMap<IndicatorId, Vec<measurement::Model>>,
    pub(super) changes: HashMap<IndicatorId, Vec<target_change::Model>>,
}

impl Hanging {
    /// Reads what hangs on some indicators, in three queries.
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
            // The whole last, and the periods as they end.
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

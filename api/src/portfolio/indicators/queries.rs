use entity::portfolio::indicator;
use entity::value::IndicatorId;
use openapi::portfolio::indicators::{Indicator, IndicatorFilter};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::hanging::Hanging;
use super::view;
use crate::platform::error::Result;
use crate::platform::filter::{holds, is};
use crate::platform::http::Keyset;
use crate::platform::refs::project_refs;
use crate::platform::resource::Resource;

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
        let projects = project_refs(connection, rows.iter().map(|row| row.project_id)).await?;
        let mut hanging = Hanging::on(connection, rows.iter().map(|row| row.id).collect()).await?;
        let told = rows.into_iter().map(|row| {
            let project = row.project_id.and_then(|id| projects.get(&id).cloned());
            view::indicator(row, project, &mut hanging)
        });
        Ok(told.collect())
    }
}

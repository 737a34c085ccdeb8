//! The resource traits of indicators.

use entity::portfolio::{indicator, target};
use entity::value::{IndicatorId, ProjectId};
use openapi::platform::rights::Right;
use openapi::portfolio::indicators::{Indicator, IndicatorFilter, IndicatorInput};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Select};

use super::hanging::Hanging;
use super::service::{changes, measure, put_measurements, put_targets, record, rules};
use super::{draft, view};
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::Result;
use crate::platform::filter::{contains_words, eq_if};
use crate::platform::http::Keyset;
use crate::platform::refs::project_refs;
use crate::platform::resource::{Create, Lock, Resource, Update, update_changed_columns};
use crate::portfolio::resources::Indicators;

const UNIQUE: [Unique; 2] = [
    Unique {
        name: "indicator_unique",
        column: "indicator.project_id",
        pointer: "/name",
        detail: "the project has another indicator with this name",
    },
    Unique {
        name: "indicator_of_all_unique",
        column: "indicator.name_key",
        pointer: "/name",
        detail: "the organisation has another indicator with this name",
    },
];

impl Keyset for indicator::Entity {
    const SORT_COLUMNS: &'static [(&'static str, indicator::Column)] =
        &[("name", indicator::Column::NameKey), ("unit", indicator::Column::Unit)];
    const DEFAULT_SORT: &'static [indicator::Column] = &[indicator::Column::NameKey];
    const ID: indicator::Column = indicator::Column::Id;
}

impl Resource for Indicators {
    type Entity = indicator::Entity;
    type Id = IndicatorId;
    type View = Indicator;
    type Filter = IndicatorFilter;
    const NAME: &'static str = "indicator";
    const PROJECT: Option<indicator::Column> = Some(indicator::Column::ProjectId);

    fn filtered(filter: &IndicatorFilter) -> Select<indicator::Entity> {
        let IndicatorFilter { project, q, sort: _ } = filter;
        indicator::Entity::find()
            .filter(eq_if(indicator::Column::ProjectId, *project))
            .filter(contains_words(indicator::Column::NameKey, q.as_ref()))
    }

    fn sort(filter: &IndicatorFilter) -> Option<&str> {
        filter.sort.as_deref()
    }

    async fn to_views(
        connection: &impl ConnectionTrait,
        rows: Vec<indicator::Model>,
    ) -> Result<Vec<Indicator>> {
        let projects = project_refs(connection, rows.iter().map(|row| row.project_id)).await?;
        let mut hanging = Hanging::on(connection, rows.iter().map(|row| row.id).collect()).await?;
        let told = rows.into_iter().map(|row| {
            let project = row.project_id.and_then(|id| projects.get(&id).cloned());
            view::indicator(row, project, &mut hanging)
        });
        Ok(told.collect())
    }
}

impl Create for Indicators {
    const CREATE: Right = Right::WriteProjects;
    type Parent = ();
    type New = IndicatorInput;
    const COLLECTION: &'static str = "/v1/indicators";

    fn project_of_new((): (), new: &IndicatorInput) -> Option<ProjectId> {
        new.project
    }

    async fn create(work: &UnitOfWork<'_>, (): (), new: IndicatorInput) -> Result<indicator::Model> {
        let mut faults = rules(work, &new).await?;
        faults.reason(false, new.reason.as_ref());
        faults.into_result()?;
        let row = draft::row(IndicatorId(work.id()), &new);
        let row = insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)?;
        put_targets(work, row.id, new.targets).await?;
        for input in new.measurements {
            measure(work, row.id, input).await?;
        }
        Ok(row)
    }
}

impl Lock for Indicators {
    const WRITE: Right = Right::WriteProjects;
}

impl Update for Indicators {
    type Input = IndicatorInput;

    async fn to_input(
        connection: &impl ConnectionTrait,
        row: indicator::Model,
        _: &Self::View,
    ) -> Result<IndicatorInput> {
        let mut hanging = Hanging::on(connection, vec![row.id]).await?;
        Ok(view::to_input(row, &mut hanging))
    }

    async fn update(
        work: &UnitOfWork<'_>,
        was: indicator::Model,
        input: IndicatorInput,
    ) -> Result<indicator::Model> {
        let mut faults = rules(work, &input).await?;
        let mut hanging = Hanging::on(work.tx, vec![was.id]).await?;
        let targets = hanging.targets.remove(&was.id).unwrap_or_default();
        let changes = changes(&targets, &input.targets);
        faults.reason(!changes.is_empty(), input.reason.as_ref());
        faults.into_result()?;
        let row = update_changed_columns::<Self>(work, &was, &draft::row(was.id, &input))
            .await
            .map_unique_violation(&UNIQUE)?;
        if targets.len() != input.targets.len() || !changes.is_empty() {
            target::Entity::delete_many()
                .filter(target::COLUMN.indicator_id.eq(was.id))
                .exec(work.tx)
                .await?;
            put_targets(work, was.id, input.targets).await?;
            record(work, was.id, changes, input.reason.as_ref()).await?;
        }
        put_measurements(
            work,
            was.id,
            hanging.measurements.remove(&was.id).unwrap_or_default(),
            input.measurements,
        )
        .await?;
        Ok(row)
    }
}

use std::collections::HashMap;

use entity::portfolio::{indicator, measurement, project, target, target_change};
use entity::value::{IndicatorId, PartialDate, ProjectId, Quantity, TargetChangeId, TargetId};
use openapi::platform::rights::Right;
use openapi::portfolio::indicators::{IndicatorInput, MeasurementInput, Target};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, ModelTrait, QueryFilter,
};

use super::hanging::Hanging;
use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::constraint::{OnConflict, Unique, exists};
use crate::platform::error::Result;
use crate::platform::resource::{Held, Made, Written, put};
use crate::platform::validation::Faults;

const UNIQUE: [Unique; 2] = [
    Unique {
        name: "indicator_unique",
        column: "indicator.project_id",
        pointer: "/name",
        detail: "the project has another indicator of this name",
    },
    Unique {
        name: "indicator_of_all_unique",
        column: "indicator.name_key",
        pointer: "/name",
        detail: "the organisation has another indicator of this name",
    },
];

impl Made for indicator::Entity {
    const MAKE: Right = Right::WriteProjects;
    type Parent = ();
    type New = IndicatorInput;
    const COLLECTION: &'static str = "/v1/indicators";

    fn place((): (), new: &IndicatorInput) -> Option<ProjectId> {
        new.project
    }

    async fn make(work: &Work<'_>, (): (), new: IndicatorInput) -> Result<indicator::Model> {
        let mut faults = rules(work, &new).await?;
        faults.reason(false, new.reason.as_ref());
        faults.none()?;
        let row = draft::row(IndicatorId(work.id()), &new);
        let row = row.into_active_model().reset_all().insert(work.tx).await.on_conflict(&UNIQUE)?;
        put_targets(work, row.id, new.targets).await?;
        for said in new.measurements {
            measure(work, row.id, said).await?;
        }
        Ok(row)
    }
}

impl Held for indicator::Entity {
    const WRITE: Right = Right::WriteProjects;
}

impl Written for indicator::Entity {
    type Said = IndicatorInput;

    async fn said(
        connection: &impl ConnectionTrait,
        row: indicator::Model,
        _: &Self::Told,
    ) -> Result<IndicatorInput> {
        let mut hanging = Hanging::on(connection, vec![row.id]).await?;
        Ok(view::said(row, &mut hanging))
    }

    async fn change(
        work: &Work<'_>,
        was: indicator::Model,
        said: IndicatorInput,
    ) -> Result<indicator::Model> {
        let mut faults = rules(work, &said).await?;
        let mut hanging = Hanging::on(work.tx, vec![was.id]).await?;
        let targets = hanging.targets.remove(&was.id).unwrap_or_default();
        let changes = changes(&targets, &said.targets);
        faults.reason(!changes.is_empty(), said.reason.as_ref());
        faults.none()?;
        let row = put::<Self>(work, &was, &draft::row(was.id, &said)).await.on_conflict(&UNIQUE)?;
        if targets.len() != said.targets.len() || !changes.is_empty() {
            target::Entity::delete_many()
                .filter(target::COLUMN.indicator_id.eq(was.id))
                .exec(work.tx)
                .await?;
            put_targets(work, was.id, said.targets).await?;
            record(work, was.id, changes, said.reason.as_ref()).await?;
        }
        put_measurements(
            work,
            was.id,
            hanging.measurements.remove(&was.id).unwrap_or_default(),
            said.measurements,
        )
        .await?;
        Ok(row)
    }
}

async fn rules(work: &Work<'_>, said: &IndicatorInput) -> Result<Faults> {
    let mut faults = Faults::default();
    draft::check(said, &mut faults);
    exists::<project::Entity>(work, said.project, "/project", "project", &mut faults).await?;
    Ok(faults)
}

/// A target that was there and is another now, or none.
type Change = (Option<PartialDate>, Quantity, Option<Quantity>);

fn changes(were: &[target::Model], are: &[Target]) -> Vec<Change> {
    let after = |period| are.iter().find(|target| target.period == period).map(|target| target.value);
    let changes = were.iter().map(|was| (was.period, was.value, after(was.period)));
    changes.filter(|(_, before, after)| Some(*before) != *after).collect()
}

async fn put_targets(work: &Work<'_>, indicator_id: IndicatorId, targets: Vec<Target>) -> Result<()> {
    let rows = targets.into_iter().map(|Target { period, value }| {
        let row = target::Model { id: TargetId(work.id()), indicator_id, period, value };
        row.into_active_model().reset_all()
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        target::Entity::insert_many(rows).exec_without_returning(work.tx).await?;
    }
    Ok(())
}

async fn record(
    work: &Work<'_>,
    indicator_id: IndicatorId,
    changes: Vec<Change>,
    reason: Option<&String>,
) -> Result<()> {
    let rows = changes.into_iter().map(|(period, before, after)| {
        let row = target_change::Model {
            id: TargetChangeId(work.id()),
            indicator_id,
            period,
            before: Some(before),
            after,
            reason: reason.cloned(),
            changed_by: Some(work.caller.name().to_owned()),
            changed_at: work.now,
        };
        row.into_active_model().reset_all()
    });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        target_change::Entity::insert_many(rows).exec_without_returning(work.tx).await?;
    }
    Ok(())
}

/// Adds a measurement.
pub(super) async fn measure(work: &Work<'_>, indicator: IndicatorId, said: MeasurementInput) -> Result<()> {
    let row = draft::measurement(work, indicator, said).into_active_model().reset_all();
    measurement::Entity::insert(row).exec_without_returning(work.tx).await?;
    Ok(())
}

/// Makes the measurements those that are said: one that is there already stays what it is.
async fn put_measurements(
    work: &Work<'_>,
    indicator: IndicatorId,
    were: Vec<measurement::Model>,
    said: Vec<MeasurementInput>,
) -> Result<()> {
    let mut there: HashMap<_, Vec<_>> = HashMap::new();
    for row in were {
        there.entry((row.measured, row.value, row.note.clone())).or_default().push(row);
    }
    for said in said {
        let kept = there.get_mut(&(said.on, said.value, said.note.clone())).and_then(Vec::pop);
        if kept.is_none() {
            measure(work, indicator, said).await?;
        }
    }
    for row in there.into_values().flatten() {
        row.delete(work.tx).await?;
    }
    Ok(())
}

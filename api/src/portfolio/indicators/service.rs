use std::collections::HashMap;

use entity::portfolio::{measurement, project, target, target_change};
use entity::value::{IndicatorId, PartialDate, Quantity, TargetChangeId, TargetId};
use openapi::portfolio::indicators::{IndicatorInput, MeasurementInput, Target};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, ModelTrait};

use super::draft;
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::require_exists;
use crate::platform::error::Result;
use crate::platform::validation::ValidationErrors;

pub(super) async fn rules(work: &UnitOfWork<'_>, input: &IndicatorInput) -> Result<ValidationErrors> {
    let mut faults = ValidationErrors::default();
    draft::check(input, &mut faults);
    require_exists::<project::Entity>(work, input.project, "/project", "project", &mut faults).await?;
    Ok(faults)
}

/// A changed or removed target: its period, its old and its new value.
type Change = (Option<PartialDate>, Quantity, Option<Quantity>);

pub(super) fn changes(were: &[target::Model], are: &[Target]) -> Vec<Change> {
    let after = |period| are.iter().find(|target| target.period == period).map(|target| target.value);
    let changes = were.iter().map(|was| (was.period, was.value, after(was.period)));
    changes.filter(|(_, before, after)| Some(*before) != *after).collect()
}

pub(super) async fn put_targets(
    work: &UnitOfWork<'_>,
    indicator_id: IndicatorId,
    targets: Vec<Target>,
) -> Result<()> {
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

pub(super) async fn record(
    work: &UnitOfWork<'_>,
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

pub(super) async fn measure(
    work: &UnitOfWork<'_>,
    indicator: IndicatorId,
    input: MeasurementInput,
) -> Result<()> {
    let row = draft::measurement(work, indicator, input).into_active_model().reset_all();
    measurement::Entity::insert(row).exec_without_returning(work.tx).await?;
    Ok(())
}

/// Replaces the measurements; equal ones are kept.
pub(super) async fn put_measurements(
    work: &UnitOfWork<'_>,
    indicator: IndicatorId,
    were: Vec<measurement::Model>,
    input: Vec<MeasurementInput>,
) -> Result<()> {
    let mut there: HashMap<_, Vec<_>> = HashMap::new();
    for row in were {
        there.entry((row.measured, row.value, row.note.clone())).or_default().push(row);
    }
    for input in input {
        let kept = there.get_mut(&(input.on, input.value, input.note.clone())).and_then(Vec::pop);
        if kept.is_none() {
            measure(work, indicator, input).await?;
        }
    }
    for row in there.into_values().flatten() {
        row.delete(work.tx).await?;
    }
    Ok(())
}

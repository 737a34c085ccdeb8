use chrono::TimeDelta;
use entity::exchange::{webhook, webhook_delivery};
use entity::value::DeliveryStage;
use openapi::exchange::webhooks::DeliveryAttempt;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, QuerySelect};

use super::next_delivery::NextDelivery;
use super::schedule;
use super::sender::Answer;
use crate::exchange::resources::Webhooks;
use crate::exchange::webhooks::view::attempts;
use crate::platform::app::{App, UnitOfWork};
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result};
use crate::platform::resource::{record_update, to_view, update_changed_columns};

/// The maximum number of stored attempts per delivery.
const KEPT: usize = 30;
/// The time with failures only, after which a webhook is disabled.
const PATIENCE: TimeDelta = TimeDelta::days(5);
/// The status of a receiver that will never accept deliveries again.
const GONE: u16 = 410;

/// Records the outcome of an attempt.
pub(super) async fn note(app: &App, parcel: &NextDelivery, answer: Answer, took: u64) -> Result<()> {
    let caller = Caller::service();
    app.write_as(&caller, async |work| {
        // The webhook may have been deleted at the same time, with its deliveries.
        let held = webhook::Entity::find_by_id(parcel.webhook.id).lock_exclusive().all(work.tx).await?;
        let Some(hook) = held.into_iter().next() else { return Ok(()) };
        let row = webhook_delivery::Entity::find_by_id(parcel.delivery.id).one(work.tx).await?;
        if let Some(row) = row {
            after(work, row, &answer, took)?.into_active_model().reset_all().update(work.tx).await?;
        }
        judge(work, hook, &answer).await
    })
    .await
}

fn is_taken(answer: &Answer) -> bool {
    matches!(answer.status, Ok(200..=299))
}

/// The delivery after an attempt.
fn after(
    work: &UnitOfWork<'_>,
    row: webhook_delivery::Model,
    answer: &Answer,
    took: u64,
) -> Result<webhook_delivery::Model> {
    let mut attempts = attempts(&row)?;
    attempts.push(DeliveryAttempt {
        at: work.now,
        status: answer.status.as_ref().ok().copied(),
        error: answer.status.as_ref().err().cloned(),
        milliseconds: took,
        answer: answer.head.clone(),
    });
    let old = attempts.len().saturating_sub(KEPT);
    let attempts = serde_json::to_string(&attempts[old..]).map_err(Error::internal)?;
    let row = webhook_delivery::Model { attempts, ..row };
    if is_taken(answer) {
        return Ok(finish_attempt(work, row, DeliveryStage::Delivered));
    }
    let failures = row.failures + 1;
    let row = webhook_delivery::Model { failures, ..row };
    let mut chance = [0];
    getrandom::fill(&mut chance).map_err(Error::internal)?;
    let wait = schedule::wait(failures, chance[0], answer.retry_after);
    let wait = wait.filter(|_| answer.status != Ok(GONE));
    Ok(match wait {
        Some(wait) => webhook_delivery::Model { next_at: Some(work.now + wait), ..row },
        None => finish_attempt(work, row, DeliveryStage::Dead),
    })
}

fn finish_attempt(
    work: &UnitOfWork<'_>,
    row: webhook_delivery::Model,
    stage: DeliveryStage,
) -> webhook_delivery::Model {
    webhook_delivery::Model { stage, next_at: None, ended_at: Some(work.now), ..row }
}

/// Disables or keeps a webhook after an attempt.
async fn judge(work: &UnitOfWork<'_>, was: webhook::Model, answer: &Answer) -> Result<()> {
    let since = if is_taken(answer) { None } else { Some(was.failing_since.unwrap_or(work.now)) };
    let reason = if answer.status == Ok(GONE) {
        Some("the receiver returned 410 Gone")
    } else if since.is_some_and(|since| work.now - since >= PATIENCE) {
        Some("all attempts failed for five days")
    } else {
        None
    };
    let reason = reason.filter(|_| was.enabled);
    let mut row = webhook::Model { failing_since: since, ..was.clone() };
    if let Some(reason) = reason {
        (row.enabled, row.disabled_reason) = (false, Some(reason.to_owned()));
        (row.leased_by, row.leased_until) = (None, None);
    }
    if row == was {
        return Ok(());
    }
    let before = to_view::<Webhooks>(work.tx, was.clone()).await?;
    let row = update_changed_columns::<Webhooks>(work, &was, &row).await?;
    if reason.is_some() {
        tracing::warn!(webhook = %row.id.0, reason = row.disabled_reason, "a webhook was disabled");
        record_update::<Webhooks>(work, row, &before).await?;
    }
    Ok(())
}

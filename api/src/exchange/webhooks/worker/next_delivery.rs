use chrono::TimeDelta;
use entity::exchange::{webhook, webhook_delivery};
use entity::platform::audit_event;
use entity::value::{DeliveryStage, WebhookId};
use openapi::exchange::changes::ChangeFilter;
use sea_orm::sea_query::{Expr, LockBehavior, LockType, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::exchange::changes;
use crate::exchange::resources::Webhooks;
use crate::exchange::webhooks::{deliveries, draft, view};
use crate::platform::app::{App, UnitOfWork};
use crate::platform::audit::last_number;
use crate::platform::auth::{Caller, FinancialScope};
use crate::platform::error::{Error, Result};
use crate::platform::resource::update_changed_columns;

/// How long a process has a webhook for what it sends next. It is longer than sending may take.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How many deliveries are made at once.
const MADE: usize = 100;

/// Something to be sent.
pub(super) struct NextDelivery {
    pub(super) webhook: webhook::Model,
    pub(super) delivery: webhook_delivery::Model,
    pub(super) body: String,
}

/// Takes what is to be sent next; nothing when nothing is, or somebody else has the webhook.
pub(super) async fn next(app: &App, id: WebhookId, me: Uuid) -> Result<Option<NextDelivery>> {
    let caller = Caller::service();
    app.write_as(&caller, async |work| {
        let Some(was) = free(work, id, me).await? else { return Ok(None) };
        let mut row = webhook::Model { reached: made(work, &was).await?, ..was.clone() };
        // The service ends: what is not sent now is sent when it runs again.
        let closing = app.trail.is_closing();
        let delivery = if closing { None } else { first(work, id).await? };
        (row.leased_by, row.leased_until) = match delivery {
            Some(_) => (Some(me), Some(work.now + LEASE)),
            None => (None, None),
        };
        let row = if row == was { was } else { update_changed_columns::<Webhooks>(work, &was, &row).await? };
        let Some(delivery) = delivery else { return Ok(None) };
        let body = body(work, &delivery).await?;
        Ok(Some(NextDelivery { webhook: row, delivery, body }))
    })
    .await
}

/// The webhook, held, when it is enabled and nobody else has it.
async fn free(work: &UnitOfWork<'_>, id: WebhookId, me: Uuid) -> Result<Option<webhook::Model>> {
    let held = webhook::Entity::find_by_id(id)
        .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
        .all(work.tx)
        .await?;
    let mine = |row: &webhook::Model| {
        row.leased_by == Some(me) || row.leased_until.is_none_or(|until| until <= work.now)
    };
    Ok(held.into_iter().next().filter(|row| row.enabled && mine(row)))
}

/// Makes the next of the deliveries that a webhook does not have yet; gives back the number up to which it has them.
async fn made(work: &UnitOfWork<'_>, row: &webhook::Model) -> Result<i64> {
    if row.reached >= last_number(work.tx).await? {
        return Ok(row.reached);
    }
    let eyes = FinancialScope::of(work.tx, work.caller).await?;
    let filter = ChangeFilter { project: row.project_id, kind: None };
    let found = changes::queries::after(work.tx, &eyes, &filter, row.reached, MADE).await?;
    let types = view::types(row)?;
    let wanted = |kind: &str| types.iter().any(|pattern| draft::is_of(kind, pattern));
    let rows = found.told.into_iter().filter(|change| wanted(&change.kind));
    let rows: Vec<_> = rows
        .map(|change| deliveries::due(work, row.id, Some(change.number), change.kind))
        .map(|row| row.into_active_model().reset_all())
        .collect();
    if !rows.is_empty() {
        webhook_delivery::Entity::insert_many(rows)
            .on_conflict(again(work))
            .exec_without_returning(work.tx)
            .await?;
    }
    Ok(found.reached)
}

/// What was sent before is sent again when it is come to again, under the same identifier.
fn again(work: &UnitOfWork<'_>) -> OnConflict {
    use webhook_delivery::Column::{EndedAt, Failures, NextAt, Number, Stage, WebhookId};
    OnConflict::columns([WebhookId, Number])
        .value(Stage, Expr::val(DeliveryStage::Pending.to_string()))
        .value(Failures, Expr::val(0))
        .value(NextAt, Expr::val(work.now))
        .value(EndedAt, Expr::val(None::<chrono::DateTime<chrono::Utc>>))
        .to_owned()
}

/// The first delivery that is due. Identifiers rise in the order of the numbers.
async fn first(work: &UnitOfWork<'_>, id: WebhookId) -> Result<Option<webhook_delivery::Model>> {
    let due = webhook_delivery::Entity::find()
        .filter(webhook_delivery::COLUMN.webhook_id.eq(id))
        .filter(webhook_delivery::COLUMN.stage.eq(DeliveryStage::Pending))
        .filter(webhook_delivery::COLUMN.next_at.lte(work.now))
        .order_by_asc(webhook_delivery::COLUMN.id);
    Ok(due.one(work.tx).await?)
}

/// What is sent: the change as it is told, from its entry in the audit trail.
async fn body(work: &UnitOfWork<'_>, delivery: &webhook_delivery::Model) -> Result<String> {
    let (timestamp, data) = match delivery.number {
        None => (delivery.created_at, json!({})),
        Some(number) => {
            let entry = audit_event::Entity::find().filter(audit_event::COLUMN.number.eq(number));
            let entry = entry.one(work.tx).await?.ok_or(Error::NotFound("entry of the audit trail"))?;
            let change = changes::view::change(&entry, &FinancialScope::of(work.tx, work.caller).await?)?;
            (entry.at, serde_json::to_value(change).map_err(Error::internal)?)
        }
    };
    let body: Value = json!({ "type": delivery.kind, "timestamp": timestamp, "data": data });
    Ok(body.to_string())
}

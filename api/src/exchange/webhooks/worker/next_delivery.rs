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

/// The time of a lease, for one delivery. It is longer than the maximum time to send one.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// The batch size for the creation of deliveries.
const MADE: usize = 100;

pub(super) struct NextDelivery {
    pub(super) webhook: webhook::Model,
    pub(super) delivery: webhook_delivery::Model,
    pub(super) body: String,
}

/// Takes the next delivery; `None` if there is none, or if another process has the lease.
pub(super) async fn next(app: &App, id: WebhookId, me: Uuid) -> Result<Option<NextDelivery>> {
    let caller = Caller::service();
    app.write_as(&caller, async |work| {
        let Some(was) = free(work, id, me).await? else { return Ok(None) };
        let mut row = webhook::Model { reached: create_deliveries(work, &was).await?, ..was.clone() };
        // The service stops: remaining deliveries are sent after the next start.
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

/// The locked webhook, if it is enabled and no other process has its lease.
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

/// Creates the next missing deliveries of a webhook. Returns the number up to which it has them.
async fn create_deliveries(work: &UnitOfWork<'_>, row: &webhook::Model) -> Result<i64> {
    if row.reached >= last_number(work.tx).await? {
        return Ok(row.reached);
    }
    let scope = FinancialScope::of(work.tx, work.caller).await?;
    let filter = ChangeFilter { project: row.project_id, kind: None };
    let found = changes::queries::after(work.tx, &scope, &filter, row.reached, MADE).await?;
    let types = view::types(row)?;
    let wanted = |kind: &str| types.iter().any(|pattern| draft::is_of(kind, pattern));
    let rows = found.items.into_iter().filter(|change| wanted(&change.kind));
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

/// An existing delivery is sent again with the same identifier.
fn again(work: &UnitOfWork<'_>) -> OnConflict {
    use webhook_delivery::Column::{EndedAt, Failures, NextAt, Number, Stage, WebhookId};
    OnConflict::columns([WebhookId, Number])
        .value(Stage, Expr::val(DeliveryStage::Pending.to_string()))
        .value(Failures, Expr::val(0))
        .value(NextAt, Expr::val(work.now))
        .value(EndedAt, Expr::val(None::<chrono::DateTime<chrono::Utc>>))
        .to_owned()
}

/// The first due delivery. Identifiers increase in the order of the numbers.
async fn first(work: &UnitOfWork<'_>, id: WebhookId) -> Result<Option<webhook_delivery::Model>> {
    let due = webhook_delivery::Entity::find()
        .filter(webhook_delivery::COLUMN.webhook_id.eq(id))
        .filter(webhook_delivery::COLUMN.stage.eq(DeliveryStage::Pending))
        .filter(webhook_delivery::COLUMN.next_at.lte(work.now))
        .order_by_asc(webhook_delivery::COLUMN.id);
    Ok(due.one(work.tx).await?)
}

/// The body: the change, built from its entry in the audit trail.
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

//! Sends due deliveries as long as the service runs.
//!
//! | file | content |
//! |---|---|
//! | `lease.rs` | the lease of a webhook: due deliveries are sent one after the other |
//! | `next_delivery.rs` | creates missing deliveries, and takes the next one |
//! | `outcome.rs` | records the outcome |
//! | `sender.rs` | sends a message |
//! | `signature.rs` | signs a message |
//! | `schedule.rs` | the time of the next attempt |
//!
//! One process at a time has the lease of a webhook. The row of the webhook contains the owner of the lease
//! and its expiry, in case that process ends early. So deliveries begin in the order of their numbers. A
//! failed delivery is due again later, and the ones after it continue.

mod lease;
mod next_delivery;
mod outcome;
mod schedule;
mod sender;
mod signature;

use std::collections::HashSet;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::exchange::webhook_delivery;
use entity::value::{DeliveryStage, WebhookId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use sender::Sender;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::platform::app::App;
use crate::platform::audit::last_number;
use crate::platform::error::{Error, Result};

/// The number of webhooks that are served at once.
const AT_ONCE: usize = 16;
/// The time to finish running deliveries when the service stops.
const GRACE: Duration = Duration::from_secs(5);
/// The pause after a database error.
const BREATH: Duration = Duration::from_secs(5);
/// The interval of the clean-up.
const SWEEP: Duration = Duration::from_hours(1);
/// How long successful deliveries are kept.
const TAKEN: TimeDelta = TimeDelta::days(30);
/// How long failed deliveries are kept.
const GIVEN_UP: TimeDelta = TimeDelta::days(90);

/// The webhooks with due work and without a lease.
const DUE: &str = "SELECT w.id FROM webhook w WHERE w.enabled AND (w.leased_until IS NULL OR w.leased_until <= $1) \
    AND (w.reached < $2 OR EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id \
    AND d.stage = 'pending' AND d.next_at <= $1)) ORDER BY w.id";

/// Sends due deliveries until the service stops.
pub async fn deliver(app: App) {
    let post = match Sender::new(app.webhooks) {
        Ok(post) => post,
        Err(fault) => return tracing::error!(%fault, "webhook deliveries cannot be sent"),
    };
    let mut round = Round { app, post, turns: JoinSet::new(), taken: HashSet::new(), swept: None };
    while !round.app.trail.is_closing() {
        if let Err(fault) = round.go().await {
            tracing::error!(%fault, "sending webhook deliveries is paused");
            sleep(BREATH).await;
        }
    }
    let all = async { while round.turns.join_next().await.is_some() {} };
    if timeout(GRACE, all).await.is_err() {
        tracing::warn!("some webhook deliveries were interrupted: they will be sent again");
    }
}

/// The webhooks in progress.
struct Round {
    app: App,
    post: Sender,
    turns: JoinSet<WebhookId>,
    /// The webhooks that this process serves now.
    taken: HashSet<WebhookId>,
    swept: Option<Instant>,
}

impl Round {
    async fn go(&mut self) -> Result<()> {
        while let Some(done) = self.turns.try_join_next() {
            match done {
                Ok(id) => {
                    self.taken.remove(&id);
                }
                Err(cause) => {
                    // It is not known which one failed. The rows hold the leases, so nothing is sent twice.
                    self.taken.clear();
                    return Err(Error::internal(cause));
                }
            }
        }
        self.sweep().await?;
        let end = last_number(self.app.database.read()).await?;
        for id in due(&self.app, end).await? {
            if self.turns.len() < AT_ONCE && self.taken.insert(id) {
                let (app, post) = (self.app.clone(), self.post.clone());
                self.turns.spawn(async move {
                    lease::lease(&app, &post, id).await;
                    id
                });
            }
        }
        self.app.trail.wait_beyond(end, self.app.database.read()).await
    }

    /// Deletes old deliveries.
    async fn sweep(&mut self) -> Result<()> {
        if self.swept.is_some_and(|last| last.elapsed() < SWEEP) {
            return Ok(());
        }
        self.swept = Some(Instant::now());
        let now = self.app.now();
        self.app
            .write(async |work| {
                for (stage, kept) in [(DeliveryStage::Delivered, TAKEN), (DeliveryStage::Dead, GIVEN_UP)] {
                    webhook_delivery::Entity::delete_many()
                        .filter(webhook_delivery::COLUMN.stage.eq(stage))
                        .filter(webhook_delivery::COLUMN.ended_at.lt(now - kept))
                        .exec(work.tx)
                        .await?;
                }
                Ok(())
            })
            .await
    }
}

async fn due(app: &App, end: i64) -> Result<Vec<WebhookId>> {
    let connection = app.database.read();
    let now: DateTime<Utc> = app.now();
    let statement =
        Statement::from_sql_and_values(connection.get_database_backend(), DUE, [now.into(), end.into()]);
    let rows = connection.query_all_raw(statement).await?;
    rows.iter().map(|row| row.try_get_by_index(0).map(WebhookId).map_err(Error::from)).collect()
}

//! Sending what is due, for as long as the service runs.
//!
//! | file | what is in it |
//! |---|---|
//! | `turn.rs` | a webhook's turn: what is due is sent, one after the other |
//! | `parcel.rs` | making the deliveries that are missing, and taking the one that is next |
//! | `outcome.rs` | noting what came of it |
//! | `post.rs` | sending |
//! | `signature.rs` | how it is signed |
//! | `schedule.rs` | when it is sent again |
//!
//! A webhook has one turn at a time, whichever process takes it: the row of the webhook says who has it, and until when
//! if that process ends early. So its deliveries begin in the order of their numbers. One that fails is
//! due again later, and those behind it go on.

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

/// How many webhooks have their turn at once.
const AT_ONCE: usize = 16;
/// How long what is being sent when the service ends may still take.
const GRACE: Duration = Duration::from_secs(5);
/// How long nothing is done after the database failed.
const BREATH: Duration = Duration::from_secs(5);
/// How often what is old is forgotten.
const SWEEP: Duration = Duration::from_hours(1);
/// For how long deliveries are kept that were taken.
const TAKEN: TimeDelta = TimeDelta::days(30);
/// For how long deliveries are kept that were given up.
const GIVEN_UP: TimeDelta = TimeDelta::days(90);

/// The webhooks for which there is something to do, and that nobody has.
const DUE: &str = "SELECT w.id FROM webhook w WHERE w.enabled AND (w.leased_until IS NULL OR w.leased_until <= $1) \
    AND (w.reached < $2 OR EXISTS (SELECT 1 FROM webhook_delivery d WHERE d.webhook_id = w.id \
    AND d.stage = 'pending' AND d.next_at <= $1)) ORDER BY w.id";

/// Sends what is due until the service ends.
pub async fn deliver(app: App) {
    let post = match Sender::new(app.webhooks) {
        Ok(post) => post,
        Err(fault) => return tracing::error!(%fault, "webhooks cannot be sent"),
    };
    let mut round = Round { app, post, turns: JoinSet::new(), taken: HashSet::new(), swept: None };
    while !round.app.trail.is_closing() {
        if let Err(fault) = round.go().await {
            tracing::error!(%fault, "webhooks are not sent for now");
            sleep(BREATH).await;
        }
    }
    let all = async { while round.turns.join_next().await.is_some() {} };
    if timeout(GRACE, all).await.is_err() {
        tracing::warn!("some webhooks were being sent: they will be sent again");
    }
}

/// A round through the webhooks.
struct Round {
    app: App,
    post: Sender,
    turns: JoinSet<WebhookId>,
    /// The webhooks that have their turn here.
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
                    // It is not known whose turn it was. Their rows say so, so that nothing is sent twice.
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

    /// Forgets what is old.
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

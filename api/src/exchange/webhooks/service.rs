use chrono::TimeDelta;
use entity::exchange::webhook;
use entity::platform::audit_event;
use entity::portfolio::project;
use entity::value::{AuditKind, WebhookId};
use openapi::exchange::webhooks::{WebhookInput, WebhookReplay};
use openapi::platform::rights::Right;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{draft, view};
use crate::platform::app::Work;
use crate::platform::audit::{Entry, Subject, last_number};
use crate::platform::auth::Secret;
use crate::platform::constraint::exists;
use crate::platform::error::Result;
use crate::platform::http::{Answered, IfMatch};
use crate::platform::resource::{Held, Made, Resource, Written, made, place_of, put, seen_row, told_one};
use crate::platform::validation::Faults;

/// How long the secret before the newest one signs along.
const SIGNS_ALONG: TimeDelta = TimeDelta::hours(24);

impl Made for webhook::Entity {
    const MAKE: Right = Right::ManageWebhooks;
    type Parent = ();
    type New = WebhookInput;
    const COLLECTION: &'static str = "/v1/webhooks";

    async fn make(work: &Work<'_>, (): (), new: WebhookInput) -> Result<webhook::Model> {
        rules(work, &new).await?;
        let row = draft::row(blank(work).await?, new)?;
        Ok(row.into_active_model().reset_all().insert(work.tx).await?)
    }
}

/// A webhook of which nothing is said yet. It is sent what happens from now on.
async fn blank(work: &Work<'_>) -> Result<webhook::Model> {
    Ok(webhook::Model {
        id: WebhookId(work.id()),
        url: String::new(),
        description: None,
        types: String::new(),
        project_id: None,
        enabled: true,
        disabled_reason: None,
        secret: Secret::for_signing()?.kept_to_sign(),
        previous_secret: None,
        previous_until: None,
        reached: last_number(work.tx).await?,
        failing_since: None,
        leased_by: None,
        leased_until: None,
        created_at: work.now,
    })
}

impl Held for webhook::Entity {
    const WRITE: Right = Right::ManageWebhooks;
}

impl Written for webhook::Entity {
    type Said = WebhookInput;

    async fn said(_: &impl ConnectionTrait, row: webhook::Model, _: &Self::Told) -> Result<WebhookInput> {
        view::said(row)
    }

    async fn change(work: &Work<'_>, was: webhook::Model, said: WebhookInput) -> Result<webhook::Model> {
        rules(work, &said).await?;
        let mut row = draft::row(was.clone(), said)?;
        if row.enabled && !was.enabled {
            // What happened meanwhile is not sent, unless it is replayed.
            row.reached = last_number(work.tx).await?;
            row.disabled_reason = None;
            row.failing_since = None;
        }
        Ok(put::<Self>(work, &was, &row).await?)
    }
}

async fn rules(work: &Work<'_>, said: &WebhookInput) -> Result<()> {
    let mut faults = Faults::default();
    draft::check(said, work.webhooks, &mut faults);
    exists::<project::Entity>(work, said.project, "/project", "project", &mut faults).await?;
    faults.none()
}

/// Registers a webhook, and tells its secret.
pub(super) async fn register(work: &Work<'_>, new: WebhookInput) -> Result<Answered> {
    let (row, told) = made::<webhook::Entity>(work, (), new).await?;
    Ok(Answered::made(place_of::<webhook::Entity>(&row), &told)?
        .with_secret(&Secret::kept_for_signing(row.secret)))
}

/// Signs with another secret from now on, and for a day with the one before, too.
pub(super) async fn rotate(work: &Work<'_>, id: WebhookId, seen: &IfMatch) -> Result<Answered> {
    let (was, _) = seen_row::<webhook::Entity>(work, id, seen).await?;
    let secret = Secret::for_signing()?;
    let row = webhook::Model {
        secret: secret.kept_to_sign(),
        previous_secret: Some(was.secret.clone()),
        previous_until: Some(work.now + SIGNS_ALONG),
        ..was.clone()
    };
    let row = put::<webhook::Entity>(work, &was, &row).await?;
    note(work, &row, json!({ "previous_secret_until": row.previous_until }));
    Ok(Answered::done(&told_one::<webhook::Entity>(work.tx, row).await?)?.with_secret(&secret))
}

/// Sends everything again from a number or an instant on.
pub(super) async fn replay(
    work: &Work<'_>,
    id: WebhookId,
    seen: &IfMatch,
    from: &WebhookReplay,
) -> Result<Answered> {
    let (was, _) = seen_row::<webhook::Entity>(work, id, seen).await?;
    let after = number_before(work, from).await?;
    // What it has not come to yet is sent anyhow.
    let row = webhook::Model { reached: was.reached.min(after), ..was.clone() };
    let row = put::<webhook::Entity>(work, &was, &row).await?;
    note(work, &row, json!({ "replayed_after": after }));
    Answered::done(&told_one::<webhook::Entity>(work.tx, row).await?)
}

async fn number_before(work: &Work<'_>, from: &WebhookReplay) -> Result<i64> {
    match (from.after, from.from) {
        (Some(number), None) => Ok(number),
        (None, Some(instant)) => {
            // Instants rise with the numbers but for those that were all but at once, so the first number counts.
            let first = audit_event::Entity::find()
                .filter(audit_event::COLUMN.at.gte(instant))
                .order_by_asc(audit_event::COLUMN.number)
                .one(work.tx)
                .await?;
            Ok(first.map_or(i64::MAX, |row| row.number - 1))
        }
        _ => {
            let mut faults = Faults::default();
            faults.push("", "one_of", "say `after` or `from`, one of the two");
            faults.none()?;
            Ok(i64::MAX)
        }
    }
}

/// Records what was done with a webhook that changes nothing of what is told of it, or but that there is another secret.
pub(super) fn note(work: &Work<'_>, row: &webhook::Model, what: Value) {
    let name = Some(row.url.clone());
    let subject = Subject { kind: webhook::Entity::NAME, id: Some(row.id.0), name, project: row.project_id };
    work.record(Entry::of(AuditKind::Changed, Some(subject)).saying(what));
}

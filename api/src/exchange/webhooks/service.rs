use chrono::TimeDelta;
use entity::exchange::webhook;
use entity::platform::audit_event;
use entity::portfolio::project;
use entity::value::{AuditKind, WebhookId};
use openapi::exchange::webhooks::{Webhook, WebhookInput, WebhookReplay};
use openapi::platform::error_code::ErrorCode;
use sea_orm::{EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::draft;
use crate::exchange::resources::Webhooks;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::{Entry, Subject, last_number};
use crate::platform::auth::Secret;
use crate::platform::constraint::require_exists;
use crate::platform::error::Result;
use crate::platform::http::{Created, IfMatch, PostResponse};
use crate::platform::resource::{
    Resource, create_resource, location_of, lock_if_match, to_view, update_changed_columns,
};
use crate::platform::validation::ValidationErrors;

/// How long the previous secret also signs messages.
const SIGNS_ALONG: TimeDelta = TimeDelta::hours(24);

/// A new webhook without input. It receives changes from now on.
pub(super) async fn blank(work: &UnitOfWork<'_>) -> Result<webhook::Model> {
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

pub(super) async fn rules(work: &UnitOfWork<'_>, input: &WebhookInput) -> Result<()> {
    let mut faults = ValidationErrors::default();
    draft::check(input, work.webhooks, &mut faults);
    require_exists::<project::Entity>(work, input.project, "/project", "project", &mut faults).await?;
    faults.into_result()
}

/// Creates a webhook and returns its secret.
pub(super) async fn register(work: &UnitOfWork<'_>, new: WebhookInput) -> Result<Created<Webhook>> {
    let (row, view) = create_resource::<Webhooks>(work, (), new).await?;
    Ok(Created::created(location_of::<Webhooks>(&row), &view)?
        .with_secret(&Secret::kept_for_signing(row.secret)))
}

/// Creates a new secret. The previous one also signs messages for a day.
pub(super) async fn rotate(
    work: &UnitOfWork<'_>,
    id: WebhookId,
    if_match: &IfMatch,
) -> Result<PostResponse<Webhook>> {
    let (was, _) = lock_if_match::<Webhooks>(work, id, if_match).await?;
    let secret = Secret::for_signing()?;
    let row = webhook::Model {
        secret: secret.kept_to_sign(),
        previous_secret: Some(was.secret.clone()),
        previous_until: Some(work.now + SIGNS_ALONG),
        ..was.clone()
    };
    let row = update_changed_columns::<Webhooks>(work, &was, &row).await?;
    note(work, &row, json!({ "previous_secret_until": row.previous_until }));
    Ok(PostResponse::ok(&to_view::<Webhooks>(work.tx, row).await?)?.with_secret(&secret))
}

/// Sends all changes again, from a number or a time on.
pub(super) async fn replay(
    work: &UnitOfWork<'_>,
    id: WebhookId,
    if_match: &IfMatch,
    from: &WebhookReplay,
) -> Result<PostResponse<Webhook>> {
    let (was, _) = lock_if_match::<Webhooks>(work, id, if_match).await?;
    let after = number_before(work, from).await?;
    // Changes that are not delivered yet are sent in any case.
    let row = webhook::Model { reached: was.reached.min(after), ..was.clone() };
    let row = update_changed_columns::<Webhooks>(work, &was, &row).await?;
    note(work, &row, json!({ "replayed_after": after }));
    PostResponse::ok(&to_view::<Webhooks>(work.tx, row).await?)
}

async fn number_before(work: &UnitOfWork<'_>, from: &WebhookReplay) -> Result<i64> {
    match (from.after, from.from) {
        (Some(number), None) => Ok(number),
        (None, Some(instant)) => {
            // Times increase with the numbers, except for nearly simultaneous changes. So the first number
            // is used.
            let first = audit_event::Entity::find()
                .filter(audit_event::COLUMN.at.gte(instant))
                .order_by_asc(audit_event::COLUMN.number)
                .one(work.tx)
                .await?;
            Ok(first.map_or(i64::MAX, |row| row.number - 1))
        }
        _ => {
            let mut faults = ValidationErrors::default();
            faults.push("", ErrorCode::OneOf, "give either `after` or `from`");
            faults.into_result()?;
            Ok(i64::MAX)
        }
    }
}

/// Records an action on a webhook that changes none of its visible fields, except that there is a new
/// secret.
pub(super) fn note(work: &UnitOfWork<'_>, row: &webhook::Model, what: Value) {
    let name = Some(row.url.clone());
    let subject = Subject { kind: Webhooks::NAME, id: Some(row.id.0), name, project: row.project_id };
    work.record(Entry::of(AuditKind::Changed, Some(subject)).with_details(what));
}

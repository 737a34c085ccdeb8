//! Webhooks: where changes are sent as they happen.

use chrono::{DateTime, Utc};
use entity::value::{DeliveryStage, ProjectId, WebhookDeliveryId, WebhookId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;

/// Where changes are sent.
///
/// Each change is a `POST` of `{"type", "timestamp", "data"}`, in which `data` is the change as `/v1/changes` tells it,
/// signed as the Standard Webhooks specification says: the header `webhook-signature` holds `v1,` and the base64 of the
/// HMAC-SHA256 of `webhook-id`, `webhook-timestamp` and the body with dots between them. Whatever is answered with 2xx
/// is taken; anything else is sent again, later and later, for about three days. What was sent may be sent twice: it
/// has the same `webhook-id` then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0050", "url": "https://example.org/portfolio",
    "description": "The web site", "types": ["deliverable.*", "milestone.achieved"], "project": null,
    "enabled": true, "disabled_reason": null, "failing_since": null, "previous_secret_until": null,
    "created_at": "2026-01-15T12:00:00Z"
})))]
pub struct Webhook {
    /// Its identifier.
    pub id: WebhookId,
    /// Where changes are sent.
    #[schema(examples("https://example.org/portfolio"))]
    pub url: String,
    /// What it is for.
    #[schema(required)]
    pub description: Option<String>,
    /// Which types of changes are sent: all, or all of a kind, or one.
    #[schema(examples("deliverable.*"))]
    pub types: Vec<String>,
    /// The only project of which anything is sent.
    #[schema(required)]
    pub project: Option<ProjectId>,
    /// Whether anything is sent.
    pub enabled: bool,
    /// Why nothing is sent any more, when nobody said so: everything failed for five days, or the receiver answered
    /// that it is gone.
    #[schema(required)]
    pub disabled_reason: Option<String>,
    /// Since when every attempt failed; null when the last did not.
    #[schema(required)]
    pub failing_since: Option<DateTime<Utc>>,
    /// Until when the secret before this one signs along.
    #[schema(required)]
    pub previous_secret_until: Option<DateTime<Utc>>,
    /// When it was registered.
    pub created_at: DateTime<Utc>,
    /// What signatures are checked with. It is told once, in the answer to the request that makes it, and to no
    /// repetition of that request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String)]
    pub secret: Option<String>,
}

/// A page of webhooks.
pub type WebhookPage = Page<Webhook>;

/// What is said of a webhook.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "url": "https://example.org/portfolio", "description": "The web site",
    "types": ["deliverable.*", "milestone.achieved"]
})))]
pub struct WebhookInput {
    /// Where changes are sent: an address of https that is not of a private network, unless the service is set up for
    /// those.
    #[schema(min_length = 1, max_length = 2000)]
    pub url: String,
    /// What it is for.
    #[schema(min_length = 1, format = "multi-line", max_length = 200)]
    pub description: Option<String>,
    /// Which types of changes are sent: `*` for all, `deliverable.*` for all of a kind, `milestone.achieved` for one.
    /// All when nothing is said.
    #[schema(min_items = 1, max_items = 50, value_type = Option<Vec<ChangeTypes>>)]
    pub types: Option<Vec<String>>,
    /// The only project of which anything is sent.
    pub project: Option<ProjectId>,
    /// Whether anything is sent, which it is unless this says no. What happens while nothing is sent is not sent later,
    /// unless it is replayed.
    pub enabled: Option<bool>,
}

/// A type of changes, or by a `*` several.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, min_length = 1, max_length = 100, examples("milestone.achieved"))]
pub struct ChangeTypes(#[expect(dead_code, reason = "it is only described here")] String);

/// A change of what is said of a webhook.
pub type WebhookPatch = MergePatch<WebhookInput>;

impl Patched for WebhookInput {
    fn change() -> Value {
        json!({ "enabled": false })
    }
}

/// From where on everything is sent again: say one of the two.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "after": 417 })))]
pub struct WebhookReplay {
    /// What has a greater number than this.
    #[serde(default, deserialize_with = "crate::platform::whole::optional")]
    #[schema(minimum = 0)]
    pub after: Option<i64>,
    /// What happened at this instant or later.
    #[schema(max_length = 40)]
    pub from: Option<DateTime<Utc>>,
}

/// A change that was sent to a webhook, or is to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0051", "webhook": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0050",
    "message": "msg_0198c4de7c5e7e1ba3b61f0a5d1c0050_417", "number": 417, "type": "milestone.achieved",
    "stage": "pending", "created_at": "2026-01-15T12:00:00Z", "next_attempt_at": "2026-01-15T12:00:05Z",
    "ended_at": null, "attempts": [{
        "at": "2026-01-15T12:00:00Z", "status": 503, "error": null, "milliseconds": 12, "answer": "Try again later"
    }]
})))]
pub struct WebhookDelivery {
    /// Its identifier.
    pub id: WebhookDeliveryId,
    /// The webhook.
    pub webhook: WebhookId,
    /// What it is sent as: the header `webhook-id`, the same each time.
    #[schema(examples("msg_0198c4de7c5e7e1ba3b61f0a5d1c0050_417"))]
    pub message: String,
    /// The number of the change; null for a test.
    #[schema(required)]
    pub number: Option<i64>,
    /// The type of the change, or `ping`.
    #[serde(rename = "type")]
    #[schema(examples("milestone.achieved"))]
    pub kind: String,
    /// Where it stands.
    pub stage: DeliveryStage,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it is sent, or sent again; null when it is not to be.
    #[schema(required)]
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// When it was taken, or given up.
    #[schema(required)]
    pub ended_at: Option<DateTime<Utc>>,
    /// The attempts to send it, of which the last thirty are kept.
    pub attempts: Vec<DeliveryAttempt>,
}

/// An attempt to send something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeliveryAttempt {
    /// When.
    pub at: DateTime<Utc>,
    /// The status of the answer, when there was one.
    #[schema(required)]
    pub status: Option<u16>,
    /// What went wrong, when there was none.
    #[schema(required)]
    pub error: Option<String>,
    /// How long it took.
    pub milliseconds: u64,
    /// How the answer began.
    #[schema(required)]
    pub answer: Option<String>,
}

/// A page of deliveries.
pub type WebhookDeliveryPage = Page<WebhookDelivery>;

/// Which deliveries.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliveryFilter {
    /// Those that stand there.
    pub stage: Option<DeliveryStage>,
}

//! Webhooks: URLs that receive changes as they happen.

use chrono::{DateTime, Utc};
use entity::value::{DeliveryStage, ProjectId, WebhookDeliveryId, WebhookId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;

/// A URL that receives changes.
///
/// Each change is a `POST` of `{"type", "timestamp", "data"}`. `data` is the change as in `/v1/changes`.
///
/// The request is signed according to the Standard Webhooks specification. The header `webhook-signature`
/// contains `v1,` and the base64 of an HMAC-SHA256. The HMAC covers `webhook-id`, `webhook-timestamp` and the
/// body, joined by dots.
///
/// A 2xx status means success. Otherwise, the server retries with increasing delays, for about three days. A
/// message can arrive twice; it then has the same `webhook-id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0050", "url": "https://example.org/portfolio",
    "description": "The web site", "types": ["deliverable.*", "milestone.achieved"], "project": null,
    "enabled": true, "disabled_reason": null, "failing_since": null, "previous_secret_until": null,
    "created_at": "2026-01-15T12:00:00Z"
}"#))))]
pub struct Webhook {
    /// Webhook identifier (UUID), set by the server.
    pub id: WebhookId,
    /// URL that receives the changes.
    #[schema(examples("https://example.org/portfolio"))]
    pub url: String,
    /// Purpose of the webhook. Null if none is recorded.
    #[schema(required)]
    pub description: Option<String>,
    /// Types of changes to send: all, all of one kind, or one type.
    #[schema(examples("deliverable.*"))]
    pub types: Vec<String>,
    /// Only changes of this project are sent. Null for all projects.
    #[schema(required)]
    pub project: Option<ProjectId>,
    /// Whether changes are sent.
    pub enabled: bool,
    /// Reason why the server disabled the webhook. All attempts failed for five days, or the receiver
    /// returned 410. Otherwise null.
    #[schema(required)]
    pub disabled_reason: Option<String>,
    /// Time since which all attempts have failed (UTC). Null if the last attempt succeeded.
    #[schema(required)]
    pub failing_since: Option<DateTime<Utc>>,
    /// Time until which the previous secret also signs messages (UTC). Null if there is none.
    #[schema(required)]
    pub previous_secret_until: Option<DateTime<Utc>>,
    /// Time of creation (UTC), set by the server.
    pub created_at: DateTime<Utc>,
    /// Secret to verify signatures. Only the response that creates the secret contains it. A repeated request
    /// with the same idempotency key does not return it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String)]
    pub secret: Option<String>,
}

/// A page of webhooks.
pub type WebhookPage = Page<Webhook>;

/// The fields of a webhook that a client sets.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "url": "https://example.org/portfolio", "description": "The web site",
    "types": ["deliverable.*", "milestone.achieved"]
}"#))))]
pub struct WebhookInput {
    /// URL that receives the changes. It must use https and must not be in a private network. The operator
    /// can allow private networks.
    #[schema(min_length = 1, max_length = 2000)]
    pub url: String,
    /// Purpose of the webhook.
    #[schema(min_length = 1, format = "multi-line", max_length = 200)]
    pub description: Option<String>,
    /// Types of changes to send: `*` for all, `deliverable.*` for one kind, `milestone.achieved` for one
    /// type. The default is all.
    #[schema(min_items = 1, max_items = 50, value_type = Option<Vec<ChangeTypes>>)]
    pub types: Option<Vec<String>>,
    /// Send only changes of this project. The default is all projects.
    pub project: Option<ProjectId>,
    /// Whether changes are sent. The default is true. Changes during a pause are not sent later, unless they
    /// are replayed.
    pub enabled: Option<bool>,
}

/// A type of change. A `*` matches several types.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, min_length = 1, max_length = 100, examples("milestone.achieved"))]
pub struct ChangeTypes(#[expect(dead_code, reason = "it is only described here")] String);

/// A partial update of a webhook (JSON Merge Patch).
pub type WebhookPatch = MergePatch<WebhookInput>;

impl PatchExample for WebhookInput {
    fn change() -> Value {
        json!({ "enabled": false })
    }
}

/// The start of a replay. Give either `after` or `from`.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "after": 417 })))]
pub struct WebhookReplay {
    /// Replay changes with a number greater than this.
    #[serde(default, deserialize_with = "crate::platform::whole::optional")]
    #[schema(minimum = 0)]
    pub after: Option<i64>,
    /// Replay changes from this time on (RFC 3339).
    #[schema(max_length = 40)]
    pub from: Option<DateTime<Utc>>,
}

/// The delivery of a change to a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0051", "webhook": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0050",
    "message": "msg_0198c4de7c5e7e1ba3b61f0a5d1c0050_417", "number": 417, "type": "milestone.achieved",
    "stage": "pending", "created_at": "2026-01-15T12:00:00Z", "next_attempt_at": "2026-01-15T12:00:05Z",
    "ended_at": null, "attempts": [{
        "at": "2026-01-15T12:00:00Z", "status": 503, "error": null, "milliseconds": 12,
        "answer": "Try again later"
    }]
}"#))))]
pub struct WebhookDelivery {
    /// Delivery identifier (UUID), set by the server.
    pub id: WebhookDeliveryId,
    /// The webhook.
    pub webhook: WebhookId,
    /// Message identifier. It is the header `webhook-id`, the same for each attempt.
    #[schema(examples("msg_0198c4de7c5e7e1ba3b61f0a5d1c0050_417"))]
    pub message: String,
    /// Number of the change. Null for a test message.
    #[schema(required)]
    pub number: Option<i64>,
    /// Type of the change, or `ping` for a test message.
    #[serde(rename = "type")]
    #[schema(examples("milestone.achieved"))]
    pub kind: String,
    /// Current stage of the delivery.
    pub stage: DeliveryStage,
    /// Time of creation (UTC), set by the server.
    pub created_at: DateTime<Utc>,
    /// Time of the next attempt (UTC). Null if there is no further attempt.
    #[schema(required)]
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// Time of success, or of giving up (UTC). Null before that.
    #[schema(required)]
    pub ended_at: Option<DateTime<Utc>>,
    /// Attempts to deliver. Only the last thirty are stored.
    pub attempts: Vec<DeliveryAttempt>,
}

/// An attempt to deliver a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DeliveryAttempt {
    /// Time of the attempt (UTC).
    pub at: DateTime<Utc>,
    /// HTTP status of the response. Null if there was no response.
    #[schema(required)]
    pub status: Option<u16>,
    /// Error message. Null if there was a response.
    #[schema(required)]
    pub error: Option<String>,
    /// Duration of the attempt, in milliseconds.
    pub milliseconds: u64,
    /// First part of the response body. Null if there is none.
    #[schema(required)]
    pub answer: Option<String>,
}

/// A page of deliveries.
pub type WebhookDeliveryPage = Page<WebhookDelivery>;

/// Filters for deliveries.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeliveryFilter {
    /// Only deliveries at this stage.
    pub stage: Option<DeliveryStage>,
}

/// The path parameters of a delivery.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
pub struct WebhookDeliveryPath {
    /// Identifier of the webhook.
    pub id: WebhookId,
    /// Identifier of the delivery.
    pub delivery: WebhookDeliveryId,
}

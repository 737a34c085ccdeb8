//! Webhooks: changes are sent to receivers as they happen, signed and with retries.
//!
//! | file | content |
//! |---|---|
//! | `queries.rs` `service.rs` ... | webhooks and their deliveries, as any other resource |
//! | `deliveries.rs` | deliveries: views, replays and tests |
//! | `worker/` | sending: due deliveries, receivers, signatures, retries |
//! | `address.rs` | the allowed addresses |
//!
//! The audit trail is the outbox: a change writes nothing else. Each webhook has the number up to which it
//! has deliveries. A worker creates the missing ones, in the same transaction in which it advances this
//! number. A delivery stores no body: the body is built from the audit entry each time. An outcome is
//! recorded after sending. So a crash between the two sends the message again, with the same `webhook-id`.

mod address;
mod deliveries;
mod draft;
mod handlers;
pub(crate) mod queries;
mod resource;
mod service;
mod view;
mod worker;

use utoipa_axum::router::OpenApiRouter;
pub use worker::deliver;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_webhooks, handlers::create_webhook))
        .routes(routes!(handlers::get_webhook, handlers::update_webhook, handlers::delete_webhook))
        .routes(routes!(handlers::rotate_webhook_secret))
        .routes(routes!(handlers::ping_webhook))
        .routes(routes!(handlers::replay_webhook))
        .routes(routes!(handlers::list_webhook_deliveries))
        .routes(routes!(handlers::get_webhook_delivery))
        .routes(routes!(handlers::replay_webhook_delivery))
}

//! Webhooks: changes are sent to others as they happen, signed, and again until they are taken.
//!
//! | file | what is in it |
//! |---|---|
//! | `queries.rs` `service.rs` ... | webhooks and their deliveries, as any other resource |
//! | `deliveries.rs` | what is done with a delivery: told, replayed, made as a test |
//! | `worker/` | sending: what is due, to whom, how it is signed, when again |
//! | `address.rs` | where may be sent to |
//!
//! The audit trail is the outbox: nothing is written beside it when something is changed. Each webhook has the number up
//! to which it has deliveries, and a worker makes those that are missing, in the same transaction as it moves the number
//! on. A delivery holds no body: what is sent is told from the entry of its number each time. What is sent is noted
//! after it was sent, so that a crash between the two sends it again, under the same `webhook-id`.

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

/// Webhooks, as a resource.
pub(crate) struct Webhooks;

/// The routes of the slice.
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

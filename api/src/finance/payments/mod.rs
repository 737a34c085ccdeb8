//! Payments: the instalments of funding lines, expected and received.
//!
//! What came in is never edited: it is taken back by a correction, a payment of its own with the opposite amount, and
//! recorded anew. A payment is in the currency of its line, and belongs to the line's project. Prefinancing that came in
//! is no revenue: see `funding/position.rs`.

mod draft;
mod handlers;
mod lifecycle;
mod resource;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// Payments, as a resource.
pub(crate) struct Payments;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_payments, handlers::create_payment))
        .routes(routes!(handlers::get_payment, handlers::update_payment, handlers::delete_payment))
        .routes(routes!(lifecycle::receive_payment))
        .routes(routes!(lifecycle::cancel_payment))
        .routes(routes!(lifecycle::reverse_payment))
}

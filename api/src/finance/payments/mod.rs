//! Payments of funding lines, expected and received.
//!
//! A receipt is never edited. A correction reverses it: a new payment with the opposite amount. Then the
//! right receipt is recorded. A payment is in the currency of its line, and belongs to the project of the
//! line. Received prefinancing is not revenue: see `finance/positions`.

mod draft;
mod handlers;
mod lifecycle;
mod resource;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_payments, handlers::create_payment))
        .routes(routes!(handlers::get_payment, handlers::update_payment, handlers::delete_payment))
        .routes(routes!(lifecycle::receive_payment))
        .routes(routes!(lifecycle::cancel_payment))
        .routes(routes!(lifecycle::reverse_payment))
}

//! The cash flow: work done in advance compared with money received, month by month, past and expected.
//!
//! `running_totals.rs` computes it, without database and clock. `spent.rs` reads the costs of the owner.
//! Each amount is the owner's part of the money. A line is listed and not counted if that part, or its
//! earned revenue per month, is not known.

mod earned;
mod handlers;
mod queries;
mod running_totals;
mod spent;
mod stored;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::get_cash_flow))
}

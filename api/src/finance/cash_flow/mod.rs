//! The cash flow: what was advanced against what came in, month by month, past and expected.
//!
//! `running_totals.rs` reckons it, with no database and no clock; `spent.rs` reads what the owner's costs were. Every amount is the owner's part of the money; a line of which
//! that part, or what is earned of it in a month, is not known is listed and not counted.

mod earned;
mod handlers;
mod queries;
mod running_totals;
mod spent;
mod stored;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::get_cash_flow))
}

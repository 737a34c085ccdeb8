//! The position of funding lines on a day: what is earned, received, claimed and owed.
//!
//! | file | what it does |
//! |---|---|
//! | `balances` | the arithmetic of the balances, without database and clock |
//! | `paid` | the payments of a line as they were on a day |
//! | `ledger` | the totals of the ledger by a day |
//! | `queries` | reads lines, payments and the ledger, and puts the position together |
//!
//! The balances always agree: recognised + deferred = received + claimed + earned and not claimed.

mod balances;
mod handlers;
mod ledger;
mod paid;
mod queries;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::get_funding_position))
        .routes(routes!(handlers::list_positions))
}

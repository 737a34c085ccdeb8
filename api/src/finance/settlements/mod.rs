//! What the payments of a European grant come to, reckoned by the model grant agreement, and stored nowhere.
//!
//! The arithmetic is pure, with no database and no clock; each file is an article:
//!
//! | file | what it computes |
//! |---|---|
//! | `prefinancing`, `guarantee` | what is paid in advance, and what the Mutual Insurance Mechanism retains (22.3.1) |
//! | `contribution` | the funding rate of accepted costs, and the cap without a certificate (24.5) |
//! | `interim` | interim payments below their ceiling (22.3.3) |
//! | `final_payment`, `profit` | the final grant, the no-profit rule, the balance (22.3.4), reductions (28) |
//! | `settle` | the whole: terms and payments in, every step of every payment out |
//! | `personnel` | day-equivalents and the daily rate (6.2.A.1) |
//! | `indirect` | indirect costs as a share of their base (6.2.E) |
//!
//! Every amount is told with the formula and the terms that it came of: an answer can be followed to the cent.

mod checks;
mod contribution;
mod costs;
mod draft;
mod final_payment;
mod guarantee;
mod handlers;
mod indirect;
mod interim;
mod paid;
mod personnel;
mod prefinancing;
mod profit;
mod rounding;
mod schedule;
mod service;
mod settle;
mod step;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::simulate_settlement))
        .routes(routes!(handlers::calculate_personnel_costs))
        .routes(routes!(handlers::calculate_indirect_costs))
}

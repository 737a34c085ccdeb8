//! The payments of a European grant, computed by the model grant agreement. Nothing is stored.
//!
//! The arithmetic is pure, without database and clock. Each file is an article:
//!
//! | file | what it computes |
//! |---|---|
//! | `prefinancing`, `guarantee` | prefinancing, and the retention for the Mutual Insurance Mechanism (22.3.1) |
//! | `contribution`, `claim` | the contribution to accepted costs, its cap (24.5), terminations (22.3.2) |
//! | `interim` | interim payments below their ceiling (22.3.3) |
//! | `final_payment`, `profit` | the final grant, the no-profit rule, the balance (22.3.4), reductions (28) |
//! | `beneficiaries` | the final grant of each beneficiary (22.3.4), later recoveries (22.3.5) |
//! | `settle` | the whole: terms and payments in, each step of each payment out |
//! | `personnel` | day-equivalents and the daily rate (6.2.A.1) |
//! | `indirect` | indirect costs as a share of their base (6.2.E) |
//!
//! Each amount comes with its formula and its terms, so that the reader can follow the result to the cent.

mod beneficiaries;
mod checks;
mod claim;
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
mod revisions;
mod schedule;
mod service;
mod settle;
mod statements;
mod step;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::simulate_settlement))
        .routes(routes!(handlers::calculate_personnel_costs))
        .routes(routes!(handlers::calculate_indirect_costs))
}

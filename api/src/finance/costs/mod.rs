//! Costs: declared spending, and its share of a budget.
//!
//! A cost has the attributes of a budget line: partner, category, work package, and by its day a reporting
//! period. So it can be compared with each version. It is stored in the currency of payment. It is
//! converted to the currency of a budget on each read, by the rule of that budget. A missing rate is a
//! conflict that names the rate.
//!
//! | file | content |
//! |---|---|
//! | `execution.rs` | declared costs compared with a budget |
//! | `converted.rs` | costs in the currency of a budget |
//! | `accepted.rs`, `eligible.rs` | the owner's accepted costs, and the eligible part up to a day |
//! | `spreadsheet.rs` | the execution of a budget as a spreadsheet |
//! | `forecast.rs` | the declared costs at the end, if spending continues at the same rate |

pub(crate) mod accepted;
mod converted;
mod draft;
pub(crate) mod eligible;
mod execution;
mod forecast;
mod handlers;
mod queries;
mod resource;
mod service;
mod spreadsheet;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_costs))
        .routes(routes!(handlers::create_costs))
        .routes(routes!(handlers::get_cost, handlers::update_cost, handlers::delete_cost))
        .routes(routes!(handlers::accept_cost))
        .routes(routes!(handlers::get_budget_execution))
}

//! Costs: what was spent and is declared, and how much of a budget it is.
//!
//! A cost stands where a line of a budget does - partner, category, work package, and by its day a reporting period - so that
//! it is held against whichever version holds. It is kept in the currency that it was paid in; it becomes the budget's by
//! the rule of the budget whenever it is looked at, and a rate that is missing is a conflict that names it.
//!
//! | file | what is in it |
//! |---|---|
//! | `execution.rs` | what is declared, held against a budget |
//! | `exchanged.rs` | costs in the currency of a budget |
//! | `accepted.rs`, `eligible.rs` | what is accepted of the owner's, and what of it is eligible up to a day |
//! | `spreadsheet.rs` | how much of a budget it is, for a spreadsheet |
//! | `forecast.rs` | what is declared at the end, if costs go on as until now |

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

/// Costs, as a resource.
pub(crate) struct Costs;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_costs))
        .routes(routes!(handlers::create_costs))
        .routes(routes!(handlers::get_cost, handlers::update_cost, handlers::delete_cost))
        .routes(routes!(handlers::accept_cost))
        .routes(routes!(handlers::get_budget_execution))
}

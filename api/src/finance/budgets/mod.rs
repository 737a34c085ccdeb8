//! Budgets: the versions of the planned costs of a project, and of their financing.
//!
//! A version starts as a draft. It can be approved when costs and financing agree to the cent. An approved
//! version never changes: another version amends it, with a reason, and supersedes it. Indirect costs and
//! funding are always computed by the rules of the call when a draft is saved; clients cannot set them.
//!
//! | file | content |
//! |---|---|
//! | `cell.rs` | the attributes of a cost |
//! | `calculation.rs` | the lines of a version with all computed amounts |
//! | `indirect.rs` | indirect costs and flat rates, by the rules of the call |
//! | `funding.rs` | funding, by rates and a maximum |
//! | `totals.rs`, `diff.rs`, `transfers.rs` | totals by axis, the difference of two versions, transfers beyond the threshold |
//! | `workbook/` | a version as a workbook, which can be imported as a draft |
//! | `lifecycle.rs` | approval, amendment and copies |

mod calculation;
pub(crate) mod cell;
mod compared;
pub(crate) mod diff;
pub(crate) mod draft;
mod funding;
mod handlers;
mod indirect;
mod lifecycle;
pub(crate) mod names;
pub(crate) mod parts;
pub(crate) mod project_references;
pub(crate) mod queries;
mod resource;
mod rules;
pub(crate) mod service;
pub(crate) mod totals;
pub(crate) mod transfers;
mod verbs;
pub(crate) mod view;
pub(crate) mod workbook;

pub(crate) use calculation::{computed_costs, computed_of, computes, rules_of, with_computed};
pub(crate) use indirect::ComputedCosts;
pub(crate) use rules::cost_rules;
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_budgets))
        .routes(routes!(handlers::create_budget))
        .routes(routes!(handlers::get_budget, handlers::update_budget, handlers::delete_budget))
        .routes(routes!(verbs::approve_budget))
        .routes(routes!(verbs::amend_budget))
        .routes(routes!(verbs::copy_budget))
        .routes(routes!(handlers::get_budget_totals))
        .routes(routes!(handlers::get_budget_diff))
}

//! Budgets: the versions of what a project is to cost, and of what pays for it.
//!
//! A version is drawn up as a draft, and approved once its costs and what pays for them agree to the cent. An approved
//! version never changes: it is amended by another, with a reason, which supersedes it. What the rules of a call compute
//! - indirect costs, funding - is computed whenever a draft is written, and stored; nobody says it.
//!
//! | file | what is in it |
//! |---|---|
//! | `cell.rs` | what costs are told apart by |
//! | `reckoning.rs` | the lines of a version with all that is computed of them |
//! | `indirect.rs` | indirect costs, by the rule of the call |
//! | `funding.rs` | funding, by rates and a ceiling |
//! | `totals.rs`, `diff.rs`, `transfers.rs` | totals by any axis, the difference of two versions, what moves beyond the threshold |
//! | `workbook/` | a version as a workbook, from which a draft can be made again |
//! | `lifecycle.rs` | approving, amending and copying |

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
pub(crate) mod service;
pub(crate) mod totals;
pub(crate) mod transfers;
mod verbs;
pub(crate) mod view;
pub(crate) mod workbook;

pub(crate) use calculation::{computes_indirect, indirect_of, with_indirect};
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// Budgets, as a resource.
pub(crate) struct Budgets;

/// The routes of the slice.
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

//! Money: funding lines, budgets, costs, payments, the ledger and the revenue split.

pub(crate) mod budgets;
pub(crate) mod cash_flow;
pub(crate) mod costs;
pub(crate) mod findings;
pub(crate) mod funding;
pub(crate) mod grant_rules;
pub(crate) mod payments;
pub(crate) mod positions;
pub(crate) mod project_details;
pub(crate) mod range;
pub(crate) mod rates;
pub(crate) mod resources;
pub mod revenue;
pub(crate) mod settlements;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;

/// The routes of this area. All require a bearer token.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(revenue::routes())
        .merge(project_details::routes())
        .merge(funding::routes())
        .merge(settlements::routes())
        .merge(payments::routes())
        .merge(positions::routes())
        .merge(cash_flow::routes())
        .merge(budgets::routes())
        .merge(costs::routes())
        .merge(findings::routes())
}

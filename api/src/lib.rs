//! What happens: the portfolio's server and command line.
//!
//! | room | what is in it |
//! |---|---|
//! | [`app`] | what every request shares; [`app::Work`], the unit of work |
//! | [`database`] | `SQLite` and PostgreSQL: opening, migrating, reading, writing |
//! | [`error`] | everything that can go wrong, and how it is told |
//! | `http` | how every request is read and answered |
//! | [`revenue`] | **the revenue split**, and the ledger behind it |
//! | [`network`] | what is told of the network, and how much is taken from whom |
//! | [`server`] | from a socket to the routes |
//! | `settlements` | what the payments of a grant come to, step by step |
//! | [`portfolio`] | the portfolio file, and the year at a glance |
//! | `annual_report` | a year told as people read it |
//! | [`intake`] | what is read of others' files, record by record |
//! | [`cordis`], [`erasmus`] | importing what CORDIS publishes, and the results of Erasmus+ |
//! | [`imports`] | imports as jobs |
//! | `tables` | collections and proofs as files for a spreadsheet |
//! | `changes` | telling others what becomes other |
//! | [`webhooks`] | sending it to them, signed |
//! | `organisations` ... `events` | one room a resource |
//! | [`cli`] | the commands |

mod agenda;
mod annual_report;
mod api_keys;
pub mod app;
mod assignments;
pub mod audit;
mod auth;
mod budgets;
mod calls;
mod cash_curve;
mod changes;
pub mod cli;
mod constraint;
pub mod cordis;
mod costs;
pub mod database;
mod deliverables;
mod disclosure;
mod draft;
pub mod erasmus;
pub mod error;
mod events;
mod findings;
mod funding;
mod http;
pub mod imports;
mod indicators;
pub mod intake;
mod milestones;
pub mod network;
mod organisations;
mod partners;
mod payments;
mod plan;
pub mod portfolio;
mod programmes;
mod projects;
mod publications;
mod quote;
pub mod rates;
mod reports;
mod resource;
pub mod revenue;
mod search;
pub mod server;
mod service;
mod sessions;
mod settlements;
mod tables;
mod themes;
pub mod users;
pub mod webhooks;
mod work_packages;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use openapi::Document;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_swagger_ui::{Config, SwaggerUi};

use app::App;
pub use auth::{Caller, RefusedPasswords, RefusedPasswordsError, oidc};

/// Every route with its documentation.
fn routes(guard: impl Fn(OpenApiRouter<App>) -> OpenApiRouter<App>) -> OpenApiRouter<App> {
    let mut routes = OpenApiRouter::with_openapi(Document::openapi())
        .merge(guard(guarded_routes().layer(from_fn_with_state(http::Bodies::default(), http::in_turn))))
        .merge(sessions::open_routes())
        .merge(service::routes())
        .layer(http::limits())
        .merge(guard(imports::uploads()));
    openapi::headers::add_to(routes.get_openapi_mut());
    routes
}

/// The routes for which one must be signed in.
fn guarded_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(portfolio::routes())
        .merge(annual_report::routes())
        .merge(revenue::routes())
        .merge(projects::routes())
        .merge(agenda::routes())
        .merge(work_packages::routes())
        .merge(deliverables::routes())
        .merge(milestones::routes())
        .merge(reports::routes())
        .merge(indicators::routes())
        .merge(imports::routes())
        .merge(partners::routes())
        .merge(organisations::routes())
        .merge(programmes::routes())
        .merge(calls::routes())
        .merge(funding::routes())
        .merge(settlements::routes())
        .merge(payments::routes())
        .merge(cash_curve::routes())
        .merge(budgets::routes())
        .merge(costs::routes())
        .merge(findings::routes())
        .merge(themes::routes())
        .merge(publications::routes())
        .merge(events::routes())
        .merge(changes::routes())
        .merge(webhooks::routes())
        .merge(sessions::routes())
        .merge(users::routes())
        .merge(api_keys::routes())
        .merge(assignments::routes())
        .merge(audit::routes())
}

/// The whole service, ready to be served.
pub fn router(app: App) -> Router {
    let guard = from_fn_with_state(app.clone(), auth::guarded);
    let (routes, document) = routes(|routes| routes.layer(guard.clone())).split_for_parts();
    // Nothing of the page comes from elsewhere, nor does the document go elsewhere to be checked.
    let settings = Config::from("/openapi.json").validator_url("none");
    let settings = settings.display_request_duration(true).filter(true);
    let browsable = Router::from(SwaggerUi::new("/docs").config(settings));
    // It is large, and so is written once.
    let document = Arc::new(http::Fixed::of(&document));
    let told = move || {
        let document = document.clone();
        async move { (*document).as_ref().map(http::Fixed::clone).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR) }
    };
    let browsable = browsable.route("/openapi.json", get(told));
    let network = app.network.clone();
    http::layered(routes.with_state(app).merge(browsable), network.settings())
}

/// The `OpenAPI` document of the service.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    routes(|routes| routes).into_openapi()
}

//! What happens: the portfolio's server and command line.
//!
//! Each area imports only those above it in this table.
//!
//! | area | what is in it |
//! |---|---|
//! | [`platform`] | the unit of work, databases, errors, HTTP, rights, the audit trail, resources, exports, the network |
//! | [`access`] | sign-in, users, sessions, API keys, assignments, the endpoints of the audit trail |
//! | [`portfolio`] | organisations, programmes, calls, themes, projects, partners, plans, the agenda, indicators |
//! | [`finance`] | rates, funding lines, budgets, costs, payments, **the revenue split** and its ledger, settlements |
//! | [`exchange`] | the portfolio file, imports, the annual report, changes, webhooks |
//! | [`serve`] | the command line, the server, its health |

pub mod access;
pub mod exchange;
pub mod finance;
pub mod platform;
pub mod portfolio;
pub mod serve;

use std::sync::Arc;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use openapi::Document;
use platform::app::App;
pub use platform::auth::{Caller, RefusedPasswords, RefusedPasswordsError, oidc};
use platform::http;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// Every route with its documentation.
fn routes(guard: impl Fn(OpenApiRouter<App>) -> OpenApiRouter<App>) -> OpenApiRouter<App> {
    let mut routes = OpenApiRouter::with_openapi(Document::openapi())
        .merge(guard(guarded_routes().layer(from_fn_with_state(http::Bodies::default(), http::in_turn))))
        .merge(access::open_routes())
        .merge(serve::routes())
        .layer(http::limits())
        .merge(guard(exchange::uploads()));
    let document = routes.get_openapi_mut();
    openapi::platform::parameters::add_to(document);
    openapi::platform::shared_response::add_to(document);
    openapi::platform::headers::add_to(document);
    routes
}

/// The routes for which one must be signed in.
fn guarded_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(access::routes())
        .merge(portfolio::routes())
        .merge(finance::routes())
        .merge(exchange::routes())
}

/// The whole service, ready to be served.
pub fn router(app: App) -> Router {
    let guard = from_fn_with_state(app.clone(), access::authenticate);
    let (routes, document) = routes(|routes| routes.layer(guard.clone())).split_for_parts();
    // It is large, and so is written once.
    let document = Arc::new(http::StaticJson::of(&document));
    let told = move || {
        let document = document.clone();
        async move {
            (*document).as_ref().map(http::StaticJson::clone).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
        }
    };
    let browsable = Router::new().route("/openapi.json", get(told)).merge(serve::docs::routes());
    let network = app.network.clone();
    http::with_layers(routes.with_state(app).merge(browsable), network.settings())
}

/// The `OpenAPI` document of the service.
#[must_use]
pub fn document() -> utoipa::openapi::OpenApi {
    routes(|routes| routes).into_openapi()
}

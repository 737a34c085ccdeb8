//! The portfolio server and command line.
//!
//! Each area imports only areas above it in this table.
//!
//! | area | contents |
//! |---|---|
//! | [`platform`] | unit of work, databases, errors, HTTP, rights, audit trail, resources, exports, network
//! |
//! | [`access`] | sign-in, users, sessions, API keys, assignments, the endpoints of the audit trail |
//! | [`portfolio`] | organisations, programmes, calls, themes, projects, partners, plans, the agenda, indicators |
//! | [`finance`] | rates, funding lines, budgets, costs, payments, **the revenue split** and its ledger, settlements |
//! | [`exchange`] | the portfolio file, imports, the annual report, changes, webhooks |
//! | [`serve`] | the command line, the server and its health checks |

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

/// All routes with their documentation.
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

/// The routes that require authentication.
fn guarded_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(access::routes())
        .merge(portfolio::routes())
        .merge(finance::routes())
        .merge(exchange::routes())
}

/// The whole service with its middleware.
pub fn router(app: App) -> Router {
    let guard = from_fn_with_state(app.clone(), access::authenticate);
    let (routes, document) = routes(|routes| routes.layer(guard.clone())).split_for_parts();
    // The document is large, so it is serialised once.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::disclosure::Kind;
    use crate::platform::resource::Resource;

    fn assert_disclosed<R: Resource>() {
        assert_eq!(Kind::of(R::NAME), Some(&Kind::of_resource::<R>()), "{}", R::NAME);
    }

    #[test]
    fn the_table_of_disclosure_agrees_with_every_resource() {
        assert_disclosed::<access::resources::ApiKeys>();
        assert_disclosed::<access::resources::Assignments>();
        assert_disclosed::<access::resources::Sessions>();
        assert_disclosed::<access::resources::Users>();
        assert_disclosed::<portfolio::resources::Calls>();
        assert_disclosed::<portfolio::resources::Deliverables>();
        assert_disclosed::<portfolio::resources::Events>();
        assert_disclosed::<portfolio::resources::Indicators>();
        assert_disclosed::<portfolio::resources::Milestones>();
        assert_disclosed::<portfolio::resources::Organisations>();
        assert_disclosed::<portfolio::resources::Partners>();
        assert_disclosed::<portfolio::resources::Programmes>();
        assert_disclosed::<portfolio::resources::Projects>();
        assert_disclosed::<portfolio::resources::Publications>();
        assert_disclosed::<portfolio::resources::Reports>();
        assert_disclosed::<portfolio::resources::Themes>();
        assert_disclosed::<portfolio::resources::WorkPackages>();
        assert_disclosed::<finance::resources::Budgets>();
        assert_disclosed::<finance::resources::ClassificationPolicies>();
        assert_disclosed::<finance::resources::Costs>();
        assert_disclosed::<finance::resources::FiscalYearClosings>();
        assert_disclosed::<finance::resources::FiscalYears>();
        assert_disclosed::<finance::resources::FundingLines>();
        assert_disclosed::<finance::resources::Payments>();
        assert_disclosed::<finance::resources::RevenueEntries>();
        assert_disclosed::<finance::resources::RevenueTargets>();
        assert_disclosed::<exchange::resources::Imports>();
        assert_disclosed::<exchange::resources::Webhooks>();
    }
}

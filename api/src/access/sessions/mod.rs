//! Sessions: signing in and out, and setting one's own password.
//!
//! Verifying and hashing a password takes long, so it happens before the unit of work; inside, the row is
//! checked again. An unknown user takes the same time and leaves the same records, so that attackers cannot
//! find out who has an account. Attempts are limited before any password is verified.

mod handlers;
mod me;
mod rate_limit;
mod resource;
mod service;
mod view;

pub(crate) use service::signed_in;
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// The routes that need no token.
pub(crate) fn open_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::sign_in))
        .routes(routes!(handlers::redeem_token))
        .layer(rate_limit::limited())
}

/// The routes that require authentication.
pub(crate) fn routes() -> OpenApiRouter<App> {
    let limited = OpenApiRouter::new().routes(routes!(me::change_my_password)).layer(rate_limit::limited());
    OpenApiRouter::new()
        .routes(routes!(handlers::list_sessions))
        .routes(routes!(handlers::get_session, handlers::sign_out))
        .routes(routes!(me::get_me))
        .merge(limited)
        .routes(routes!(me::list_roles))
}

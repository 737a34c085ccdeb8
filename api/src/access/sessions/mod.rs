//! Sessions: signing in and out, and setting one's password.
//!
//! A password is compared, and hashed, before the unit of work begins, since that takes long; what it was compared
//! with is looked at again inside. It takes as long for somebody who is not known, and leaves as much behind, so that
//! nobody learns who is. How often somebody may try is limited before anything is compared.

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

/// Sessions, as a resource.
pub(crate) struct Sessions;

/// The routes for which one need not be signed in.
pub(crate) fn open_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::sign_in))
        .routes(routes!(handlers::redeem_token))
        .layer(rate_limit::limited())
}

/// The others.
pub(crate) fn routes() -> OpenApiRouter<App> {
    let limited = OpenApiRouter::new().routes(routes!(me::change_my_password)).layer(rate_limit::limited());
    OpenApiRouter::new()
        .routes(routes!(handlers::list_sessions))
        .routes(routes!(handlers::get_session, handlers::sign_out))
        .routes(routes!(me::get_me))
        .merge(limited)
        .routes(routes!(me::list_roles))
}

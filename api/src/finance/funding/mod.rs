//! Funding lines: money from one payer to one project, or to the organisation as a whole.
//!
//! A line is drafted, submitted, signed and closed. After signature, the agreed values change only by
//! amendments, which keep the earlier values. The grant rules at signature are the line's own: later
//! changes of the call do not affect it. The owner's share must never be guessed. If the award or the own
//! share is not known, nothing is computed from the line.

mod agreement;
pub(crate) mod draft;
mod handlers;
mod lifecycle;
pub(crate) mod payments_cover;
mod published;
pub(crate) mod queries;
mod resource;
mod service;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

pub(crate) use self::published::amend_as_published;
use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_funding_lines, handlers::create_funding_line))
        .routes(routes!(
            handlers::get_funding_line,
            handlers::update_funding_line,
            handlers::delete_funding_line
        ))
        .routes(routes!(lifecycle::submit_funding_line))
        .routes(routes!(lifecycle::reject_funding_line))
        .routes(routes!(lifecycle::withdraw_funding_line))
        .routes(routes!(lifecycle::sign_funding_line))
        .routes(routes!(lifecycle::amend_funding_line))
        .routes(routes!(lifecycle::close_funding_line))
}

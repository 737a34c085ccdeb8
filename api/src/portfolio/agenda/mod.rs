//! The agenda of the whole portfolio: deliverables and reports to submit, milestones to reach, and ends of
//! projects. It is available as pages, ordered by day, and as a calendar for subscription.
//!
//! It contains only obligations to a funder: items of awarded, signed or suspended projects.

mod calendar;
mod handlers;
mod queries;
mod revisions;
mod row;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_agenda)).routes(routes!(handlers::get_agenda_calendar))
}

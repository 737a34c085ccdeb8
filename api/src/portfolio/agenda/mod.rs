//! What is due, over the whole portfolio: deliverables and reports to submit, milestones to reach, projects that
//! end. Told a page at a time in the order of the days, and as a calendar that calendar programs subscribe to.
//!
//! Only what is agreed with a funder is due: what belongs to a project that is awarded, signed or suspended.

mod calendar;
mod handlers;
mod queries;
mod revisions;
mod row;
mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_agenda)).routes(routes!(handlers::get_agenda_calendar))
}

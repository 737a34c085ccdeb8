//! The portfolio: organisations, programmes, calls, projects and their plans.

pub(crate) mod agenda;
pub(crate) mod calls;
pub(crate) mod deliverables;
pub(crate) mod events;
pub(crate) mod indicators;
pub(crate) mod milestones;
pub(crate) mod organisations;
pub(crate) mod partners;
pub(crate) mod plan;
pub(crate) mod programmes;
pub(crate) mod projects;
pub(crate) mod publications;
pub(crate) mod reports;
pub(crate) mod resources;
pub(crate) mod themes;
pub(crate) mod work_packages;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;

/// The routes of the area, which require authentication.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(projects::routes())
        .merge(agenda::routes())
        .merge(work_packages::routes())
        .merge(deliverables::routes())
        .merge(milestones::routes())
        .merge(reports::routes())
        .merge(indicators::routes())
        .merge(partners::routes())
        .merge(organisations::routes())
        .merge(programmes::routes())
        .merge(calls::routes())
        .merge(themes::routes())
        .merge(publications::routes())
        .merge(events::routes())
}

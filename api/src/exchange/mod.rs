//! Exchange with other systems: files, imports, reports, the change feed and webhooks.

pub(crate) mod annual_report;
pub(crate) mod budget_import;
pub(crate) mod changes;
pub mod cordis;
pub mod erasmus;
pub mod imports;
pub mod ingest;
pub mod portfolio_file;
pub mod rates_import;
pub(crate) mod resources;
pub mod webhooks;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;

/// The routes of this area. All require a bearer token.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(portfolio_file::routes())
        .merge(annual_report::routes())
        .merge(imports::routes())
        .merge(changes::routes())
        .merge(webhooks::routes())
}

/// The routes for uploads: these accept large bodies with long timeouts.
pub(crate) fn uploads() -> OpenApiRouter<App> {
    imports::uploads()
}

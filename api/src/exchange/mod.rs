//! What comes from others and goes to others: files, imports, reports, changes and webhooks.

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

/// The routes of the area, for which one must be signed in.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .merge(portfolio_file::routes())
        .merge(annual_report::routes())
        .merge(imports::routes())
        .merge(changes::routes())
        .merge(webhooks::routes())
}

/// Its routes by which files arrive: they may be large, and take their time.
pub(crate) fn uploads() -> OpenApiRouter<App> {
    imports::uploads()
}

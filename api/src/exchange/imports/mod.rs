//! Imports as background jobs: clients upload files through the API and then poll the progress.
//!
//! Imports survive a crash. Uploaded files are stored in the database in chunks until the import ends. So
//! any process can run the import. A process holds a lease on the row of the import and renews it. If the
//! lease expires, another process restarts the import, which changes nothing that is already imported. An
//! import that was started three times without an end has failed (`abandoned`): it probably crashes the
//! process. An import acts with the rights of the user who opened it, and stops when these are lost.
//!
//! | file | content |
//! |---|---|
//! | `upload.rs` | uploads |
//! | `files.rs` | the content of the files, until the import ends |
//! | `runner.rs` | the worker that runs imports |
//! | `expiry.rs` | the cancellation of imports that were never started |
//! | `lease.rs` | the lease of a running import |
//! | `progress.rs` | the progress, written to the database |
//! | `job.rs` | from the kind of an import to its reader |
//! | `dry_run.rs` | the database of a dry run |

mod dry_run;
mod expiry;
mod files;
mod handlers;
mod job;
mod lease;
mod lifecycle;
mod progress;
mod queries;
mod resource;
mod runner;
mod upload;
mod view;

pub(crate) use job::{CancellationCheck, ImportJob, JobError, run_job};
pub use runner::Runner;
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_imports, handlers::create_import))
        .routes(routes!(handlers::get_import))
        .routes(routes!(handlers::list_import_findings))
        .routes(routes!(lifecycle::start_import))
        .routes(routes!(lifecycle::cancel_import))
}

/// The routes for uploads: these accept large bodies with long timeouts.
pub(crate) fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(upload::upload_import_file))
}

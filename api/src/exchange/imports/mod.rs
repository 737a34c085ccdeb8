//! Imports as jobs: files of others are handed in through the API and read in the background, and whoever wants to know
//! how far it is asks.
//!
//! What is handed in is kept in the database, piece by piece, until the import ends: so any process may carry it out, and one
//! that was broken off is taken up again. A process says from time to time that it is still at it, on the row of the import
//! (its lease); when it falls silent, another begins anew, which changes nothing of what is there already. One that was started three times and never ended has
//! failed (`abandoned`): it is taken to end the process that reads it. An import
//! writes as whoever opened it, and only as long as they may.
//!
//! | file | what is in it |
//! |---|---|
//! | `upload.rs` | files that arrive |
//! | `files.rs` | what is in them, until the import ends |
//! | `runner.rs` | taking an import up, and ending it |
//! | `expiry.rs` | ending those that nobody started |
//! | `lease.rs` | whose it is while it is under way |
//! | `progress.rs` | how far it is, told to the database |
//! | `carry_out.rs` | from the kind of an import to what reads it |
//! | `rehearsal.rs` | where a dry run is done |

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

/// Imports, as a resource.
pub(crate) struct Imports;

/// Findings of imports, as a resource.
pub(crate) struct ImportFindings;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_imports, handlers::create_import))
        .routes(routes!(handlers::get_import))
        .routes(routes!(handlers::list_import_findings))
        .routes(routes!(lifecycle::start_import))
        .routes(routes!(lifecycle::cancel_import))
}

/// The routes by which files arrive: they may be large, and take their time.
pub(crate) fn uploads() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(upload::upload_import_file))
}

//! The portfolio file, which contains the whole portfolio, and the summary of a year.
//!
//! `draft` parses a portfolio file and finds all syntax errors. `load` finds all semantic errors, and
//! writes the file in one transaction or not at all. `dump` exports the same form. An export of a loaded
//! file is equal to that file.

mod draft;
mod dump;
mod handlers;
mod load;
mod names;
pub(crate) mod queries;
mod recovery;
mod stored;

pub use draft::Draft;
pub use dump::{dump, exported};
pub(crate) use load::LOAD_LOCK;
pub use load::{Loaded, load};
use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::get_portfolio_summary))
}

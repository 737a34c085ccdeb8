//! The portfolio as a whole: the file that holds all of it, and its year at a glance.
//!
//! `draft` reads a portfolio file and finds every fault of its form; `load` finds every fault of its
//! sense, and writes it in one transaction or not at all; `dump` writes the same form again. A dump of what
//! was loaded is what was loaded.

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

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::get_portfolio_summary))
}

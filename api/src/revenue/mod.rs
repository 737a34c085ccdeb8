//! What share of the revenue is European, national and consultancy - with proof.
//!
//! The arithmetic is five pure files, with no database and no clock:
//!
//! | file | what it computes |
//! |---|---|
//! | `apportion` | an amount cut into slices that total to the cent |
//! | `recognition/` | how much of a line is a year's revenue, by each method |
//! | `spread` | which method a line's part of a year is reckoned by, or why it cannot be told |
//! | `shares` | percentages that total exactly one hundred |
//! | `split` | the whole: claims in, classes with their contributions out |
//!
//! `published` says whether a computed figure rounds to a printed one. `gather` reads what a basis counts:
//! a further basis is one more function there. The ledger is only ever read here; a posting is never changed.

pub(crate) mod apportion;
mod gather;
mod handlers;
mod incoming;
mod ledger;
mod published;
mod queries;
pub(crate) mod recognition;
mod shares;
mod split;
mod spread;
mod stored;
pub(crate) mod view;

pub use queries::revenue_split;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;

pub(crate) use gather::source;
pub(crate) use queries::year_named;
pub(crate) use spread::days;
pub(crate) use stored::Line;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::split_revenue))
        .routes(routes!(handlers::list_fiscal_years))
        .routes(routes!(handlers::get_fiscal_year))
        .routes(routes!(handlers::list_revenue_entries))
        .routes(routes!(handlers::get_revenue_entry))
}

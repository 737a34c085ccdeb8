//! Changes: what becomes other in the portfolio, told to whoever follows it, a page at a time or as a stream of
//! server-sent events.
//!
//! | file | what is in it |
//! |---|---|
//! | `kinds.rs` | **the kinds of things whose changes are told**, and to whom |
//! | `view.rs` | from an entry of the audit trail to a change |
//! | `queries.rs` | the changes after a number |
//! | `stream.rs` | a stream |
//!
//! There is no second record of what was done: the audit trail is written in the transaction of each change, without
//! a gap and under one lock, so that what is visible of it is all there is up to its end, and a number is a place to go
//! on from. What is not in the table of kinds is told to nobody: neither signing in, nor users, keys, refusals.

mod handlers;
mod kinds;
pub(crate) mod queries;
mod stream;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_changes))
}

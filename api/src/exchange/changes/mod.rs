//! The change feed: the changes of the portfolio, by page or as a stream of server-sent events.
//!
//! | file | content |
//! |---|---|
//! | `kinds.rs` | **the kinds of resources in the feed**, and who may see them |
//! | `view.rs` | from an entry of the audit trail to a change |
//! | `queries.rs` | the changes after a number |
//! | `stream.rs` | a stream |
//!
//! The audit trail is the only record. It is written in the transaction of each change, without gaps and
//! under one lock. So the visible entries are complete up to the last one, and a number is a position to
//! continue from. Kinds that are not in the table are never in the feed: sign-ins, users, keys, refusals.

mod handlers;
mod kinds;
pub(crate) mod queries;
mod stream;
pub(crate) mod view;

use utoipa_axum::router::OpenApiRouter;

use crate::platform::app::App;
use crate::platform::http::routes;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(handlers::list_changes))
}

//! The audit trail: every write and every signing in leaves an entry, in the same transaction as what it tells of. What
//! has no such transaction has its entry in one of its own: the refusal of a right, once it is refused, and an export,
//! before it is handed out.
//!
//! A unit of work notes what it does (`Work::record`), and the notes are written when it ends. Entries are never
//! changed: the database refuses to, and the chain of hashes would show it. No secret is ever in one: an entry holds
//! what is told of a thing, and of passwords, tokens and keys nothing is told.

mod chain;
mod entry;
mod handlers;
mod queries;
mod verify;
mod view;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(crate) use chain::{append, hexadecimal, last_number};
pub(crate) use entry::{Entry, Subject};
pub use verify::{Verified, verify};
pub(crate) use view::members;

use crate::platform::app::App;

/// The routes of the slice.
pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handlers::list_audit_events))
        .routes(routes!(handlers::get_audit_event))
}

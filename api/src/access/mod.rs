//! Who may come in: sign-in, users, sessions, API keys, assignments, and reading the audit trail.

mod acting;
pub(crate) mod api_keys;
pub(crate) mod assignments;
pub mod audit;
mod authenticate;
mod guard;
pub(crate) mod sessions;
pub mod users;

pub(crate) use guard::{guarded, request_id};

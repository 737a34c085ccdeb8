//! Who may come in: sign-in, users, sessions, API keys, assignments, and reading the audit trail.

pub(crate) mod api_keys;
pub(crate) mod assignments;
pub(crate) mod sessions;
pub mod users;

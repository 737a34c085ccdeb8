//! Users, sessions, API keys, assignments and the audit trail.

pub mod api_keys;
pub mod assignments;
pub mod audit;
pub mod sessions;
pub mod users;

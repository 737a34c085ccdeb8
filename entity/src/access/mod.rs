//! Users, keys, sessions and assignments.

pub mod api_key;
pub mod assignment;
pub mod one_time_token;
pub mod session;
pub mod user;

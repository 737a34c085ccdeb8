//! Who may come in.

pub mod api_key;
pub mod assignment;
pub mod one_time_token;
pub mod session;
pub mod user;

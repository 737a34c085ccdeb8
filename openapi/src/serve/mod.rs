//! Whether the service is well.

pub mod health;

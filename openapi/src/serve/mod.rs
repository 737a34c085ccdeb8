//! Whether the service is well.

pub mod guide;
pub mod health;

//! Service: its health, its guide and the kinds of problems.

pub mod guide;
pub mod health;

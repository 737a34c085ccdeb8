//! From a socket or a command line to the routes.

pub mod cli;
pub(crate) mod health;
pub mod server;

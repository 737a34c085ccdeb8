//! Shared by all areas: unit of work, databases, errors, HTTP, rights, audit trail, resources, exports.

pub mod app;
pub mod audit;
pub(crate) mod auth;
pub(crate) mod confirmation;
pub(crate) mod constraint;
pub mod database;
pub(crate) mod disclosure;
pub mod error;
pub(crate) mod export;
pub(crate) mod filter;
pub(crate) mod hex;
pub(crate) mod http;
pub mod network;
pub(crate) mod problem;
pub(crate) mod quote;
pub(crate) mod refs;
pub(crate) mod resource;
pub(crate) mod validation;

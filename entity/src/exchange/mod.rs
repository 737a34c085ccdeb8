//! Imports and webhooks.

pub mod import;
pub mod import_chunk;
pub mod import_file;
pub mod import_finding;
pub mod portal_record;
pub mod webhook;
pub mod webhook_delivery;

//! The audit trail, and the answers that are kept for a request that comes again.

pub mod audit_event;
pub mod idempotency_key;

//! The audit trail, and the stored responses for repeated requests.

pub mod audit_event;
pub mod idempotency_key;

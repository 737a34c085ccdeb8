//! The resources of the area: a marker type each. The `resource.rs` of a slice implements its traits.

/// API keys of programs.
pub(crate) struct ApiKeys;

/// Assignments of managers to projects.
pub(crate) struct Assignments;

/// Entries of the audit trail.
pub(crate) struct AuditEvents;

/// Sessions of signed-in users.
pub(crate) struct Sessions;

/// People who may sign in.
pub(crate) struct Users;

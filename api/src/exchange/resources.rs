//! The resources of the area: a marker type each. The `resource.rs` of a slice implements its traits.

/// Findings of imports.
pub(crate) struct ImportFindings;

/// Imports of files.
pub(crate) struct Imports;

/// Webhooks.
pub(crate) struct Webhooks;

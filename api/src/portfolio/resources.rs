//! The resources of the area: a marker type each. The `resource.rs` of a slice implements its traits.

/// Calls for proposals, with the rules of their grants.
pub(crate) struct Calls;

/// Deliverables of projects.
pub(crate) struct Deliverables;

/// Events.
pub(crate) struct Events;

/// Indicators, with their targets and measurements.
pub(crate) struct Indicators;

/// Milestones of projects.
pub(crate) struct Milestones;

/// Organisations: the owner, partners, funders and clients.
pub(crate) struct Organisations;

/// Partners of projects.
pub(crate) struct Partners;

/// Funding programmes.
pub(crate) struct Programmes;

/// Projects.
pub(crate) struct Projects;

/// Publications.
pub(crate) struct Publications;

/// Reports that projects owe to their funders.
pub(crate) struct Reports;

/// Themes of projects, publications and events.
pub(crate) struct Themes;

/// Work packages of projects.
pub(crate) struct WorkPackages;

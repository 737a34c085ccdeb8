//! What is planned and done: organisations, programmes, calls, projects and their plans.

pub(crate) mod agenda;
pub(crate) mod calls;
pub(crate) mod deliverables;
pub(crate) mod events;
pub(crate) mod indicators;
pub(crate) mod milestones;
pub(crate) mod organisations;
pub(crate) mod partners;
pub(crate) mod plan;
pub(crate) mod programmes;
pub(crate) mod projects;
pub(crate) mod publications;
pub(crate) mod reports;
pub(crate) mod themes;
pub(crate) mod work_packages;

//! Projects with their plans and partners, programmes and calls, indicators, publications and events.

pub mod agenda;
pub mod calls;
pub mod deliverables;
pub mod events;
pub mod indicators;
pub mod milestones;
pub mod organisations;
pub mod partners;
pub mod plan;
pub mod programmes;
pub mod projects;
pub mod publications;
pub mod reports;
pub mod themes;
pub mod work_packages;

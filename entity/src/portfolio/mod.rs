//! Organisations, programmes, projects and their plans.

pub mod call;
pub mod date_change;
pub mod deliverable;
pub mod event;
pub mod indicator;
pub mod measurement;
pub mod milestone;
pub mod organisation;
pub mod participation;
pub mod programme;
pub mod project;
pub mod project_theme;
pub mod publication;
pub mod report;
pub mod stage_move;
pub mod target;
pub mod target_change;
pub mod theme;
pub mod work_package;

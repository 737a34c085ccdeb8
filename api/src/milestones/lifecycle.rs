//! The stages of a milestone, and the verbs that move it.

use axum::extract::State;
use entity::milestone;
use entity::value::{MilestoneId, MilestoneStage};
use openapi::conditional::{IdempotencyKey, MustMatch};
use openapi::milestones::Milestone;
use openapi::plan::StageChange;
use openapi::refusal::{NotMoved, Refusal};

use crate::app::App;
use crate::auth::Caller;
use crate::error::Result;
use crate::http::{Answered, Body, IfMatch, Once, Path};
use crate::plan::lifecycle::verbs;

/// From each stage, those to which a milestone may move.
pub(super) const MOVES: [(MilestoneStage, &[MilestoneStage]); 2] = [
    (MilestoneStage::Planned, &[MilestoneStage::Achieved, MilestoneStage::Missed]),
    (MilestoneStage::Missed, &[MilestoneStage::Achieved]),
];

verbs! {
    milestone::Entity, MilestoneId, Milestone, "milestones":
    /// Record that a milestone was reached.
    achieve_milestone at "/v1/milestones/{id}/achieve" to MilestoneStage::Achieved;
    /// Record that a milestone was missed; it may be reached later.
    miss_milestone at "/v1/milestones/{id}/miss" to MilestoneStage::Missed;
}

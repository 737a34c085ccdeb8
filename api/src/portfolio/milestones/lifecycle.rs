//! The stages of a milestone, and the verbs that move it.

use axum::extract::State;
use entity::portfolio::milestone;
use entity::value::{MilestoneId, MilestoneStage};
use openapi::platform::conditional::{IdempotencyKey, MustMatch};
use openapi::platform::refusal::{NotMoved, Refusal};
use openapi::portfolio::milestones::Milestone;
use openapi::portfolio::plan::StageChange;

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, IfMatch, Once, Path};
use crate::portfolio::plan::lifecycle::verbs;

/// From each stage, those to which a milestone may move.
pub(super) const MOVES: [(MilestoneStage, &[MilestoneStage]); 2] = [
    (MilestoneStage::Planned, &[MilestoneStage::Achieved, MilestoneStage::Missed]),
    (MilestoneStage::Missed, &[MilestoneStage::Achieved]),
];

verbs! {
    milestone::Entity, MilestoneId, Milestone, "milestones":
    /// Record that a milestone was reached.
    achieve_milestone at "/v1/milestones/{id}/achieve" to MilestoneStage::Achieved;
    /// Record that a milestone was missed.
    ///
    /// It can still be reached later.
    miss_milestone at "/v1/milestones/{id}/miss" to MilestoneStage::Missed;
}

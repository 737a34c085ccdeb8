//! The stages and transitions of a milestone.

use axum::extract::State;
use chrono::NaiveDate;
use entity::portfolio::milestone;
use entity::value::{MilestoneId, MilestoneStage};
use openapi::platform::transition::StageChange;
use openapi::portfolio::milestones::Milestone;

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Idempotent, IfMatch, Path, PostResponse};
use crate::platform::resource::Lifecycle;
use crate::portfolio::plan::due::HasDueDate;
use crate::portfolio::plan::history::Subject;
use crate::portfolio::plan::lifecycle::StageHistory;
use crate::portfolio::plan::lifecycle::transitions;
use crate::portfolio::resources::Milestones;

impl Lifecycle for Milestones {
    type Stage = MilestoneStage;
    const TRANSITIONS: &'static [(MilestoneStage, &'static [MilestoneStage])] = &[
        (MilestoneStage::Planned, &[MilestoneStage::Achieved, MilestoneStage::Missed]),
        (MilestoneStage::Missed, &[MilestoneStage::Achieved]),
    ];
}

impl StageHistory for Milestones {
    fn stage(row: &milestone::Model) -> MilestoneStage {
        row.stage
    }

    fn subject(row: &milestone::Model) -> Subject {
        row.subject()
    }

    fn with_stage(row: milestone::Model, stage: MilestoneStage, on: NaiveDate) -> milestone::Model {
        milestone::Model { stage, stage_on: Some(on), ..row }
    }
}

transitions! {
    Milestones, MilestoneId, Milestone, "milestones":
    /// Record that a milestone was reached.
    achieve_milestone at "/v1/milestones/{id}/achieve" to MilestoneStage::Achieved;
    /// Record that a milestone was missed.
    ///
    /// It can still be reached later.
    miss_milestone at "/v1/milestones/{id}/miss" to MilestoneStage::Missed;
}

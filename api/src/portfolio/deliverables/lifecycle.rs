//! The stages and transitions of a deliverable.

use axum::extract::State;
use chrono::NaiveDate;
use entity::portfolio::deliverable;
use entity::value::{DeliverableId, SubmissionStage};
use openapi::platform::transition::StageChange;
use openapi::portfolio::deliverables::Deliverable;

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Idempotent, IfMatch, Path, PostResponse};
use crate::platform::resource::Lifecycle;
use crate::portfolio::plan::due::HasDueDate;
use crate::portfolio::plan::history::Subject;
use crate::portfolio::plan::lifecycle::transitions;
use crate::portfolio::plan::lifecycle::{SUBMISSION, StageHistory};
use crate::portfolio::resources::Deliverables;

impl Lifecycle for Deliverables {
    type Stage = SubmissionStage;
    const TRANSITIONS: &'static [(SubmissionStage, &'static [SubmissionStage])] = &SUBMISSION;
}

impl StageHistory for Deliverables {
    fn stage(row: &deliverable::Model) -> SubmissionStage {
        row.stage
    }

    fn subject(row: &deliverable::Model) -> Subject {
        row.subject()
    }

    fn with_stage(row: deliverable::Model, stage: SubmissionStage, on: NaiveDate) -> deliverable::Model {
        deliverable::Model { stage, stage_on: Some(on), ..row }
    }
}

transitions! {
    Deliverables, DeliverableId, Deliverable, "deliverables":
    /// Submit a deliverable.
    submit_deliverable at "/v1/deliverables/{id}/submit" to SubmissionStage::Submitted;
    /// Record that a deliverable was accepted.
    accept_deliverable at "/v1/deliverables/{id}/accept" to SubmissionStage::Accepted;
    /// Record that a deliverable was rejected.
    ///
    /// It can be submitted again.
    reject_deliverable at "/v1/deliverables/{id}/reject" to SubmissionStage::Rejected;
}

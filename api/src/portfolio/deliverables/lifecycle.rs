//! The stages of a deliverable, and the verbs that move it.

use axum::extract::State;
use entity::portfolio::deliverable;
use entity::value::{DeliverableId, SubmissionStage};
use openapi::platform::conditional::{IdempotencyKey, MustMatch};
use openapi::platform::refusal::{NotMoved, Refusal};
use openapi::portfolio::deliverables::Deliverable;
use openapi::portfolio::plan::StageChange;

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, IfMatch, Once, Path};
use crate::portfolio::plan::lifecycle::verbs;

verbs! {
    deliverable::Entity, DeliverableId, Deliverable, "deliverables":
    /// Submit a deliverable.
    submit_deliverable at "/v1/deliverables/{id}/submit" to SubmissionStage::Submitted;
    /// Record that a deliverable was accepted.
    accept_deliverable at "/v1/deliverables/{id}/accept" to SubmissionStage::Accepted;
    /// Record that a deliverable was rejected.
    ///
    /// It can be submitted again.
    reject_deliverable at "/v1/deliverables/{id}/reject" to SubmissionStage::Rejected;
}

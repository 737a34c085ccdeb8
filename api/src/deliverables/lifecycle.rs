//! The stages of a deliverable, and the verbs that move it.

use axum::extract::State;
use entity::deliverable;
use entity::value::{DeliverableId, SubmissionStage};
use openapi::conditional::{IdempotencyKey, MustMatch};
use openapi::deliverables::Deliverable;
use openapi::plan::StageChange;
use openapi::refusal::{NotMoved, Refusal};

use crate::app::App;
use crate::auth::Caller;
use crate::error::Result;
use crate::http::{Answered, Body, IfMatch, Once, Path};
use crate::plan::lifecycle::verbs;

verbs! {
    deliverable::Entity, DeliverableId, Deliverable, "deliverables":
    /// Submit a deliverable.
    submit_deliverable at "/v1/deliverables/{id}/submit" to SubmissionStage::Submitted;
    /// Record that a deliverable was accepted.
    accept_deliverable at "/v1/deliverables/{id}/accept" to SubmissionStage::Accepted;
    /// Record that a deliverable was rejected; it may be submitted again.
    reject_deliverable at "/v1/deliverables/{id}/reject" to SubmissionStage::Rejected;
}

//! The stages of a report, and the verbs that move it.

use axum::extract::State;
use entity::report;
use entity::value::{ReportId, SubmissionStage};
use openapi::conditional::{IdempotencyKey, MustMatch};
use openapi::plan::StageChange;
use openapi::refusal::{NotMoved, Refusal};
use openapi::reports::Report;

use crate::app::App;
use crate::auth::Caller;
use crate::error::Result;
use crate::http::{Answered, Body, IfMatch, Once, Path};
use crate::plan::lifecycle::verbs;

verbs! {
    report::Entity, ReportId, Report, "reports":
    /// Submit a report to the funder.
    submit_report at "/v1/reports/{id}/submit" to SubmissionStage::Submitted;
    /// Record that a report was accepted.
    accept_report at "/v1/reports/{id}/accept" to SubmissionStage::Accepted;
    /// Record that a report was rejected; it may be submitted again.
    reject_report at "/v1/reports/{id}/reject" to SubmissionStage::Rejected;
}

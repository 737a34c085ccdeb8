//! The stages of a report, and the verbs that move it.

use axum::extract::State;
use entity::portfolio::report;
use entity::value::{ReportId, SubmissionStage};
use openapi::platform::conditional::{IdempotencyKey, MustMatch};
use openapi::platform::refusal::{NotMoved, Refusal};
use openapi::portfolio::plan::StageChange;
use openapi::portfolio::reports::Report;

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, IfMatch, Once, Path};
use crate::portfolio::plan::lifecycle::verbs;

verbs! {
    report::Entity, ReportId, Report, "reports":
    /// Submit a report to the funder.
    submit_report at "/v1/reports/{id}/submit" to SubmissionStage::Submitted;
    /// Record that a report was accepted.
    accept_report at "/v1/reports/{id}/accept" to SubmissionStage::Accepted;
    /// Record that a report was rejected.
    ///
    /// It can be submitted again.
    reject_report at "/v1/reports/{id}/reject" to SubmissionStage::Rejected;
}

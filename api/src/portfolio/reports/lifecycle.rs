//! The stages and transitions of a report.

use axum::extract::State;
use chrono::NaiveDate;
use entity::portfolio::report;
use entity::value::{ReportId, SubmissionStage};
use openapi::platform::transition::StageChange;
use openapi::portfolio::reports::Report;

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Idempotent, IfMatch, Path, PostResponse};
use crate::platform::resource::Lifecycle;
use crate::portfolio::plan::due::HasDueDate;
use crate::portfolio::plan::history::Subject;
use crate::portfolio::plan::lifecycle::transitions;
use crate::portfolio::plan::lifecycle::{SUBMISSION, StageHistory};
use crate::portfolio::resources::Reports;

impl Lifecycle for Reports {
    type Stage = SubmissionStage;
    const TRANSITIONS: &'static [(SubmissionStage, &'static [SubmissionStage])] = &SUBMISSION;
}

impl StageHistory for Reports {
    fn stage(row: &report::Model) -> SubmissionStage {
        row.stage
    }

    fn subject(row: &report::Model) -> Subject {
        row.subject()
    }

    fn with_stage(row: report::Model, stage: SubmissionStage, on: NaiveDate) -> report::Model {
        report::Model { stage, stage_on: Some(on), ..row }
    }
}

transitions! {
    Reports, ReportId, Report, "reports":
    /// Submit a report to the funder.
    submit_report at "/v1/reports/{id}/submit" to SubmissionStage::Submitted;
    /// Record that a report was accepted.
    accept_report at "/v1/reports/{id}/accept" to SubmissionStage::Accepted;
    /// Record that a report was rejected.
    ///
    /// It can be submitted again.
    reject_report at "/v1/reports/{id}/reject" to SubmissionStage::Rejected;
}

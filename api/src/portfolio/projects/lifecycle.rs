//! The stages and transitions of a project.

use ProjectStage::{Awarded, Closed, Idea, Rejected, Signed, Submitted, Suspended, Terminated, Withdrawn};
use axum::extract::State;
use chrono::NaiveDate;
use entity::portfolio::project;
use entity::value::{ProjectId, ProjectStage};
use openapi::platform::transition::StageChange;
use openapi::portfolio::projects::Project;

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Idempotent, IfMatch, Path, PostResponse};
use crate::platform::resource::Lifecycle;
use crate::portfolio::plan::history::Subject;
use crate::portfolio::plan::lifecycle::{StageHistory, transitions};
use crate::portfolio::resources::Projects;

impl Lifecycle for Projects {
    type Stage = ProjectStage;
    const TRANSITIONS: &'static [(ProjectStage, &'static [ProjectStage])] = &[
        (Idea, &[Submitted]),
        (Submitted, &[Awarded, Rejected, Withdrawn]),
        (Awarded, &[Signed]),
        (Signed, &[Suspended, Closed, Terminated]),
        (Suspended, &[Signed]),
    ];
}

impl StageHistory for Projects {
    fn stage(row: &project::Model) -> ProjectStage {
        row.stage
    }

    fn subject(row: &project::Model) -> Subject {
        Subject::Project(row.id)
    }

    fn with_stage(row: project::Model, stage: ProjectStage, _: NaiveDate) -> project::Model {
        project::Model { stage, ..row }
    }
}

transitions! {
    Projects, ProjectId, Project, "projects":
    /// Submit a project to its funder.
    submit_project at "/v1/projects/{id}/submit" to ProjectStage::Submitted;
    /// Record that the funder accepted a project.
    award_project at "/v1/projects/{id}/award" to ProjectStage::Awarded;
    /// Record that the funder rejected a project.
    reject_project at "/v1/projects/{id}/reject" to ProjectStage::Rejected;
    /// Withdraw a submitted project.
    withdraw_project at "/v1/projects/{id}/withdraw" to ProjectStage::Withdrawn;
    /// Record that the grant agreement was signed.
    sign_project at "/v1/projects/{id}/sign" to ProjectStage::Signed;
    /// Suspend a signed project.
    suspend_project at "/v1/projects/{id}/suspend" to ProjectStage::Suspended;
    /// Resume a suspended project.
    resume_project at "/v1/projects/{id}/resume" to ProjectStage::Signed;
    /// Close a project that has ended and is settled.
    close_project at "/v1/projects/{id}/close" to ProjectStage::Closed;
    /// Terminate a project early.
    terminate_project at "/v1/projects/{id}/terminate" to ProjectStage::Terminated;
}

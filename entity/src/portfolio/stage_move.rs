//! The `stage_move` table: the history of stages.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{DeliverableId, MilestoneId, ProjectId, ReportId, StageMoveId};

/// A move to another stage.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stage_move")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: StageMoveId,
    /// The project.
    pub project_id: ProjectId,
    /// The deliverable, if it belongs to one.
    pub deliverable_id: Option<DeliverableId>,
    /// The milestone, if it belongs to one.
    pub milestone_id: Option<MilestoneId>,
    /// The report, if it belongs to one.
    pub report_id: Option<ReportId>,
    /// The stage before.
    pub from_stage: String,
    /// The stage after.
    pub to_stage: String,
    /// The day of the move.
    pub moved_on: Date,
    /// A note.
    pub note: Option<String>,
    /// The name of the person who moved it.
    pub moved_by: Option<String>,
    /// When the move was recorded.
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

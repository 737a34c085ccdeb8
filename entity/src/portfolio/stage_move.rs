//! The `stage_move` table: the history of what moved from stage to stage.

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
    /// The deliverable, when it is of one.
    pub deliverable_id: Option<DeliverableId>,
    /// The milestone, when it is of one.
    pub milestone_id: Option<MilestoneId>,
    /// The report, when it is of one.
    pub report_id: Option<ReportId>,
    /// Where it stood.
    pub from_stage: String,
    /// Where it stands since.
    pub to_stage: String,
    /// The day of the move.
    pub moved_on: Date,
    /// What there is to say of it.
    pub note: Option<String>,
    /// Who moved it.
    pub moved_by: Option<String>,
    /// When that was recorded.
    pub recorded_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

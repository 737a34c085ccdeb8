//! The `date_change` table: the history of dates that moved.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{DateChangeId, DateKind, DeliverableId, MilestoneId, PlannedDate, ProjectId, ReportId};

/// A date that moved.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "date_change")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DateChangeId,
    /// The project.
    pub project_id: ProjectId,
    /// The deliverable, when it is of one.
    pub deliverable_id: Option<DeliverableId>,
    /// The milestone, when it is of one.
    pub milestone_id: Option<MilestoneId>,
    /// The report, when it is of one.
    pub report_id: Option<ReportId>,
    /// Which date.
    pub what: DateKind,
    /// The date before, as given.
    pub before: Option<PlannedDate>,
    /// The date after, as given.
    pub after: Option<PlannedDate>,
    /// The day before.
    pub before_on: Option<Date>,
    /// The day after.
    pub after_on: Option<Date>,
    /// Why.
    pub reason: Option<String>,
    /// Who moved it.
    pub changed_by: Option<String>,
    /// When they did.
    pub changed_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

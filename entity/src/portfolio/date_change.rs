//! The `date_change` table: the history of changed dates.

use chrono::{DateTime, Utc};
use sea_orm::entity::prelude::*;

use crate::value::{DateChangeId, DateKind, DeliverableId, MilestoneId, PlannedDate, ProjectId, ReportId};

/// A change of a date.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "date_change")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DateChangeId,
    /// The project.
    pub project_id: ProjectId,
    /// The deliverable, if it belongs to one.
    pub deliverable_id: Option<DeliverableId>,
    /// The milestone, if it belongs to one.
    pub milestone_id: Option<MilestoneId>,
    /// The report, if it belongs to one.
    pub report_id: Option<ReportId>,
    /// The kind of date.
    pub what: DateKind,
    /// The date before, as given.
    pub before: Option<PlannedDate>,
    /// The date after, as given.
    pub after: Option<PlannedDate>,
    /// The day before.
    pub before_on: Option<Date>,
    /// The day after.
    pub after_on: Option<Date>,
    /// The reason.
    pub reason: Option<String>,
    /// The name of the person who moved it.
    pub changed_by: Option<String>,
    /// The time of the change.
    pub changed_at: DateTime<Utc>,
}

impl ActiveModelBehavior for ActiveModel {}

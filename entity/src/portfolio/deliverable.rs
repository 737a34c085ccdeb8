//! The `deliverable` table: what a project hands over.

use sea_orm::entity::prelude::*;

use crate::value::{
    DeliverableId, DeliverableType, Dissemination, ItemNumber, OrganisationId, PlannedDate, ProjectId,
    SubmissionStage, WorkPackageId,
};

/// A deliverable.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "deliverable")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DeliverableId,
    /// The project.
    pub project_id: ProjectId,
    /// Its number in the project.
    pub number: ItemNumber,
    /// The number as it is sorted and told apart by; unique in the project.
    pub number_key: String,
    /// Its title.
    pub title: String,
    /// What it is.
    pub description: Option<String>,
    /// What kind of thing it is.
    pub kind: Option<DeliverableType>,
    /// Who may see it.
    pub dissemination: Option<Dissemination>,
    /// The work package that it comes out of.
    pub work_package_id: Option<WorkPackageId>,
    /// Who leads it.
    pub lead_id: Option<OrganisationId>,
    /// When it is due, as given.
    pub due: Option<PlannedDate>,
    /// The last day of `due`.
    pub due_on: Option<Date>,
    /// When it was first due, as given.
    pub original_due: Option<PlannedDate>,
    /// The day on which it was first due.
    pub original_due_on: Option<Date>,
    /// Where it stands.
    pub stage: SubmissionStage,
    /// Since when it stands there.
    pub stage_on: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `portal_record` table: what a portal last published of a thing.

use sea_orm::entity::prelude::*;

/// What a portal last published of a project, a funding line, an organisation, a participation, a deliverable or a call.
///
/// A value that is stored as the portal published it came from the portal; one that differs was set by a person since.
/// Identifiers are never used again, so the record of a thing that was deleted means nothing.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_record")]
pub struct Model {
    /// Identifies the thing.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    /// Who published it: `cordis` or `erasmus`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub portal: String,
    /// The values by the names of their fields, as a JSON object.
    pub content: String,
}

impl ActiveModelBehavior for ActiveModel {}

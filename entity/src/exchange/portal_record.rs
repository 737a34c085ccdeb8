//! The `portal_record` table: the last values that a portal published of a resource.

use sea_orm::entity::prelude::*;

/// The last values that a portal published of a project, a funding line, an organisation, a participation,
/// a deliverable or a call.
///
/// A stored value that equals the published value came from the portal. A value that differs was set by a
/// person later. Identifiers are never reused, so the record of a deleted resource has no effect.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "portal_record")]
pub struct Model {
    /// The identifier of the resource.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    /// The portal: `cordis` or `erasmus`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub portal: String,
    /// The values by field name, as a JSON object.
    pub content: String,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `programme` table: the funding programmes.

use sea_orm::entity::prelude::*;

use crate::value::{OrganisationId, PartialDate, ProgrammeId, ProgrammeLevel};

/// A funding programme.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "programme")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ProgrammeId,
    /// The name as written.
    pub name: String,
    /// The name, folded; unique.
    pub name_key: String,
    /// The level of the body that finances it.
    pub level: ProgrammeLevel,
    /// The managing authority.
    pub managing_authority_id: Option<OrganisationId>,
    /// The start of its programming period.
    pub period_start: Option<PartialDate>,
    /// The end of its programming period.
    pub period_end: Option<PartialDate>,
    /// The website.
    pub website: Option<String>,
    /// The managing authority.
    #[sea_orm(belongs_to, from = "managing_authority_id", to = "id")]
    pub managing_authority: BelongsTo<Option<crate::portfolio::organisation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

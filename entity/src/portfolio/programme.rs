//! The `programme` table: the sources of funding.

use sea_orm::entity::prelude::*;

use crate::value::{OrganisationId, PartialDate, ProgrammeId, ProgrammeLevel};

/// A source of funding.
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
    /// Whose money it spends.
    pub level: ProgrammeLevel,
    /// Who manages it.
    pub managing_authority_id: Option<OrganisationId>,
    /// When its programming period begins.
    pub period_start: Option<PartialDate>,
    /// When its programming period ends.
    pub period_end: Option<PartialDate>,
    /// Its web site.
    pub website: Option<String>,
    /// Who manages it.
    #[sea_orm(belongs_to, from = "managing_authority_id", to = "id")]
    pub managing_authority: BelongsTo<Option<crate::portfolio::organisation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `participation` table: who takes part in a project.

use sea_orm::entity::prelude::*;

use crate::value::{
    CountryCode, CurrencyCode, Money, OrganisationId, PartialDate, ParticipationId, ParticipationRole,
    ProjectId,
};

/// An organisation, or an unnamed group, in a project.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "participation")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ParticipationId,
    /// The project.
    pub project_id: ProjectId,
    /// Who; empty for an unnamed group.
    pub organisation_id: Option<OrganisationId>,
    /// What an unnamed group is called; empty for an organisation.
    pub group_label: Option<String>,
    /// How many are in the unnamed group.
    pub group_size: Option<i32>,
    /// What it is in the project, when that is known.
    pub role: Option<ParticipationRole>,
    /// Its country at the time.
    pub country: Option<CountryCode>,
    /// When it joined, if not at the start.
    pub joined: Option<PartialDate>,
    /// When it left, if before the end.
    pub left: Option<PartialDate>,
    /// Its share of the budget.
    pub budget_share: Option<Money>,
    /// The currency of its share.
    pub currency: CurrencyCode,
    /// The project.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<crate::portfolio::project::Entity>,
    /// Who takes part.
    #[sea_orm(belongs_to, from = "organisation_id", to = "id")]
    pub organisation: BelongsTo<Option<crate::portfolio::organisation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

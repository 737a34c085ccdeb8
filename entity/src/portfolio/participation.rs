//! The `participation` table: the partners of projects.

use sea_orm::entity::prelude::*;

use crate::value::{
    CountryCode, CurrencyCode, Money, OrganisationId, PartialDate, ParticipationId, ParticipationRole,
    ProjectId,
};

/// An organisation or an unnamed group in a project.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "participation")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ParticipationId,
    /// The project.
    pub project_id: ProjectId,
    /// The organisation; empty for an unnamed group.
    pub organisation_id: Option<OrganisationId>,
    /// The label of an unnamed group; empty for an organisation.
    pub group_label: Option<String>,
    /// The number of members of an unnamed group.
    pub group_size: Option<i32>,
    /// The role in the project, if known.
    pub role: Option<ParticipationRole>,
    /// The country at that time.
    pub country: Option<CountryCode>,
    /// The date of joining, if it is not the start of the project.
    pub joined: Option<PartialDate>,
    /// The date of leaving, if it is before the end of the project.
    pub left: Option<PartialDate>,
    /// The share of the budget.
    pub budget_share: Option<Money>,
    /// The currency of the budget share.
    pub currency: CurrencyCode,
    /// The project.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<crate::portfolio::project::Entity>,
    /// The organisation.
    #[sea_orm(belongs_to, from = "organisation_id", to = "id")]
    pub organisation: BelongsTo<Option<crate::portfolio::organisation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `funding_line` table: money from one payer.

use sea_orm::entity::prelude::*;

use crate::value::{
    Class, CurrencyCode, FundingForm, FundingLineId, FundingStage, Money, OrganisationId, PartialDate,
    Percent, ProgrammeId, ProjectId, RecognitionMethod,
};

/// Money from one payer to one project, or to the organisation as a whole.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "funding_line")]
pub struct Model {
    /// Identifies the row.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FundingLineId,
    /// The project; empty when it funds the organisation as a whole.
    pub project_id: Option<ProjectId>,
    /// The programme.
    pub programme_id: Option<ProgrammeId>,
    /// Who signs and pays.
    pub payer_id: Option<OrganisationId>,
    /// The number of the agreement or contract.
    pub reference: Option<String>,
    /// Grant or service.
    pub form: FundingForm,
    /// Where it stands.
    pub stage: FundingStage,
    /// When it was signed, as given.
    pub signed_on: Option<PartialDate>,
    /// The currency of its amounts.
    pub currency: CurrencyCode,
    /// The whole award, partners' shares included.
    pub total_award: Option<Money>,
    /// The part of the award that is ours.
    pub own_share: Option<Money>,
    /// When it begins, as given; the project's start when empty.
    pub period_start: Option<PartialDate>,
    /// When it ends, as given; the project's end when empty.
    pub period_end: Option<PartialDate>,
    /// The first day of `period_start`.
    pub first_day: Option<Date>,
    /// The last day of `period_end`.
    pub last_day: Option<Date>,
    /// When it becomes revenue.
    pub recognition_method: Option<RecognitionMethod>,
    /// The class by payer, where it differs from what the policy says of the programme.
    pub payer_class: Option<Class>,
    /// The share that is ultimately the European Union's. The three shares are all given or all empty.
    pub origin_european: Option<Percent>,
    /// The share that is ultimately national.
    pub origin_national: Option<Percent>,
    /// The share that is ultimately a client's.
    pub origin_consultancy: Option<Percent>,
    /// The project.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<Option<super::project::Entity>>,
    /// The programme.
    #[sea_orm(belongs_to, from = "programme_id", to = "id")]
    pub programme: BelongsTo<Option<super::programme::Entity>>,
    /// Who pays.
    #[sea_orm(belongs_to, from = "payer_id", to = "id")]
    pub payer: BelongsTo<Option<super::organisation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

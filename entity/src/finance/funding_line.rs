//! The `funding_line` table: money from one payer.

use sea_orm::entity::prelude::*;

use crate::value::{
    CallId, Class, CurrencyCode, FundingForm, FundingLineId, FundingStage, GrantForm, IndirectBase, Money,
    OrganisationId, PartialDate, Percent, ProgrammeId, ProjectId, RecognitionMethod, Rounding,
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
    /// The call under which it was asked for.
    pub call_id: Option<CallId>,
    /// How likely it is that what was asked for is granted.
    pub probability: Option<Percent>,
    /// Since when it stands at its stage, where that was recorded.
    pub stage_on: Option<Date>,
    /// What there was to say when it came to its stage.
    pub stage_note: Option<String>,
    /// How the grant is reckoned. This and what follows, to the rounding, is as it was signed.
    pub grant_form: Option<GrantForm>,
    /// The share of the eligible costs that is paid.
    pub funding_rate: Option<Percent>,
    /// Indirect costs as a share of their base.
    pub indirect_rate: Option<Percent>,
    /// What indirect costs are a share of.
    pub indirect_base: Option<IndirectBase>,
    /// The share of the grant that is paid in advance.
    pub prefinancing_rate: Option<Percent>,
    /// How much of a budget may move without an amendment.
    pub transfer_threshold: Option<Percent>,
    /// From which grant on the financial statements are to be certified.
    pub certificate_threshold: Option<Money>,
    /// The least a grant may be.
    pub minimum_grant: Option<Money>,
    /// The most a grant may be.
    pub maximum_grant: Option<Money>,
    /// The currency of these amounts.
    pub rules_currency: Option<CurrencyCode>,
    /// How computed amounts become whole cents.
    pub rounding: Option<Rounding>,
    /// The project.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<Option<crate::portfolio::project::Entity>>,
    /// The programme.
    #[sea_orm(belongs_to, from = "programme_id", to = "id")]
    pub programme: BelongsTo<Option<crate::portfolio::programme::Entity>>,
    /// The call.
    #[sea_orm(belongs_to, from = "call_id", to = "id")]
    pub call: BelongsTo<Option<crate::portfolio::call::Entity>>,
    /// Who pays.
    #[sea_orm(belongs_to, from = "payer_id", to = "id")]
    pub payer: BelongsTo<Option<crate::portfolio::organisation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

//! The `funding_line` table: the money that one payer promises or pays.

use sea_orm::entity::prelude::*;

use crate::value::{
    CallId, Class, CostCategories, CurrencyCode, FlatRates, FundingForm, FundingLineId, FundingStage,
    GrantForm, IndirectBase, Money, OrganisationId, PartialDate, PaymentsCover, Percent, ProgrammeId,
    ProjectId, RecognitionMethod, Rounding, RoundingScope,
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
    /// The organisation that signs and pays.
    pub payer_id: Option<OrganisationId>,
    /// The number of the agreement or contract.
    pub reference: Option<String>,
    /// Grant or service.
    pub form: FundingForm,
    /// The stage.
    pub stage: FundingStage,
    /// When it was signed, as given.
    pub signed_on: Option<PartialDate>,
    /// The currency of its amounts.
    pub currency: CurrencyCode,
    /// The total award, with the shares of the partners.
    pub total_award: Option<Money>,
    /// The organisation's own share of the award.
    pub own_share: Option<Money>,
    /// The start date, as given. If empty, the start of the project applies.
    pub period_start: Option<PartialDate>,
    /// The end date, as given. If empty, the end of the project applies.
    pub period_end: Option<PartialDate>,
    /// The first day of `period_start`.
    pub first_day: Option<Date>,
    /// The last day of `period_end`.
    pub last_day: Option<Date>,
    /// Whose money its payments are. If empty, the owner's role in the project decides.
    pub payments_cover: Option<PaymentsCover>,
    /// The revenue recognition method.
    pub recognition_method: Option<RecognitionMethod>,
    /// The class by payer, if it differs from the class of the programme under the policy.
    pub payer_class: Option<Class>,
    /// The share that comes from the European Union in the end. The three shares are all set or all empty.
    pub origin_european: Option<Percent>,
    /// The share that comes from national funders in the end.
    pub origin_national: Option<Percent>,
    /// The share that comes from a client in the end.
    pub origin_consultancy: Option<Percent>,
    /// The call under which the application was made.
    pub call_id: Option<CallId>,
    /// The probability that the application succeeds.
    pub probability: Option<Percent>,
    /// The day on which it entered this stage, if recorded.
    pub stage_on: Option<Date>,
    /// A note on the last transition.
    pub stage_note: Option<String>,
    /// How the grant is calculated. This field and the following ones, to `rounding`, hold the terms as
    /// signed.
    pub grant_form: Option<GrantForm>,
    /// The share of the eligible costs that the funder pays.
    pub funding_rate: Option<Percent>,
    /// The rate of indirect costs, applied to `indirect_base`.
    pub indirect_rate: Option<Percent>,
    /// The flat rates.
    pub flat_rates: Option<FlatRates>,
    /// The base of indirect costs.
    pub indirect_base: Option<IndirectBase>,
    /// The direct costs that are not in the base.
    pub indirect_excludes: Option<CostCategories>,
    /// The share of the grant that is paid as prefinancing.
    pub prefinancing_rate: Option<Percent>,
    /// The share of a budget that may be transferred without an amendment.
    pub transfer_threshold: Option<Percent>,
    /// The grant amount from which a certificate on the financial statements is required.
    pub certificate_threshold: Option<Money>,
    /// The minimum grant.
    pub minimum_grant: Option<Money>,
    /// The maximum grant.
    pub maximum_grant: Option<Money>,
    /// The currency of the thresholds and limits above.
    pub rules_currency: Option<CurrencyCode>,
    /// How computed amounts are rounded to cents.
    pub rounding: Option<Rounding>,
    /// What is rounded as one amount.
    pub rounding_scope: Option<RoundingScope>,
    /// The project.
    #[sea_orm(belongs_to, from = "project_id", to = "id")]
    pub project: BelongsTo<Option<crate::portfolio::project::Entity>>,
    /// The programme.
    #[sea_orm(belongs_to, from = "programme_id", to = "id")]
    pub programme: BelongsTo<Option<crate::portfolio::programme::Entity>>,
    /// The call.
    #[sea_orm(belongs_to, from = "call_id", to = "id")]
    pub call: BelongsTo<Option<crate::portfolio::call::Entity>>,
    /// The payer.
    #[sea_orm(belongs_to, from = "payer_id", to = "id")]
    pub payer: BelongsTo<Option<crate::portfolio::organisation::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}

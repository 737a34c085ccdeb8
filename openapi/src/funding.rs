//! Funding lines: money from one payer.

use entity::value::{
    Class, CurrencyCode, FundingForm, FundingLineId, FundingStage, Money, OrganisationId, PartialDate,
    Percent, Period, ProgrammeId, ProjectId, RecognitionMethod,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::organisations::OrganisationRef;
use crate::page::Page;
use crate::programmes::ProgrammeRef;
use crate::projects::ProjectRef;

/// Money from one payer to one project, or to the organisation as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
    "programme": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005", "name": "COSME" }, "payer": null,
    "reference": null, "form": "grant", "stage": "signed", "signed_on": "2024-07", "currency": "EUR",
    "total_award": "400000.00", "own_share": "60000.00", "period": {}, "recognition_method": "pro_rata_days",
    "payer_class": null, "origin": null
})))]
pub struct FundingLine {
    /// Its identifier.
    pub id: FundingLineId,
    /// The project; null when it funds the organisation as a whole.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// The programme.
    #[schema(required)]
    pub programme: Option<ProgrammeRef>,
    /// Who signs and pays.
    #[schema(required)]
    pub payer: Option<OrganisationRef>,
    /// The number of the agreement or contract.
    #[schema(required)]
    pub reference: Option<String>,
    /// Grant or service.
    pub form: FundingForm,
    /// Where it stands.
    pub stage: FundingStage,
    /// When it was signed.
    #[schema(required)]
    pub signed_on: Option<PartialDate>,
    /// The currency of its amounts.
    pub currency: CurrencyCode,
    /// The whole award, what passes through to partners included.
    #[schema(required)]
    pub total_award: Option<Money>,
    /// The part of the award that is the owner's.
    #[schema(required)]
    pub own_share: Option<Money>,
    /// From when to when; where it says nothing, the project's period holds.
    pub period: Period,
    /// When it becomes revenue.
    #[schema(required)]
    pub recognition_method: Option<RecognitionMethod>,
    /// Its class by payer, where that differs from what the classification policy says of its programme.
    #[schema(required)]
    pub payer_class: Option<Class>,
    /// Whose budget it ultimately is, where that differs from the payer.
    #[schema(required)]
    pub origin: Option<Origin>,
}

/// A page of funding lines.
pub type FundingLinePage = Page<FundingLine>;

/// Whose budget money ultimately is: a share for each class, which total one hundred percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// The European Union's share.
    #[serde(default)]
    #[schema(examples("40"))]
    pub european: Percent,
    /// The national share.
    #[serde(default)]
    #[schema(examples("60"))]
    pub national: Percent,
    /// The clients' share.
    #[serde(default)]
    #[schema(examples("0"))]
    pub consultancy: Percent,
}

/// Which funding lines.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FundingLineFilter {
    /// Those of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Those of this programme.
    #[param(inline)]
    pub programme: Option<ProgrammeId>,
    /// Those that this organisation pays.
    #[param(inline)]
    pub payer: Option<OrganisationId>,
    /// Those at this stage.
    #[param(inline)]
    pub stage: Option<FundingStage>,
    /// Those of this form.
    #[param(inline)]
    pub form: Option<FundingForm>,
}

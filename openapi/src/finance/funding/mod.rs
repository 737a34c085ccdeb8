//! Funding lines: money from one payer.

mod agreement;
mod position;

pub use crate::platform::refs::FundingLineRef;
pub use agreement::*;
pub use position::*;

use chrono::NaiveDate;
use entity::value::{
    CallId, Class, CurrencyCode, FundingForm, FundingLineId, FundingStage, Money, OrganisationId,
    PartialDate, Percent, Period, ProgrammeId, ProjectId, RecognitionMethod,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;
use crate::portfolio::calls::{CallRef, GrantRules};
use crate::portfolio::organisations::OrganisationRef;
use crate::portfolio::programmes::ProgrammeRef;

/// Money from one payer to one project, or to the organisation as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
    "programme": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005", "name": "COSME" }, "payer": null, "call": null,
    "reference": null, "form": "grant", "stage": "signed", "stage_on": "2024-07-31", "stage_note": null,
    "signed_on": "2024-07", "probability": null, "currency": "EUR", "total_award": "400000.00",
    "own_share": "60000.00", "pass_through": "340000.00", "period": {}, "recognition_method": "pro_rata_days",
    "payer_class": null, "origin": null, "rules": { "form": "lump_sum", "funding_rate": "80" }, "amendments": []
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
    /// The call under which it was asked for.
    #[schema(required)]
    pub call: Option<CallRef>,
    /// The number of the agreement or contract.
    #[schema(required)]
    pub reference: Option<String>,
    /// Grant or service.
    pub form: FundingForm,
    /// Where it stands.
    pub stage: FundingStage,
    /// Since when it stands there, where that was recorded.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
    /// What there was to say when it came there.
    #[schema(required)]
    pub stage_note: Option<String>,
    /// When it was signed.
    #[schema(required)]
    pub signed_on: Option<PartialDate>,
    /// How likely it is that what was asked for is granted.
    #[schema(required)]
    pub probability: Option<Percent>,
    /// The currency of its amounts.
    pub currency: CurrencyCode,
    /// The whole award, what passes through to partners included.
    #[schema(required)]
    pub total_award: Option<Money>,
    /// The part of the award that is the owner's.
    #[schema(required)]
    pub own_share: Option<Money>,
    /// What passes through to partners: the total award less the own share. Null where either is not known.
    #[schema(required)]
    pub pass_through: Option<Money>,
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
    /// The rules of the grant as they were signed (the agreement's data sheet), as far as they are recorded. What
    /// becomes of the call's rules afterwards changes nothing here.
    pub rules: GrantRules,
    /// Its amendments, in the order in which they were recorded.
    pub amendments: Vec<FundingAmendment>,
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

/// What is said of a funding line. It is a draft until it is submitted or signed.
///
/// What was signed - the project, the programme, the payer, the call, the form, the currency, the award, the own share
/// and the period - changes by an amendment alone.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "project": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "programme": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005",
    "form": "grant", "currency": "EUR", "total_award": "400000.00", "own_share": "60000.00", "probability": "35",
    "recognition_method": "pro_rata_days"
})))]
pub struct FundingLineInput {
    /// The project; absent when it is to fund the organisation as a whole.
    pub project: Option<ProjectId>,
    /// The programme. A line names its programme, its payer or both.
    pub programme: Option<ProgrammeId>,
    /// Who signs and pays.
    pub payer: Option<OrganisationId>,
    /// The call under which it is asked for, which is one of the programme.
    pub call: Option<CallId>,
    /// The number of the agreement or contract.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
    /// Grant or service.
    pub form: FundingForm,
    /// The currency of its amounts; needed where there are any.
    pub currency: Option<CurrencyCode>,
    /// The whole award, what passes through to partners included.
    pub total_award: Option<Money>,
    /// The part of the award that is the owner's.
    pub own_share: Option<Money>,
    /// From when to when; where it says nothing, the project's period holds.
    pub period: Option<Period>,
    /// When it becomes revenue.
    pub recognition_method: Option<RecognitionMethod>,
    /// Its class by payer, where that differs from what the classification policy says of its programme.
    pub payer_class: Option<Class>,
    /// Whose budget it ultimately is, where that differs from the payer.
    pub origin: Option<Origin>,
    /// How likely it is that what was asked for is granted.
    #[schema(examples("35"))]
    pub probability: Option<Percent>,
}

/// A change of what is said of a funding line.
pub type FundingLinePatch = MergePatch<FundingLineInput>;

impl Patched for FundingLineInput {
    fn change() -> Value {
        json!({ "recognition_method": "pro_rata_months", "probability": "50" })
    }
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
    pub stage: Option<FundingStage>,
    /// Those of this form.
    pub form: Option<FundingForm>,
}

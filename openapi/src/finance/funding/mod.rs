//! Funding lines: money from one payer.

mod agreement;

pub use agreement::*;
use chrono::NaiveDate;
use entity::value::{
    CallId, Class, CurrencyCode, FundingForm, FundingLineId, FundingStage, Money, OrganisationId,
    PartialDate, PaymentsCover, Percent, Period, ProgrammeId, ProjectId, RecognitionMethod,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
pub use crate::platform::refs::FundingLineRef;
use crate::platform::refs::ProjectRef;
use crate::portfolio::calls::{CallRef, GrantRules};
use crate::portfolio::organisations::OrganisationRef;
use crate::portfolio::programmes::ProgrammeRef;

/// Money from one payer to one project, or to the organisation as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
    "programme": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005", "name": "COSME" }, "payer": null,
    "call": null,
    "reference": null, "form": "grant", "stage": "signed", "stage_on": "2024-07-31", "stage_note": null,
    "signed_on": "2024-07", "probability": null, "currency": "EUR", "total_award": "400000.00",
    "own_share": "60000.00", "pass_through": "340000.00", "payments_cover": "award", "period": {},
    "recognition_method": "pro_rata_days",
    "payer_class": null, "origin": null, "rules": { "form": "lump_sum", "funding_rate": "80" },
    "amendments": []
}"#))))]
pub struct FundingLine {
    /// Funding line identifier (UUID), set by the server.
    pub id: FundingLineId,
    /// The funded project. Null if the line funds the organisation as a whole.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// The funding programme. Null if none is recorded.
    #[schema(required)]
    pub programme: Option<ProgrammeRef>,
    /// The organisation that signs and pays. Null if none is recorded.
    #[schema(required)]
    pub payer: Option<OrganisationRef>,
    /// The call of the application. Null if none is recorded.
    #[schema(required)]
    pub call: Option<CallRef>,
    /// Number of the agreement or contract. Null if none is recorded.
    #[schema(required)]
    pub reference: Option<String>,
    /// Grant or service contract.
    pub form: FundingForm,
    /// Current stage of the line.
    pub stage: FundingStage,
    /// Day of the last stage change. Null if it was not recorded.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
    /// Note on the last stage change. Null if there is none.
    #[schema(required)]
    pub stage_note: Option<String>,
    /// Date of signature: a day, a month or a year. Null if not recorded.
    #[schema(required)]
    pub signed_on: Option<PartialDate>,
    /// Probability that the application succeeds, in percent. Null if not recorded.
    #[schema(required)]
    pub probability: Option<Percent>,
    /// Currency of all amounts of the line.
    pub currency: CurrencyCode,
    /// Total award, including the part for partners. Null if not known.
    #[schema(required)]
    pub total_award: Option<Money>,
    /// The owner's part of the award. Null if not known.
    #[schema(required)]
    pub own_share: Option<Money>,
    /// Part of the award for partners: `total_award` minus `own_share`. Null if either is not known.
    #[schema(required)]
    pub pass_through: Option<Money>,
    /// Period of the line. Where it has no date, the project's period applies.
    pub period: Period,
    /// Whose money the payments are. If the line does not say it, the coordinator of the project decides: the
    /// `own_share` if another partner coordinates or the owner has another role, otherwise the `award`.
    pub payments_cover: PaymentsCover,
    /// Method of revenue recognition. Null if not recorded.
    #[schema(required)]
    pub recognition_method: Option<RecognitionMethod>,
    /// Class by payer, if it differs from the classification policy. Otherwise null.
    #[schema(required)]
    pub payer_class: Option<Class>,
    /// Shares of the budgets that the money comes from, if they differ from the payer. Otherwise null.
    #[schema(required)]
    pub origin: Option<Origin>,
    /// Rules of the grant at signature, from the data sheet of the agreement. Later changes to the call's
    /// rules do not apply.
    pub rules: GrantRules,
    /// Amendments of the line, in the order of recording.
    pub amendments: Vec<FundingAmendment>,
}

/// A page of funding lines.
pub type FundingLinePage = Page<FundingLine>;

/// Shares of the budgets that the money comes from, one per class. The shares add up to 100 percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Origin {
    /// Share of the European Union, in percent.
    #[serde(default)]
    #[schema(examples("40"))]
    pub european: Percent,
    /// National share, in percent.
    #[serde(default)]
    #[schema(examples("60"))]
    pub national: Percent,
    /// Share of clients, in percent.
    #[serde(default)]
    #[schema(examples("0"))]
    pub consultancy: Percent,
}

/// The fields of a funding line that a client sets. The line is a draft until it is submitted or signed.
///
/// After signature, only an amendment changes the signed terms. These are the project, programme, payer,
/// call, form, currency, award, own share and period.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "project": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "programme": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005",
    "form": "grant", "currency": "EUR", "total_award": "400000.00", "own_share": "60000.00",
    "probability": "35",
    "recognition_method": "pro_rata_days"
}"#))))]
pub struct FundingLineInput {
    /// The funded project. Absent if the line funds the organisation as a whole.
    pub project: Option<ProjectId>,
    /// The funding programme. A line needs a programme, a payer or both.
    pub programme: Option<ProgrammeId>,
    /// The organisation that signs and pays.
    pub payer: Option<OrganisationId>,
    /// The call of the application. It must belong to the programme.
    pub call: Option<CallId>,
    /// Number of the agreement or contract.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
    /// Grant or service contract.
    pub form: FundingForm,
    /// Currency of all amounts. Required if there are amounts.
    pub currency: Option<CurrencyCode>,
    /// Total award, including the part for partners.
    pub total_award: Option<Money>,
    /// The owner's part of the award.
    pub own_share: Option<Money>,
    /// Period of the line. Where it has no date, the project's period applies.
    pub period: Option<Period>,
    /// Whose money the payments are. The default follows the partners of the project: the `own_share` if
    /// another partner coordinates or the owner has another role, otherwise the `award`.
    pub payments_cover: Option<PaymentsCover>,
    /// Method of revenue recognition.
    pub recognition_method: Option<RecognitionMethod>,
    /// Class by payer, if it differs from the classification policy.
    pub payer_class: Option<Class>,
    /// Shares of the budgets that the money comes from, if they differ from the payer.
    pub origin: Option<Origin>,
    /// Probability that the application succeeds, in percent.
    #[schema(examples("35"))]
    pub probability: Option<Percent>,
}

/// A partial update of a funding line (JSON Merge Patch).
pub type FundingLinePatch = MergePatch<FundingLineInput>;

impl PatchExample for FundingLineInput {
    fn change() -> Value {
        crate::example(r#"{ "recognition_method": "pro_rata_months", "probability": "50" }"#)
    }
}

/// Filters for funding lines. A line must match all filters.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FundingLineFilter {
    /// Only lines of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only lines of this programme.
    #[param(inline)]
    pub programme: Option<ProgrammeId>,
    /// Only lines that this organisation pays.
    #[param(inline)]
    pub payer: Option<OrganisationId>,
    /// Only lines at this stage.
    pub stage: Option<FundingStage>,
    /// Only lines of this form.
    pub form: Option<FundingForm>,
}

use entity::value::{
    Class, CountryCode, CurrencyCode, FundingForm, FundingStage, Money, PartialDate, ParticipationRole,
    PaymentsCover, Period, ProjectKind, ProjectStage, RecognitionMethod, ThemeCode,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use super::{
    FileDateChange, FileDeliverable, FileIndicator, FileMilestone, FileReport, FileStageMove,
    FileWorkPackage, OrganisationName,
};
use crate::finance::funding::Origin;
use crate::portfolio::partners::Group;

/// A project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileProject {
    /// Acronym of the project. It is unique among projects without a grant agreement number.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub acronym: String,
    /// Full title of the project.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// Summary of the project.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub summary: Option<String>,
    /// Kind of project: European, national, consultancy or internal.
    pub kind: ProjectKind,
    /// Current stage of the project.
    pub stage: ProjectStage,
    /// Start and end of the project.
    pub period: Option<Period>,
    /// Grant agreement number. It is unique.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub grant_agreement: Option<String>,
    /// Name of the project manager.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub manager: Option<String>,
    /// URL of the project's website.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// Theme codes of the project.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    pub themes: Vec<ThemeCode>,
    /// Partners of the project, without the owner.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub partners: Vec<FilePartner>,
    /// Funding lines of the project, one per payer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub funding_lines: Vec<FileFundingLine>,
    /// Work packages of the project.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub work_packages: Vec<FileWorkPackage>,
    /// Deliverables of the project.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub deliverables: Vec<FileDeliverable>,
    /// Milestones of the project.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub milestones: Vec<FileMilestone>,
    /// Reports that the project owes to its funder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub reports: Vec<FileReport>,
    /// Indicators of the project.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub indicators: Vec<FileIndicator>,
    /// History of the start and end of the project, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub date_changes: Vec<FileDateChange>,
    /// History of the stages, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub stage_moves: Vec<FileStageMove<ProjectStage>>,
}

/// Reference to a project. The grant agreement number identifies it, if given; otherwise the acronym does.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectName {
    /// Acronym of the project.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub acronym: String,
    /// Grant agreement number of the project.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub grant_agreement: Option<String>,
}

/// A partner of a project: either an `organisation`, or a `group` of organisations that are not named.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilePartner {
    /// The partner organisation.
    pub organisation: Option<OrganisationName>,
    /// The group, if the organisations are not named.
    pub group: Option<Group>,
    /// Role of the partner in the project.
    pub role: Option<ParticipationRole>,
    /// Country of the partner at that time, if it differs from the country of the organisation.
    pub country: Option<CountryCode>,
    /// Date of joining, if it is not the start of the project.
    pub joined: Option<PartialDate>,
    /// Date of leaving, if it is before the end of the project.
    pub left: Option<PartialDate>,
    /// Share of the partner in the budget. It needs a `currency`.
    pub budget_share: Option<Money>,
    /// Currency of the budget share.
    pub currency: Option<CurrencyCode>,
}

/// Money from one payer. It needs a programme, a payer or both.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileFundingLine {
    /// Name of the programme.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub programme: Option<String>,
    /// Organisation that signs and pays.
    pub payer: Option<OrganisationName>,
    /// Number of the agreement or contract.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
    /// Grant or service contract.
    pub form: FundingForm,
    /// Current stage of the line.
    pub stage: FundingStage,
    /// Date of signature: a day, a month or a year.
    pub signed_on: Option<PartialDate>,
    /// Total award, including the part for partners.
    pub total_award: Option<Money>,
    /// The owner's part of the award.
    pub own_share: Option<Money>,
    /// Currency of all amounts. Required if there are amounts.
    pub currency: Option<CurrencyCode>,
    /// Period of the line, if it differs from the project's period.
    pub period: Option<Period>,
    /// Whose money the payments are. The default follows the owner's role in the project.
    pub payments_cover: Option<PaymentsCover>,
    /// Method of revenue recognition.
    pub recognition_method: Option<RecognitionMethod>,
    /// Class by payer, if it differs from the classification policy.
    pub payer_class: Option<Class>,
    /// Shares of the budgets that the money comes from, if they differ from the payer.
    pub origin: Option<Origin>,
}

/// Reference to a funding line. Give the fields that are needed to identify it.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FundingLineName {
    /// Project of the line. Absent if the line funds the organisation as a whole.
    pub project: Option<ProjectName>,
    /// Name of the programme.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub programme: Option<String>,
    /// Organisation that pays.
    pub payer: Option<OrganisationName>,
    /// Number of the agreement or contract.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
}

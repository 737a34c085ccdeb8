use entity::value::{
    Class, CountryCode, CurrencyCode, FundingForm, FundingStage, Money, PartialDate, ParticipationRole,
    Period, ProjectKind, ProjectStage, RecognitionMethod, ThemeCode,
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
    /// Its acronym, unique among the projects without a grant agreement number.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub acronym: String,
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// What it is about.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub summary: Option<String>,
    /// How it is counted in the portfolio.
    pub kind: ProjectKind,
    /// Where it stands.
    pub stage: ProjectStage,
    /// From when to when it runs.
    pub period: Option<Period>,
    /// The number of its grant agreement, unique.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub grant_agreement: Option<String>,
    /// Who manages it.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub manager: Option<String>,
    /// Its web site.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// What it is about, by the codes of themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    pub themes: Vec<ThemeCode>,
    /// Who takes part in it, the owner aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub partners: Vec<FilePartner>,
    /// Its money, a payer at a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub funding_lines: Vec<FileFundingLine>,
    /// The parts of its work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub work_packages: Vec<FileWorkPackage>,
    /// What it is to hand over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub deliverables: Vec<FileDeliverable>,
    /// The points that it is to reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub milestones: Vec<FileMilestone>,
    /// What it owes its funder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub reports: Vec<FileReport>,
    /// What is measured of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub indicators: Vec<FileIndicator>,
    /// How its own dates moved, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub date_changes: Vec<FileDateChange>,
    /// How it moved from stage to stage, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10_000)]
    pub stage_moves: Vec<FileStageMove<ProjectStage>>,
}

/// A project as it is named elsewhere. The grant agreement number decides when there is one.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectName {
    /// Its acronym.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub acronym: String,
    /// The number of its grant agreement.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub grant_agreement: Option<String>,
}

/// Who takes part in a project: an `organisation`, or a `group` that is not named.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilePartner {
    /// Who.
    pub organisation: Option<OrganisationName>,
    /// Who, where only a group is known.
    pub group: Option<Group>,
    /// What it is in the project.
    pub role: Option<ParticipationRole>,
    /// Its country at the time, where that is not the organisation's own.
    pub country: Option<CountryCode>,
    /// When it joined, if not at the start.
    pub joined: Option<PartialDate>,
    /// When it left, if before the end.
    pub left: Option<PartialDate>,
    /// Its share of the budget, with its currency.
    pub budget_share: Option<Money>,
    /// The currency of its share.
    pub currency: Option<CurrencyCode>,
}

/// Money from one payer. It names a programme, a payer, or both.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileFundingLine {
    /// The programme, by name.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub programme: Option<String>,
    /// Who signs and pays.
    pub payer: Option<OrganisationName>,
    /// The number of the agreement or contract.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
    /// Grant or service.
    pub form: FundingForm,
    /// Where it stands.
    pub stage: FundingStage,
    /// When it was signed.
    pub signed_on: Option<PartialDate>,
    /// The whole award, what passes through to partners included.
    pub total_award: Option<Money>,
    /// The part of the award that is the owner's.
    pub own_share: Option<Money>,
    /// The currency of the amounts; needed where there are any.
    pub currency: Option<CurrencyCode>,
    /// From when to when, where that is not the project's period.
    pub period: Option<Period>,
    /// When it becomes revenue.
    pub recognition_method: Option<RecognitionMethod>,
    /// Its class by payer, where that differs from what the classification policy says of its programme.
    pub payer_class: Option<Class>,
    /// Whose budget it ultimately is, where that differs from the payer.
    pub origin: Option<Origin>,
}

/// A funding line as it is named elsewhere: by as much as tells it apart.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FundingLineName {
    /// The project; absent for money of the organisation as a whole.
    pub project: Option<ProjectName>,
    /// The programme, by name.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub programme: Option<String>,
    /// Who pays.
    pub payer: Option<OrganisationName>,
    /// The number of the agreement or contract.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub reference: Option<String>,
}

//! Projects.

use chrono::NaiveDate;
use entity::value::{
    CountryCode, OrganisationId, Period, ProgrammeId, ProjectId, ProjectKind, ProjectStage, ThemeCode,
};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::deliverables::NewDeliverable;
use crate::events::Event;
use crate::funding::FundingLine;
use crate::json_schema::MergePatch;
use crate::milestones::NewMilestone;
use crate::partners::{NewPartner, Partner};
use crate::programmes::ProgrammeRef;
use crate::publications::Publication;
use crate::reports::NewReport;
use crate::work_packages::NewWorkPackage;

/// A project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Project {
    /// Its identifier.
    pub id: ProjectId,
    /// Its acronym.
    #[schema(examples("ENACT"))]
    pub acronym: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    #[schema(required)]
    pub summary: Option<String>,
    /// How it is counted in the portfolio.
    pub kind: ProjectKind,
    /// Where it stands.
    pub stage: ProjectStage,
    /// From when to when it runs. Without an end it goes on; without a start nobody recorded it.
    pub period: Period,
    /// The number of its grant agreement.
    #[schema(required)]
    pub grant_agreement: Option<String>,
    /// Who manages it.
    #[schema(required)]
    pub manager: Option<String>,
    /// Its web site.
    #[schema(required)]
    pub website: Option<String>,
    /// What it is about.
    pub themes: Vec<ThemeCode>,
    /// The programmes that fund it.
    pub programmes: Vec<ProgrammeRef>,
}

/// A project with everything that hangs on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectInFull {
    /// The project itself.
    #[serde(flatten)]
    pub project: Project,
    /// Who takes part in it, the owner aside.
    pub partners: Vec<Partner>,
    /// Its money, a payer at a time.
    pub funding_lines: Vec<FundingLine>,
    /// What came out of it, oldest first.
    pub publications: Vec<Publication>,
    /// What was held, oldest first.
    pub events: Vec<Event>,
}

/// What is said of a project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Project)]
pub struct ProjectDetails {
    /// Its acronym, unique among the projects without a grant agreement number.
    #[schema(min_length = 1, examples("ENACT"))]
    pub acronym: String,
    /// Its title.
    #[schema(min_length = 1)]
    pub title: String,
    /// What it is about.
    #[schema(min_length = 1)]
    pub summary: Option<String>,
    /// How it is counted in the portfolio.
    pub kind: ProjectKind,
    /// From when to when it runs. What is planned for a month of the project follows its start.
    pub period: Option<Period>,
    /// The number of its grant agreement, unique.
    #[schema(min_length = 1)]
    pub grant_agreement: Option<String>,
    /// Who manages it.
    #[schema(min_length = 1)]
    pub manager: Option<String>,
    /// Its web site.
    #[schema(format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// What it is about, by the codes of themes.
    #[serde(default)]
    pub themes: Vec<ThemeCode>,
    /// Why its dates move: needed when a date on which something is due, or the period of a project that has been
    /// signed, changes; and not otherwise. It is kept in the history of the project.
    #[schema(min_length = 1)]
    pub reason: Option<String>,
}

/// A change of what is said of a project.
pub type ProjectChange = MergePatch<ProjectDetails>;

/// A project, with its partners and its plan: made whole or not at all.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewProject {
    /// Its acronym, unique among the projects without a grant agreement number.
    #[schema(min_length = 1, examples("ENACT"))]
    pub acronym: String,
    /// Its title.
    #[schema(min_length = 1)]
    pub title: String,
    /// What it is about.
    #[schema(min_length = 1)]
    pub summary: Option<String>,
    /// How it is counted in the portfolio.
    pub kind: ProjectKind,
    /// Where it stands already; `idea` when that is not said. From there on it moves by verbs.
    pub stage: Option<ProjectStage>,
    /// From when to when it runs. What is planned for a month of the project follows its start.
    pub period: Option<Period>,
    /// The number of its grant agreement, unique.
    #[schema(min_length = 1)]
    pub grant_agreement: Option<String>,
    /// Who manages it.
    #[schema(min_length = 1)]
    pub manager: Option<String>,
    /// Its web site.
    #[schema(format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// What it is about, by the codes of themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<ThemeCode>,
    /// Who takes part in it, the owner aside.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<NewPartner>,
    /// The parts of its work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub work_packages: Vec<NewWorkPackage>,
    /// What it is to hand over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub deliverables: Vec<NewDeliverable>,
    /// The points that it is to reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<NewMilestone>,
    /// What it owes its funder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<NewReport>,
}

/// A project, by acronym.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectRef {
    /// Its identifier.
    pub id: ProjectId,
    /// Its acronym.
    #[schema(examples("ENACT"))]
    pub acronym: String,
}

/// Which projects. Filters add up: a project must pass them all.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProjectFilter {
    /// Those of this kind.
    #[param(inline)]
    pub kind: Option<ProjectKind>,
    /// Those at this stage.
    #[param(inline)]
    pub stage: Option<ProjectStage>,
    /// Those that this programme funds.
    #[param(inline)]
    pub programme: Option<ProgrammeId>,
    /// Those about this theme.
    #[param(inline)]
    pub theme: Option<ThemeCode>,
    /// Those in which this organisation is a partner.
    #[param(inline)]
    pub partner: Option<OrganisationId>,
    /// Those with a partner of this country.
    #[param(inline)]
    pub partner_country: Option<CountryCode>,
    /// Those with this manager, as the name is written.
    #[param(min_length = 1, max_length = 200)]
    pub manager: Option<String>,
    /// Those that run on this day. A project without a recorded start is never among them.
    pub active_on: Option<NaiveDate>,
    /// Those whose acronym, title or summary holds these words, whatever the case and the accents.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `acronym`, `kind`, `stage`, `start`, `end`.
    /// What has no value comes first, and last in descending order.
    #[param(max_length = 200, example = "-start,acronym")]
    pub sort: Option<String>,
}

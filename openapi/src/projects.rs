//! Projects.

use chrono::NaiveDate;
use entity::value::{
    CountryCode, OrganisationId, Period, ProgrammeId, ProjectId, ProjectKind, ProjectStage, ThemeCode,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::events::Event;
use crate::funding::FundingLine;
use crate::partners::Partner;
use crate::programmes::ProgrammeRef;
use crate::publications::Publication;

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
    /// Those that run on this day. A project without a recorded start is never among them.
    pub active_on: Option<NaiveDate>,
    /// Those whose acronym, title or summary holds these words, whatever the case and the accents.
    #[param(max_length = 200)]
    pub q: Option<String>,
}

//! The projects of the portfolio.

mod draft;

use chrono::NaiveDate;
pub use draft::*;
use entity::value::{
    CountryCode, OrganisationId, Period, ProgrammeId, ProjectId, ProjectKind, ProjectStage, ThemeCode,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::platform::page::Page;
pub use crate::platform::refs::ProjectRef;
use crate::portfolio::programmes::ProgrammeRef;

/// A project of the portfolio.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT",
    "title": "Accompagner la transition numérique des acteur·rice·s de l'économie sociale", "summary": null,
    "kind": "european", "stage": "signed", "period": { "start": "2024-09", "end": "2027-02" },
    "grant_agreement": null, "manager": null, "website": null, "themes": ["social_economy"],
    "programmes": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005", "name": "COSME" }]
}"#))))]
pub struct Project {
    /// The project's identifier, a UUID.
    pub id: ProjectId,
    /// The acronym of the project, for display.
    #[schema(examples("ENACT"))]
    pub acronym: String,
    /// The full title of the project, on one line.
    pub title: String,
    /// A summary of the project; null if there is none.
    #[schema(required)]
    pub summary: Option<String>,
    /// The kind of project, for the portfolio's statistics. For example `european`.
    pub kind: ProjectKind,
    /// The current stage of the project. Only stage transitions change it.
    pub stage: ProjectStage,
    /// The start and end of the project. Without an end, the project is open-ended. Without a start, the
    /// start is not known.
    pub period: Period,
    /// The number of the grant agreement; null if there is none.
    #[schema(required)]
    pub grant_agreement: Option<String>,
    /// The name of the project's manager, as free text; null if none is recorded.
    #[schema(required)]
    pub manager: Option<String>,
    /// The web address of the project; null if it is not known.
    #[schema(required)]
    pub website: Option<String>,
    /// The codes of the project's themes.
    pub themes: Vec<ThemeCode>,
    /// The programmes of the project's funding lines.
    pub programmes: Vec<ProgrammeRef>,
}

/// A page of projects.
pub type ProjectPage = Page<Project>;

/// Filters for projects. A project must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProjectFilter {
    /// Only projects of this kind.
    pub kind: Option<ProjectKind>,
    /// Only projects at this stage.
    pub stage: Option<ProjectStage>,
    /// Only projects with a funding line of this programme.
    #[param(inline)]
    pub programme: Option<ProgrammeId>,
    /// Only projects with this theme.
    #[param(inline)]
    pub theme: Option<ThemeCode>,
    /// Only projects in which this organisation is a partner.
    #[param(inline)]
    pub partner: Option<OrganisationId>,
    /// Only projects with a partner of this country.
    #[param(inline)]
    pub partner_country: Option<CountryCode>,
    /// Only projects of this manager. The name must be exact.
    #[param(min_length = 1, max_length = 200)]
    pub manager: Option<String>,
    /// Only projects that run on this day. Projects without a known start are excluded.
    pub active_on: Option<NaiveDate>,
    /// Only projects whose acronym, title and summary together contain all of these words. A word can be part
    /// of a longer word. Case and accents do not matter.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// The sort order: field names, separated by commas, the most important first. A `-` before a name means
    /// descending. Allowed: `acronym`, `kind`, `stage`, `start`, `end`. Empty values come first, or last in
    /// descending order.
    #[param(max_length = 200, example = "-start,acronym")]
    pub sort: Option<String>,
}

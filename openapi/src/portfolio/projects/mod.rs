//! Projects.

mod draft;

pub use crate::platform::refs::ProjectRef;
pub use draft::*;

use chrono::NaiveDate;
use entity::value::{
    CountryCode, OrganisationId, Period, ProgrammeId, ProjectId, ProjectKind, ProjectStage, ThemeCode,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::platform::page::Page;
use crate::portfolio::programmes::ProgrammeRef;

/// A project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT",
    "title": "Accompagner la transition numérique des acteur·rice·s de l'économie sociale", "summary": null,
    "kind": "european", "stage": "signed", "period": { "start": "2024-09", "end": "2027-02" },
    "grant_agreement": null, "manager": null, "website": null, "themes": ["social_economy"],
    "programmes": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005", "name": "COSME" }]
})))]
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

/// A page of projects.
pub type ProjectPage = Page<Project>;

/// Which projects. Filters add up: a project must pass them all.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProjectFilter {
    /// Those of this kind.
    pub kind: Option<ProjectKind>,
    /// Those at this stage.
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

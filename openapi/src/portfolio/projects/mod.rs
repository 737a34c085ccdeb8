//! Projects.

mod draft;

pub use draft::*;

use chrono::NaiveDate;
use entity::value::{
    CountryCode, OrganisationId, Period, ProgrammeId, ProjectId, ProjectKind, ProjectStage, ThemeCode,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::finance::funding::FundingLine;
use crate::platform::page::Page;
use crate::portfolio::events::Event;
use crate::portfolio::partners::Partner;
use crate::portfolio::programmes::ProgrammeRef;
use crate::portfolio::publications::Publication;

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

/// A project with everything that hangs on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT",
    "title": "Accompagner la transition numérique des acteur·rice·s de l'économie sociale", "summary": null,
    "kind": "european", "stage": "signed", "period": { "start": "2024-09", "end": "2027-02" },
    "grant_agreement": null, "manager": null, "website": null, "themes": ["social_economy"],
    "programmes": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005", "name": "COSME" }],
    "partners": [
        {
            "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0014",
            "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
            "organisation": {
                "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0004", "name": "Chambre de Commerce de Barcelone"
            },
            "group": null, "role": "coordinator", "country": "ES", "joined": null, "left": null,
            "budget_share": null, "currency": "EUR"
        }
    ],
    "funding_lines": [
        {
            "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0015",
            "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
            "programme": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005", "name": "COSME" }, "payer": null, "call": null,
            "reference": null, "form": "grant", "stage": "signed", "stage_on": null, "stage_note": null,
            "signed_on": "2024-07", "probability": null, "currency": "EUR", "total_award": "400000.00",
            "own_share": "60000.00", "pass_through": "340000.00", "period": {},
            "recognition_method": "pro_rata_days", "payer_class": null, "origin": null, "rules": {}, "amendments": []
        }
    ],
    "publications": [], "events": []
})))]
pub struct ProjectInFull {
    /// The project itself.
    #[serde(flatten)]
    pub project: Project,
    /// Who takes part in it, the owner aside.
    pub partners: Vec<Partner>,
    /// Its money, a payer at a time. Absent when the caller may not see the project's money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Vec<FundingLine>, required = false)]
    pub funding_lines: Option<Vec<FundingLine>>,
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

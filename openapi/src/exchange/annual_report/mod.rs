//! The annual report of the organisation.

mod asked;

pub use asked::*;

use entity::value::{
    CountryCode, PartialDate, ParticipationRole, Period, ProjectId, ProjectKind, Quantity, ThemeCode,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::finance::revenue::RevenueSplit;
use crate::finance::summary::PortfolioSummary;
use crate::platform::refs::ProjectRef;
use crate::portfolio::events::Event;
use crate::portfolio::organisations::OrganisationRef;
use crate::portfolio::partners::Group;
use crate::portfolio::programmes::ProgrammeRef;
use crate::portfolio::publications::Publication;
use crate::portfolio::themes::Theme;

/// What an annual report tells of a year, for whoever lays it out.
///
/// The projects are those of the year's figures: signed, and active in it or without a recorded start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "year": 2024,
    "at_a_glance": {
        "projects": 26, "european": 18, "national": 8, "consultancy": 0, "internal": 0, "partnerships": 78,
        "partner_organisations": 76, "countries": 16, "publications": 12, "events": 19
    },
    "figures": {
        "year": 2024, "first_day": "2024-01-01", "last_day": "2024-12-31",
        "owner": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0003", "name": "POUR LA SOLIDARITÉ-PLS" },
        "projects": {
            "total": { "active": 24, "launched": 6, "undated": 2 },
            "by_kind": [{ "kind": "european", "active": 18, "launched": 4, "undated": 0 }],
            "by_programme": [], "by_theme": []
        },
        "partners": {
            "participations": 78, "organisations": 76, "countries": 16,
            "by_country": [{ "country": "FR", "participations": 25, "organisations": 25 }]
        },
        "publications": { "total": 12, "by_theme": [{ "theme": "social_affairs", "count": 6 }] },
        "events": { "total": 19, "by_theme": [{ "theme": "social_economy", "count": 4 }] }
    },
    "revenue": {
        "year": 2024, "first_day": "2024-01-01", "last_day": "2024-12-31", "basis": "recognised", "view": "payer",
        "currency": "EUR", "total": "1400000.00",
        "classes": [
            { "class": "european", "amount": "266000.00", "ratio": "0.190000000000", "percent": "19" },
            { "class": "national", "amount": "868000.00", "ratio": "0.620000000000", "percent": "62" },
            { "class": "consultancy", "amount": "266000.00", "ratio": "0.190000000000", "percent": "19" }
        ],
        "origin_not_recorded": null, "percent_withheld": null, "previous": null,
        "published": {
            "source": "Rapport d'activités 2024", "agrees": true,
            "figures": [
                {
                    "figure": "total", "unit": "EUR", "published": "1400000.00", "precision": "100000.00",
                    "computed": "1400000.00", "agrees": true
                }
            ]
        },
        "targets": [], "not_counted": []
    },
    "projects": [
        {
            "kind": "european",
            "projects": [
                {
                    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT",
                    "title": "Accompagner la transition numérique des acteur·rice·s de l'économie sociale",
                    "summary": null, "period": { "start": "2024-09", "end": "2027-02" }, "website": null,
                    "themes": [],
                    "programmes": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005", "name": "COSME" }],
                    "partners": [
                        {
                            "organisation": {
                                "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0004", "name": "Chambre de Commerce de Barcelone"
                            },
                            "group": null, "role": null, "country": "ES"
                        }
                    ]
                }
            ]
        }
    ],
    "indicators": [
        {
            "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0008", "acronym": "DIGIYOU" },
            "name": "People helped by the young mentors", "unit": "people", "target": null, "value": "220",
            "measured": "2024"
        }
    ],
    "publications": [], "events": [],
    "themes": [
        {
            "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0012", "code": "diversity",
            "labels": { "en": "Diversity", "fr": "Diversité" }
        }
    ]
})))]
pub struct AnnualReport {
    /// The year.
    #[schema(examples(2024))]
    pub year: i32,
    /// The year in one line.
    pub at_a_glance: Glance,
    /// The year in figures, as `/v1/portfolio/summary` tells it.
    pub figures: PortfolioSummary,
    /// The revenue split of the year, recognised and by payer, as `/v1/revenue-split` tells it. Absent when the caller
    /// may not see all money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = RevenueSplit, required = false)]
    pub revenue: Option<RevenueSplit>,
    /// The projects of the year by kind, European first; kinds without any are left out.
    pub projects: Vec<ReportedKind>,
    /// What was measured in the year, or is to be reached in it: of the organisation as a whole first, then project by
    /// project.
    pub indicators: Vec<ReportedIndicator>,
    /// What was published in the year, oldest first.
    pub publications: Vec<Publication>,
    /// What was held in the year, oldest first.
    pub events: Vec<Event>,
    /// What the themes are called.
    pub themes: Vec<Theme>,
}

/// A year in one line. Each is taken from the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Glance {
    /// The projects of the year: active in it, or without a recorded start.
    #[schema(examples(26))]
    pub projects: u64,
    /// Of these, the European ones.
    pub european: u64,
    /// The national and regional ones.
    pub national: u64,
    /// The services for clients.
    pub consultancy: u64,
    /// The organisation's own.
    pub internal: u64,
    /// How many partnerships there are in these projects.
    #[schema(examples(78))]
    pub partnerships: u64,
    /// With how many organisations.
    pub partner_organisations: u64,
    /// In how many countries.
    #[schema(examples(16))]
    pub countries: u64,
    /// How many publications.
    pub publications: u64,
    /// How many events.
    pub events: u64,
}

/// The year's projects of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportedKind {
    /// The kind.
    pub kind: ProjectKind,
    /// The projects, by their acronyms.
    pub projects: Vec<ReportedProject>,
}

/// A project as an annual report shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportedProject {
    /// Its identifier.
    pub id: ProjectId,
    /// Its acronym.
    pub acronym: String,
    /// Its title.
    pub title: String,
    /// What it is about.
    #[schema(required)]
    pub summary: Option<String>,
    /// From when to when it runs.
    pub period: Period,
    /// Its web site.
    #[schema(required)]
    pub website: Option<String>,
    /// What it is about.
    pub themes: Vec<ThemeCode>,
    /// The programmes that fund it.
    pub programmes: Vec<ProgrammeRef>,
    /// Who takes part in it, the owner aside.
    pub partners: Vec<ReportedPartner>,
}

/// A partner as an annual report shows it. One of `organisation` and `group` is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportedPartner {
    /// Who.
    #[schema(required)]
    pub organisation: Option<OrganisationRef>,
    /// Who, where only a group is known.
    #[schema(required)]
    pub group: Option<Group>,
    /// What it is in the project, when that is known.
    #[schema(required)]
    pub role: Option<ParticipationRole>,
    /// Its country at the time; the organisation's own when none was recorded.
    #[schema(required)]
    pub country: Option<CountryCode>,
}

/// What an indicator came to in the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportedIndicator {
    /// The project; null for the organisation as a whole.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// Its name.
    #[schema(examples("Mentor-mentee pairs formed"))]
    pub name: String,
    /// What is counted.
    #[schema(examples("pairs"))]
    pub unit: String,
    /// What it is to reach in the year; the target of the whole where the year has none.
    #[schema(required)]
    pub target: Option<Quantity>,
    /// What was measured last in the year; null when nothing was.
    #[schema(required)]
    pub value: Option<Quantity>,
    /// When that was measured.
    #[schema(required)]
    pub measured: Option<PartialDate>,
}

//! The annual report of the organisation.

mod request;

use entity::value::{
    CountryCode, PartialDate, ParticipationRole, Period, ProjectId, ProjectKind, Quantity, ThemeCode,
};
pub use request::*;
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

/// The data of an annual report, for clients that make their own layout.
///
/// The projects are those of the figures of the year. They have been signed, and are active in the year or
/// have no recorded start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
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
        "year": 2024, "first_day": "2024-01-01", "last_day": "2024-12-31", "basis": "recognised",
        "view": "payer",
        "currency": "EUR", "total": "1400000.00", "grand_total": "1400000.00",
        "other": { "amount": "0.00", "counted": false, "by_kind": [] },
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
                                "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0004",
                                "name": "Chambre de Commerce de Barcelone"
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
}"#))))]
pub struct AnnualReport {
    /// The year of the report.
    #[schema(examples(2024))]
    pub year: i32,
    /// The main numbers of the year.
    pub at_a_glance: Glance,
    /// Key figures of the year, as in `/v1/portfolio/summary`.
    pub figures: PortfolioSummary,
    /// Recognised revenue of the year, split by payer, as in `/v1/revenue-split`. Absent if the caller may
    /// not see all financial data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = RevenueSplit, required = false)]
    pub revenue: Option<RevenueSplit>,
    /// Projects of the year by kind, European first. Kinds without projects are left out.
    pub projects: Vec<ReportedKind>,
    /// Indicators with a measurement or a target in the year. Those of the organisation come first, then
    /// those of each project.
    pub indicators: Vec<ReportedIndicator>,
    /// Publications of the year, oldest first.
    pub publications: Vec<Publication>,
    /// Events of the year, oldest first.
    pub events: Vec<Event>,
    /// Themes with their labels.
    pub themes: Vec<Theme>,
}

/// The main numbers of a year. They come from `figures`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Glance {
    /// Number of projects that are active in the year or have no recorded start.
    #[schema(examples(26))]
    pub projects: u64,
    /// Number of European projects.
    pub european: u64,
    /// Number of national and regional projects.
    pub national: u64,
    /// Number of consultancy services for clients.
    pub consultancy: u64,
    /// Number of internal projects of the organisation.
    pub internal: u64,
    /// Number of participations of partners in these projects.
    #[schema(examples(78))]
    pub partnerships: u64,
    /// Number of different partner organisations.
    pub partner_organisations: u64,
    /// Number of different countries of the partners.
    #[schema(examples(16))]
    pub countries: u64,
    /// Number of publications of the year.
    pub publications: u64,
    /// Number of events of the year.
    pub events: u64,
}

/// The projects of one kind in the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportedKind {
    /// Kind of project.
    pub kind: ProjectKind,
    /// The projects, sorted by acronym.
    pub projects: Vec<ReportedProject>,
}

/// A project in an annual report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportedProject {
    /// Project identifier.
    pub id: ProjectId,
    /// Acronym of the project.
    pub acronym: String,
    /// Full title of the project.
    pub title: String,
    /// Summary of the project. Null if none is recorded.
    #[schema(required)]
    pub summary: Option<String>,
    /// Start and end of the project.
    pub period: Period,
    /// URL of the project's website. Null if none is recorded.
    #[schema(required)]
    pub website: Option<String>,
    /// Theme codes of the project.
    pub themes: Vec<ThemeCode>,
    /// Programmes that fund the project.
    pub programmes: Vec<ProgrammeRef>,
    /// Partners of the project, without the owner.
    pub partners: Vec<ReportedPartner>,
}

/// A partner in an annual report: either an `organisation` or a `group`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportedPartner {
    /// The partner organisation. Null if the partner is a group.
    #[schema(required)]
    pub organisation: Option<OrganisationRef>,
    /// The group, if the organisations are not named. Otherwise null.
    #[schema(required)]
    pub group: Option<Group>,
    /// Role of the partner in the project. Null if not known.
    #[schema(required)]
    pub role: Option<ParticipationRole>,
    /// Country of the partner at that time. If none is recorded, it is the country of the organisation.
    #[schema(required)]
    pub country: Option<CountryCode>,
}

/// An indicator with its result of the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportedIndicator {
    /// Project of the indicator. Null for the organisation as a whole.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// Name of the indicator.
    #[schema(examples("Mentor-mentee pairs formed"))]
    pub name: String,
    /// Unit of the values.
    #[schema(examples("pairs"))]
    pub unit: String,
    /// Target for the year. If the year has none, it is the overall target.
    #[schema(required)]
    pub target: Option<Quantity>,
    /// Last value measured in the year. Null if nothing was measured.
    #[schema(required)]
    pub value: Option<Quantity>,
    /// Date of the last measurement: a day, a month or a year. Null if nothing was measured.
    #[schema(required)]
    pub measured: Option<PartialDate>,
}

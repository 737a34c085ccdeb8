//! Portfolio summary: key figures of a year.

use chrono::NaiveDate;
use entity::value::{CountryCode, ProjectKind, ThemeCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::portfolio::organisations::OrganisationRef;
use crate::portfolio::programmes::ProgrammeRef;

/// Key figures of the portfolio for one year.
///
/// A project is *active* if at least one day of its period is in the year. It is *launched* if its first day
/// is in the year. It is *undated* if its start is not recorded. Only projects that have been signed count,
/// at any present stage. Partners are those of the active and undated projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "year": 2024, "first_day": "2024-01-01", "last_day": "2024-12-31",
    "owner": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0003", "name": "POUR LA SOLIDARITÉ-PLS" },
    "projects": {
        "total": { "active": 24, "launched": 6, "undated": 2 },
        "by_kind": [
            { "kind": "european", "active": 18, "launched": 4, "undated": 0 },
            { "kind": "national", "active": 6, "launched": 2, "undated": 2 }
        ],
        "by_programme": [
            {
                "programme": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0006", "name": "Erasmus+" },
                "active": 15, "launched": 2, "undated": 0
            }
        ],
        "by_theme": [
            { "theme": "diversity", "active": 2, "launched": 1, "undated": 0 },
            { "theme": null, "active": 15, "launched": 5, "undated": 2 }
        ]
    },
    "partners": {
        "participations": 78, "organisations": 76, "countries": 16,
        "by_country": [
            { "country": "FR", "participations": 25, "organisations": 25 },
            { "country": "BE", "participations": 14, "organisations": 13 }
        ]
    },
    "publications": { "total": 1, "by_theme": [{ "theme": "social_affairs", "count": 1 }] },
    "events": { "total": 1, "by_theme": [{ "theme": "social_economy", "count": 1 }] }
}"#))))]
pub struct PortfolioSummary {
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// First day of the year.
    pub first_day: NaiveDate,
    /// Last day of the year.
    pub last_day: NaiveDate,
    /// The organisation that owns the portfolio.
    #[schema(required)]
    pub owner: Option<OrganisationRef>,
    /// Project figures of the year.
    pub projects: ProjectFigures,
    /// Partner figures of the year.
    pub partners: PartnerFigures,
    /// Publications of the year.
    pub publications: ThemeFigures,
    /// Events that started in the year.
    pub events: ThemeFigures,
}

/// Numbers of projects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectCount {
    /// Number of projects with at least one day in the year.
    pub active: u64,
    /// Number of projects whose first day is in the year. They are included in `active`.
    pub launched: u64,
    /// Number of projects without a recorded start. They are not included in `active`.
    pub undated: u64,
}

/// Numbers of projects of the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectFigures {
    /// All projects of the year.
    pub total: ProjectCount,
    /// Numbers per kind of project.
    pub by_kind: Vec<KindFigure>,
    /// Numbers per programme. A project with two programmes counts in both. Projects without a programme are
    /// under null.
    pub by_programme: Vec<ProgrammeFigure>,
    /// Numbers per theme. A project with two themes counts in both. Projects without a theme are under null.
    pub by_theme: Vec<ProjectThemeFigure>,
}

/// Number of projects of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KindFigure {
    /// Kind of project.
    pub kind: ProjectKind,
    /// Numbers of projects.
    #[serde(flatten)]
    pub count: ProjectCount,
}

/// Number of projects of one programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgrammeFigure {
    /// The programme. Null for projects without a programme.
    #[schema(required)]
    pub programme: Option<ProgrammeRef>,
    /// Numbers of projects.
    #[serde(flatten)]
    pub count: ProjectCount,
}

/// Number of projects of one theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectThemeFigure {
    /// Theme code. Null for projects without a theme.
    #[schema(required)]
    pub theme: Option<ThemeCode>,
    /// Numbers of projects.
    #[serde(flatten)]
    pub count: ProjectCount,
}

/// Numbers of partners in the projects of the year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartnerFigures {
    /// Number of participations. An organisation in two projects counts twice.
    #[schema(examples(78))]
    pub participations: u64,
    /// Number of different organisations.
    #[schema(examples(76))]
    pub organisations: u64,
    /// Number of different countries.
    #[schema(examples(16))]
    pub countries: u64,
    /// Numbers per country, most participations first. Groups without a single country are under null.
    pub by_country: Vec<CountryFigure>,
}

/// Number of partners in one country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CountryFigure {
    /// Country code. Null for groups without a single country.
    #[schema(required)]
    pub country: Option<CountryCode>,
    /// Number of participations. An organisation in two projects counts twice.
    pub participations: u64,
    /// Number of different organisations.
    pub organisations: u64,
}

/// Numbers of publications or events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ThemeFigures {
    /// Total number.
    pub total: u64,
    /// Numbers per theme. Items without a theme are under null.
    pub by_theme: Vec<ThemeFigure>,
}

/// Number of items with one theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ThemeFigure {
    /// Theme code. Null for items without a theme.
    #[schema(required)]
    pub theme: Option<ThemeCode>,
    /// Number of items.
    pub count: u64,
}

/// The year of the summary.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SummaryQuery {
    /// Fiscal year. If the fiscal year is not recorded, the calendar year is used.
    #[param(minimum = 1900, maximum = 2999, example = 2024)]
    pub year: i32,
}

//! The portfolio at a glance.

use chrono::NaiveDate;
use entity::value::{CountryCode, ProjectKind, ThemeCode};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::portfolio::organisations::OrganisationRef;
use crate::portfolio::programmes::ProgrammeRef;

/// A year of the portfolio in figures.
///
/// A project is *active* in the year when some day of its period falls in it, *launched* when its first day
/// does, and *undated* when nobody recorded its start, so that neither can be said of it. Only projects that
/// have been signed count, whatever became of them since. Partners are those of the year's active and undated
/// projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
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
})))]
pub struct PortfolioSummary {
    /// The year.
    #[schema(examples(2024))]
    pub year: i32,
    /// The first day counted.
    pub first_day: NaiveDate,
    /// The last day counted.
    pub last_day: NaiveDate,
    /// Whose portfolio it is.
    #[schema(required)]
    pub owner: Option<OrganisationRef>,
    /// The projects.
    pub projects: ProjectFigures,
    /// The partners.
    pub partners: PartnerFigures,
    /// The publications of the year.
    pub publications: ThemeFigures,
    /// The events that began in the year.
    pub events: ThemeFigures,
}

/// How many projects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectCount {
    /// Those some day of which falls in the year.
    pub active: u64,
    /// Those whose first day falls in the year; they are among the active.
    pub launched: u64,
    /// Those without a recorded start; they are not among the active.
    pub undated: u64,
}

/// The year's projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectFigures {
    /// All of them.
    pub total: ProjectCount,
    /// By kind.
    pub by_kind: Vec<KindFigure>,
    /// By programme. A project of two programmes counts in both; null holds those of none.
    pub by_programme: Vec<ProgrammeFigure>,
    /// By theme. A project of two themes counts in both; null holds those of none.
    pub by_theme: Vec<ProjectThemeFigure>,
}

/// The year's projects of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KindFigure {
    /// The kind.
    pub kind: ProjectKind,
    /// How many.
    #[serde(flatten)]
    pub count: ProjectCount,
}

/// The year's projects of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProgrammeFigure {
    /// The programme.
    #[schema(required)]
    pub programme: Option<ProgrammeRef>,
    /// How many.
    #[serde(flatten)]
    pub count: ProjectCount,
}

/// The year's projects about a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectThemeFigure {
    /// The theme.
    #[schema(required)]
    pub theme: Option<ThemeCode>,
    /// How many.
    #[serde(flatten)]
    pub count: ProjectCount,
}

/// The partners of the year's projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartnerFigures {
    /// How many participations: an organisation in two projects counts twice.
    #[schema(examples(78))]
    pub participations: u64,
    /// How many organisations.
    #[schema(examples(76))]
    pub organisations: u64,
    /// How many countries.
    #[schema(examples(16))]
    pub countries: u64,
    /// By country, the most participations first; null holds the groups of no one country.
    pub by_country: Vec<CountryFigure>,
}

/// The partners of a country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CountryFigure {
    /// The country.
    #[schema(required)]
    pub country: Option<CountryCode>,
    /// How many participations.
    pub participations: u64,
    /// How many organisations.
    pub organisations: u64,
}

/// How many things, and about what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ThemeFigures {
    /// All of them.
    pub total: u64,
    /// By theme; null holds those of none.
    pub by_theme: Vec<ThemeFigure>,
}

/// How many things about a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ThemeFigure {
    /// The theme.
    #[schema(required)]
    pub theme: Option<ThemeCode>,
    /// How many.
    pub count: u64,
}

/// Which year.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SummaryQuery {
    /// The fiscal year; where none is recorded, the calendar year.
    #[param(minimum = 1900, maximum = 2999, example = 2024)]
    pub year: i32,
}

use entity::value::{Period, ProjectKind, ProjectStage, ThemeCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::platform::json_schema::{MergePatch, Patched};
use crate::portfolio::deliverables::DeliverableInput;
use crate::portfolio::milestones::MilestoneInput;
use crate::portfolio::partners::PartnerInput;
use crate::portfolio::reports::ReportInput;
use crate::portfolio::work_packages::WorkPackageInput;

/// What is said of a project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Project)]
pub struct ProjectDetailsInput {
    /// Its acronym, unique among the projects without a grant agreement number.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("ENACT"))]
    pub acronym: String,
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// What it is about.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub summary: Option<String>,
    /// How it is counted in the portfolio.
    pub kind: ProjectKind,
    /// From when to when it runs. What is planned for a month of the project follows its start.
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
    #[serde(default)]
    #[schema(max_items = 100)]
    pub themes: Vec<ThemeCode>,
    /// Why its dates move: needed when a date on which something is due, or the period of a project that has been
    /// signed, changes; and not otherwise. It is kept in the history of the project.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: Option<String>,
}

/// A change of what is said of a project.
pub type ProjectPatch = MergePatch<ProjectDetailsInput>;

impl Patched for ProjectDetailsInput {
    fn change() -> Value {
        json!({ "manager": "A. Martin", "website": "https://www.example.org/enact" })
    }
}

/// A project, with its partners and its plan: made whole or not at all.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "acronym": "ENACT",
    "title": "Accompagner la transition numérique des acteur·rice·s de l'économie sociale",
    "kind": "european", "stage": "signed", "period": { "start": "2024-09", "end": "2027-02" },
    "partners": [{ "group": { "label": "5 centres VET", "size": 5 }, "role": "beneficiary" }],
    "work_packages": [{ "number": "WP1", "title": "Study of the needs", "start": "M1", "end": "M8" }],
    "deliverables": [
        {
            "number": "D1.2", "title": "Report on the needs", "type": "R", "dissemination": "PU", "due": "M6",
            "work_package": "WP1"
        }
    ],
    "milestones": [
        {
            "number": "MS1", "title": "The survey is answered", "verification": "100 answers", "due": "M3",
            "work_package": "WP1"
        }
    ],
    "reports": [
        {
            "number": "1", "title": "Technical report of the first period", "start": "M1", "end": "M12",
            "due": "M14"
        }
    ]
})))]
pub struct ProjectInput {
    /// Its acronym, unique among the projects without a grant agreement number.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("ENACT"))]
    pub acronym: String,
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// What it is about.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub summary: Option<String>,
    /// How it is counted in the portfolio.
    pub kind: ProjectKind,
    /// Where it stands already; `idea` when that is not said. From there on it moves by verbs.
    pub stage: Option<ProjectStage>,
    /// From when to when it runs. What is planned for a month of the project follows its start.
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
    #[schema(max_items = 1000)]
    pub partners: Vec<PartnerInput>,
    /// The parts of its work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub work_packages: Vec<WorkPackageInput>,
    /// What it is to hand over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub deliverables: Vec<DeliverableInput>,
    /// The points that it is to reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub milestones: Vec<MilestoneInput>,
    /// What it owes its funder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub reports: Vec<ReportInput>,
}

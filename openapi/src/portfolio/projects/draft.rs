use entity::value::{Period, ProjectKind, ProjectStage, ThemeCode};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::portfolio::deliverables::DeliverableInput;
use crate::portfolio::milestones::MilestoneInput;
use crate::portfolio::partners::PartnerInput;
use crate::portfolio::reports::ReportInput;
use crate::portfolio::work_packages::WorkPackageInput;

/// The data of a project that a client can set.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Project)]
pub struct ProjectDetailsInput {
    /// The acronym of the project. Unique among the projects without a grant agreement number.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("ENACT"))]
    pub acronym: String,
    /// The full title of the project, on one line.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// A summary of the project. Line breaks are allowed.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub summary: Option<String>,
    /// The kind of project, for the portfolio's statistics. For example `european`.
    pub kind: ProjectKind,
    /// The start and end of the project. Planned dates in project months move with the start.
    pub period: Option<Period>,
    /// The number of the grant agreement. Unique.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub grant_agreement: Option<String>,
    /// The name of the project's manager, as free text. It gives no rights.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub manager: Option<String>,
    /// The web address of the project.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// The codes of the project's themes.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub themes: Vec<ThemeCode>,
    /// The reason for new dates. Required if a due date changes, or if the period of a signed project
    /// changes; not allowed otherwise. The project's history stores it.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub reason: Option<String>,
}

/// A change of a project.
pub type ProjectPatch = MergePatch<ProjectDetailsInput>;

impl PatchExample for ProjectDetailsInput {
    fn change() -> Value {
        crate::example(r#"{ "manager": "A. Martin", "website": "https://www.example.org/enact" }"#)
    }
}

/// A project to create, with its partners and its plan. The server creates all of it or nothing.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "acronym": "ENACT",
    "title": "Accompagner la transition numérique des acteur·rice·s de l'économie sociale",
    "kind": "european", "stage": "signed", "period": { "start": "2024-09", "end": "2027-02" },
    "partners": [{ "group": { "label": "5 centres VET", "size": 5 }, "role": "beneficiary" }],
    "work_packages": [{ "number": "WP1", "title": "Study of the needs", "start": "M1", "end": "M8" }],
    "deliverables": [
        {
            "number": "D1.2", "title": "Report on the needs", "type": "R", "dissemination": "PU",
            "due": "M6",
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
}"#))))]
pub struct ProjectInput {
    /// The acronym of the project. Unique among the projects without a grant agreement number.
    #[schema(min_length = 1, max_length = 200, format = "single-line", examples("ENACT"))]
    pub acronym: String,
    /// The full title of the project, on one line.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// A summary of the project. Line breaks are allowed.
    #[schema(min_length = 1, max_length = 10_000, format = "multi-line")]
    pub summary: Option<String>,
    /// The kind of project, for the portfolio's statistics. For example `european`.
    pub kind: ProjectKind,
    /// The current stage of the project. Default: `idea`. Later, only stage transitions change it.
    pub stage: Option<ProjectStage>,
    /// The start and end of the project. Planned dates in project months move with the start.
    pub period: Option<Period>,
    /// The number of the grant agreement. Unique.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub grant_agreement: Option<String>,
    /// The name of the project's manager, as free text. It gives no rights.
    #[schema(min_length = 1, max_length = 200, format = "single-line")]
    pub manager: Option<String>,
    /// The web address of the project.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
    /// The codes of the project's themes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 100)]
    pub themes: Vec<ThemeCode>,
    /// The partners of the project, without the owner of the portfolio.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub partners: Vec<PartnerInput>,
    /// The work packages of the project.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub work_packages: Vec<WorkPackageInput>,
    /// The deliverables of the project. Each can name a work package of this request by its number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub deliverables: Vec<DeliverableInput>,
    /// The milestones of the project. Each can name a work package of this request by its number.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub milestones: Vec<MilestoneInput>,
    /// The reports that the project submits to its funder.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000)]
    pub reports: Vec<ReportInput>,
}

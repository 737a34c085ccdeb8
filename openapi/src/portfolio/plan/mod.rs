//! What the parts of a project's plan have in common.

mod history;
mod stage;
mod timeline;

pub use crate::platform::refs::WorkPackageRef;
pub use history::*;
pub use stage::*;
pub use timeline::*;

use chrono::NaiveDate;
use entity::value::{ItemNumber, PartialDate};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::portfolio::projects::Project;

/// A move to another stage.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "on": "2025-04-28", "note": "Sent through the portal" })))]
pub struct StageChange {
    /// The day of the move; today when it is absent.
    pub on: Option<NaiveDate>,
    /// What there is to say of it.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    pub note: Option<String>,
}

/// A later, or earlier, end of a project.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "end": "2027-08", "reason": "Amendment 1: six months more, at no cost" })))]
pub struct ExtendProject {
    /// When it ends from now on.
    pub end: PartialDate,
    /// Why.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    #[schema(examples("Amendment 1: six months more, at no cost"))]
    pub reason: String,
}

/// A project with its new end, and what of its plan does not lie within it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "project": {
        "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT",
        "title": "Accompagner la transition numérique des acteur·rice·s de l'économie sociale",
        "summary": null, "kind": "european", "stage": "signed",
        "period": { "start": "2024-09", "end": "2025-02" }, "grant_agreement": null, "manager": null,
        "website": null, "themes": ["social_economy"],
        "programmes": [{ "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0005", "name": "COSME" }]
    },
    "previous_end": "2027-02",
    "outside": [
        {
            "kind": "deliverable", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000b", "number": "D1.2",
            "title": "Report on the needs", "day": "2025-04-30"
        }
    ]
})))]
pub struct Extension {
    /// The project as it is now.
    pub project: Project,
    /// When it would have ended.
    #[schema(required)]
    pub previous_end: Option<PartialDate>,
    /// What lies, wholly or in part, before the project's start or after its end, in the order of the days.
    pub outside: Vec<Outside>,
}

/// A part of a plan that does not lie within the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Outside {
    /// What it is.
    pub kind: PlanKind,
    /// Its identifier.
    pub id: uuid::Uuid,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
    /// The day that lies outside: the first day of what begins too early, or else the last day or the day on which
    /// it is due.
    pub day: NaiveDate,
}

/// A kind of part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// A work package.
    WorkPackage,
    /// A deliverable.
    Deliverable,
    /// A milestone.
    Milestone,
}

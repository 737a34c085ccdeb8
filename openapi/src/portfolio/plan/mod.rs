//! Types that the parts of a project's plan share.

mod history;
mod stage;
mod timeline;

use chrono::NaiveDate;
use entity::value::{ItemNumber, PartialDate};
pub use history::*;
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
pub use stage::*;
pub use timeline::*;
use utoipa::ToSchema;

pub use crate::platform::refs::WorkPackageRef;
use crate::portfolio::projects::Project;

/// A later end of a project that is signed or suspended.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "end": "2027-08",
    "reason": "Amendment 1: six months more, at no cost" }"#))))]
pub struct ExtendProject {
    /// The new end of the project: a year, a month or a day. It must be later than the current end.
    pub end: PartialDate,
    /// The reason for the new end. The project's history stores it.
    #[schema(min_length = 1, max_length = 2000, format = "multi-line")]
    #[schema(examples("Amendment 1: six months more, at no cost"))]
    pub reason: String,
}

/// The project with its new end, and the parts of its plan outside its period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
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
}"#))))]
pub struct Extension {
    /// The project after the change.
    pub project: Project,
    /// The end of the project before the change.
    #[schema(required)]
    pub previous_end: Option<PartialDate>,
    /// The parts of the plan that begin before the project's start or end after its end. Sorted by `day`.
    pub outside: Vec<Outside>,
}

/// A part of a plan that is outside the project's period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Outside {
    /// Whether the part is a work package, a deliverable or a milestone.
    pub kind: PlanKind,
    /// The identifier of the work package, deliverable or milestone.
    pub id: uuid::Uuid,
    /// The part's number within its project, for example `D1.2`.
    pub number: ItemNumber,
    /// The part's title, for display.
    pub title: String,
    /// The day outside the period. It is the first day of a part that begins too early. Otherwise it is the
    /// last day or the due day.
    pub day: NaiveDate,
}

/// The kind of a part of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// A work package of the project.
    WorkPackage,
    /// A deliverable of the project.
    Deliverable,
    /// A milestone of the project.
    Milestone,
}

use chrono::NaiveDate;
use entity::value::{ItemNumber, WorkPackageId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Stage;
use crate::platform::refs::ProjectRef;
use crate::portfolio::organisations::OrganisationRef;

/// The plan of a project, as data for a Gantt chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001", "acronym": "ENACT" },
    "first_day": "2024-09-01", "last_day": "2027-02-28",
    "work_packages": [
        {
            "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000a", "number": "WP1", "title": "Study of the needs",
            "lead": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0002", "name": "ESS France" },
            "first_day": "2024-09-01", "last_day": "2025-04-30",
            "deliverables": [
                {
                    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000b", "number": "D1.2",
                    "title": "Report on the needs", "due_on": "2025-04-30", "original_due_on": "2025-02-28",
                    "stage": "submitted", "stage_on": "2025-04-28"
                }
            ],
            "milestones": [
                {
                    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c", "number": "MS1",
                    "title": "The survey is answered", "due_on": "2025-01-31",
                    "original_due_on": "2024-11-30", "stage": "planned", "stage_on": null
                }
            ]
        }
    ],
    "deliverables": [], "milestones": [],
    "reports": [
        {
            "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000d", "number": "1",
            "title": "Technical report of the first period", "due_on": "2025-10-31",
            "original_due_on": "2025-10-31", "stage": "planned", "stage_on": null
        }
    ]
}"#))))]
pub struct Timeline {
    /// The project that the timeline shows.
    pub project: ProjectRef,
    /// The first day of the project; null if it is not known.
    #[schema(required)]
    pub first_day: Option<NaiveDate>,
    /// The last day of the project; null if it has no planned end.
    #[schema(required)]
    pub last_day: Option<NaiveDate>,
    /// The work packages in the order of their numbers, each with its deliverables and milestones.
    pub work_packages: Vec<TimelineWorkPackage>,
    /// The deliverables without a work package, in the order of their due days.
    pub deliverables: Vec<TimelinePoint>,
    /// The milestones without a work package, in the order of their due days.
    pub milestones: Vec<TimelinePoint>,
    /// The reports to the funder, in the order of their due days.
    pub reports: Vec<TimelinePoint>,
}

/// A work package: a bar of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelineWorkPackage {
    /// The work package's identifier, a UUID.
    pub id: WorkPackageId,
    /// The work package's number within its project, for example `WP1`.
    pub number: ItemNumber,
    /// The title of the work package, for display.
    pub title: String,
    /// The organisation that leads the work package; null if it is not known.
    #[schema(required)]
    pub lead: Option<OrganisationRef>,
    /// The first day of the work package. If none is planned, the first day of the project.
    #[schema(required)]
    pub first_day: Option<NaiveDate>,
    /// The last day of the work package. If none is planned, the last day of the project.
    #[schema(required)]
    pub last_day: Option<NaiveDate>,
    /// The deliverables of the work package, in the order of their due days.
    pub deliverables: Vec<TimelinePoint>,
    /// The milestones of the work package, in the order of their due days.
    pub milestones: Vec<TimelinePoint>,
}

/// A deliverable, milestone or report: a point of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelinePoint {
    /// The identifier of the deliverable, milestone or report.
    pub id: uuid::Uuid,
    /// The number within the project, for example `D1.2`.
    pub number: ItemNumber,
    /// The title of the deliverable, milestone or report, for display.
    pub title: String,
    /// The due day; null if it is not known.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    /// The due day that was planned first; null if it is not known.
    #[schema(required)]
    pub original_due_on: Option<NaiveDate>,
    /// The current stage of the deliverable, milestone or report.
    #[schema(value_type = Stage)]
    pub stage: String,
    /// The day of the last stage transition; null before the first one.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
}

use chrono::NaiveDate;
use entity::value::{ItemNumber, WorkPackageId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Stage;

use crate::platform::refs::ProjectRef;
use crate::portfolio::organisations::OrganisationRef;

/// The plan of a project, for a chart of its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
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
})))]
pub struct Timeline {
    /// The project.
    pub project: ProjectRef,
    /// Its first day.
    #[schema(required)]
    pub first_day: Option<NaiveDate>,
    /// Its last day; without one it goes on.
    #[schema(required)]
    pub last_day: Option<NaiveDate>,
    /// Its work packages, by number, each with what belongs to it.
    pub work_packages: Vec<TimelineWorkPackage>,
    /// The deliverables that belong to no work package, in the order of the days.
    pub deliverables: Vec<TimelinePoint>,
    /// The milestones that belong to no work package, in the order of the days.
    pub milestones: Vec<TimelinePoint>,
    /// What is to be reported to the funder, in the order of the days.
    pub reports: Vec<TimelinePoint>,
}

/// A bar of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelineWorkPackage {
    /// Its identifier.
    pub id: WorkPackageId,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
    /// Who leads it.
    #[schema(required)]
    pub lead: Option<OrganisationRef>,
    /// Its first day; the project's where none is planned.
    #[schema(required)]
    pub first_day: Option<NaiveDate>,
    /// Its last day; the project's where none is planned.
    #[schema(required)]
    pub last_day: Option<NaiveDate>,
    /// Its deliverables, in the order of the days.
    pub deliverables: Vec<TimelinePoint>,
    /// Its milestones, in the order of the days.
    pub milestones: Vec<TimelinePoint>,
}

/// A point of the chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TimelinePoint {
    /// Its identifier.
    pub id: uuid::Uuid,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
    /// The day on which it is due.
    #[schema(required)]
    pub due_on: Option<NaiveDate>,
    /// The day on which it was first due.
    #[schema(required)]
    pub original_due_on: Option<NaiveDate>,
    /// Where it stands.
    #[schema(value_type = Stage)]
    pub stage: String,
    /// Since when it stands there.
    #[schema(required)]
    pub stage_on: Option<NaiveDate>,
}

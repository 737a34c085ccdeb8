//! Events, such as conferences and trainings.

use entity::value::{EventId, EventKind, Period, ProjectId, ThemeCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// An event, such as a conference or a training.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0017", "title": "Le numérique et l'ESS", "kind": "training",
    "period": { "start": "2024-01-22", "end": "2024-01-25" }, "organiser": null, "theme": "social_economy",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0007", "acronym": "SOCIAL TECH ACADEMY" }
}"#))))]
pub struct Event {
    /// The event's identifier, a UUID.
    pub id: EventId,
    /// The title of the event, on one line.
    pub title: String,
    /// The kind of event, for example `training`.
    pub kind: EventKind,
    /// The dates of the event. Without an end, the event ends on the last day of its start.
    pub period: Period,
    /// The organiser; null if the owner of the portfolio organises the event.
    #[schema(required)]
    pub organiser: Option<String>,
    /// The code of the event's theme; null if it has none.
    #[schema(required)]
    pub theme: Option<ThemeCode>,
    /// The project to which the event belongs; null if there is none.
    #[schema(required)]
    pub project: Option<ProjectRef>,
}

/// A page of events.
pub type EventPage = Page<Event>;

/// The data of an event that a client can set. Title and start together are unique.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "title": "Le numérique et l'ESS", "kind": "training",
    "period": { "start": "2024-01-22", "end": "2024-01-25" }
}"#))))]
pub struct EventInput {
    /// The title of the event, on one line.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// The kind of event, for example `training`.
    pub kind: EventKind,
    /// The dates of the event. The start is required. Without an end, the event ends on the last day of its
    /// start.
    pub period: Period,
    /// The organiser. Absent if the owner of the portfolio organises the event.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub organiser: Option<String>,
    /// The code of the event's theme.
    pub theme: Option<ThemeCode>,
    /// The identifier of the project to which the event belongs.
    pub project: Option<ProjectId>,
}

/// A change of an event.
pub type EventPatch = MergePatch<EventInput>;

impl PatchExample for EventInput {
    fn change() -> Value {
        json!({ "organiser": "ESS France" })
    }
}

/// Filters for events. An event must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventFilter {
    /// Only events that begin in this calendar year.
    #[param(minimum = 1000, maximum = 9999)]
    pub year: Option<i32>,
    /// Only events of this kind.
    pub kind: Option<EventKind>,
    /// Only events with this theme.
    #[param(inline)]
    pub theme: Option<ThemeCode>,
    /// Only events of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only events whose title contains all of these words. A word can be part of a longer word. Case and
    /// accents do not matter.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// The sort order: field names, separated by commas, the most important first. A `-` before a name means
    /// descending. Allowed: `title`, `kind`, `start`, `end`. Empty values come first, or last in descending
    /// order.
    #[param(max_length = 200, example = "-start")]
    pub sort: Option<String>,
}

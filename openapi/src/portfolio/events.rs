//! Events.

use entity::value::{EventId, EventKind, Period, ProjectId, ThemeCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// An event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0017", "title": "Le numérique et l'ESS", "kind": "training",
    "period": { "start": "2024-01-22", "end": "2024-01-25" }, "organiser": null, "theme": "social_economy",
    "project": { "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0007", "acronym": "SOCIAL TECH ACADEMY" }
})))]
pub struct Event {
    /// Its identifier.
    pub id: EventId,
    /// Its title.
    pub title: String,
    /// What kind of event.
    pub kind: EventKind,
    /// From when to when; without an end it is over within its start.
    pub period: Period,
    /// Who holds it, when not the owner.
    #[schema(required)]
    pub organiser: Option<String>,
    /// What it is about.
    #[schema(required)]
    pub theme: Option<ThemeCode>,
    /// The project it belongs to.
    #[schema(required)]
    pub project: Option<ProjectRef>,
}

/// A page of events.
pub type EventPage = Page<Event>;

/// What is said of an event. Its title and start tell it apart.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "title": "Le numérique et l'ESS", "kind": "training",
    "period": { "start": "2024-01-22", "end": "2024-01-25" }
})))]
pub struct EventInput {
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// What kind of event.
    pub kind: EventKind,
    /// From when to when: the start is required, and without an end it is over within its start.
    pub period: Period,
    /// Who holds it, when not the owner.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub organiser: Option<String>,
    /// What it is about.
    pub theme: Option<ThemeCode>,
    /// The project it belongs to.
    pub project: Option<ProjectId>,
}

/// A change of what is said of an event.
pub type EventPatch = MergePatch<EventInput>;

impl Patched for EventInput {
    fn change() -> Value {
        json!({ "organiser": "ESS France" })
    }
}

/// Which events.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventFilter {
    /// Those that begin in this year.
    #[param(minimum = 1000, maximum = 9999)]
    pub year: Option<i32>,
    /// Those of this kind.
    pub kind: Option<EventKind>,
    /// Those about this theme.
    #[param(inline)]
    pub theme: Option<ThemeCode>,
    /// Those of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Those whose title holds these words, whatever the case and the accents.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `title`, `kind`, `start`, `end`.
    /// What has no value comes first, and last in descending order.
    #[param(max_length = 200, example = "-start")]
    pub sort: Option<String>,
}

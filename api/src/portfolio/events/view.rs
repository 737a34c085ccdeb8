use std::collections::HashMap;

use entity::portfolio::event;
use entity::value::{Period, ProjectId, ThemeCode, ThemeId};
use openapi::portfolio::events::{Event, EventInput};
use openapi::portfolio::projects::ProjectRef;

pub(super) fn event(
    row: event::Model,
    projects: &HashMap<ProjectId, ProjectRef>,
    themes: &HashMap<ThemeId, ThemeCode>,
) -> Event {
    Event {
        id: row.id,
        title: row.title,
        kind: row.kind,
        period: Period { start: Some(row.period_start), end: row.period_end },
        organiser: row.organiser,
        theme: row.theme_id.and_then(|id| themes.get(&id).cloned()),
        project: row.project_id.and_then(|id| projects.get(&id).cloned()),
    }
}

/// The input fields of an event.
pub(super) fn to_input(row: event::Model, themes: &HashMap<ThemeId, ThemeCode>) -> EventInput {
    EventInput {
        title: row.title,
        kind: row.kind,
        period: Period { start: Some(row.period_start), end: row.period_end },
        organiser: row.organiser,
        theme: row.theme_id.and_then(|id| themes.get(&id).cloned()),
        project: row.project_id,
    }
}

use entity::portfolio::event;
use entity::value::{EventId, PartialDate, ThemeId, fold};
use openapi::portfolio::events::EventInput;

/// The row of an event with this start, with the derived columns.
pub(super) fn row(id: EventId, form: EventInput, start: PartialDate, theme: Option<ThemeId>) -> event::Model {
    let EventInput { title, kind, period, organiser, theme: _, project } = form;
    event::Model {
        id,
        title_key: fold(&title),
        title,
        kind,
        period_start: start,
        period_end: period.end,
        first_day: start.first_day(),
        last_day: period.end.unwrap_or(start).last_day(),
        organiser,
        theme_id: theme,
        project_id: project,
    }
}

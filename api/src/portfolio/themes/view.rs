use entity::portfolio::theme;
use openapi::portfolio::themes::{Labels, Theme, ThemeInput};

pub(super) fn theme(row: theme::Model) -> Theme {
    let id = row.id;
    let ThemeInput { code, labels } = to_input(row);
    Theme { id, code, labels }
}

/// The input fields of a theme.
pub(crate) fn to_input(row: theme::Model) -> ThemeInput {
    ThemeInput { code: row.code, labels: Labels { en: row.label_en, fr: row.label_fr, nl: row.label_nl } }
}

use entity::theme;
use openapi::themes::{Labels, Theme};

pub(super) fn theme(row: theme::Model) -> Theme {
    Theme {
        id: row.id,
        code: row.code,
        labels: Labels { en: row.label_en, fr: row.label_fr, nl: row.label_nl },
    }
}

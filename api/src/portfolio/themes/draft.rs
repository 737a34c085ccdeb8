use entity::portfolio::theme;
use entity::value::ThemeId;
use openapi::portfolio::themes::{Labels, ThemeInput};

pub(super) fn row(id: ThemeId, form: ThemeInput) -> theme::Model {
    let ThemeInput { code, labels: Labels { en, fr, nl } } = form;
    theme::Model { id, code, label_en: en, label_fr: fr, label_nl: nl }
}

use entity::theme;
use entity::value::ThemeId;
use openapi::themes::{Labels, NewTheme};

use crate::error::Result;

/// What is said of a theme, and obeys every rule of form: its schema says them all.
#[derive(Clone, Debug)]
pub(crate) struct Draft(NewTheme);

impl Draft {
    #[expect(clippy::unnecessary_wraps, reason = "every draft is parsed alike")]
    pub(crate) fn parse(form: NewTheme) -> Result<Self> {
        Ok(Self(form))
    }

    /// The row of a theme of which this is said.
    pub(crate) fn row(self, id: ThemeId) -> theme::Model {
        let NewTheme { code, labels: Labels { en, fr, nl } } = self.0;
        theme::Model { id, code, label_en: en, label_fr: fr, label_nl: nl }
    }
}

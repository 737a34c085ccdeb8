//! Themes.

use entity::value::{ThemeCode, ThemeId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;

/// What projects, publications and events are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0012", "code": "diversity",
    "labels": { "en": "Diversity", "fr": "Diversité" }
})))]
pub struct Theme {
    /// Its identifier.
    pub id: ThemeId,
    /// Its short name.
    pub code: ThemeCode,
    /// Its name, by language.
    pub labels: Labels,
}

/// A page of themes.
pub type ThemePage = Page<Theme>;

/// What is said of a theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "code": "diversity", "labels": { "en": "Diversity", "fr": "Diversité" } })))]
pub struct ThemeInput {
    /// Its short name, unique.
    pub code: ThemeCode,
    /// Its name, by language.
    pub labels: Labels,
}

/// A change of what is said of a theme.
pub type ThemePatch = MergePatch<ThemeInput>;

impl Patched for ThemeInput {
    fn change() -> Value {
        json!({ "labels": { "nl": "Diversiteit" } })
    }
}

/// A name in the languages it is known in.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// In English.
    #[schema(max_length = 200, format = "single-line", examples("Social and solidarity economy"))]
    pub en: Option<String>,
    /// In French.
    #[schema(max_length = 200, format = "single-line", examples("Économie sociale et solidaire"))]
    pub fr: Option<String>,
    /// In Dutch.
    #[schema(max_length = 200, format = "single-line", examples("Sociale en solidaire economie"))]
    pub nl: Option<String>,
}

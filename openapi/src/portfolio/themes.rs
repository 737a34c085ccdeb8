//! Themes of projects, publications and events.

use entity::value::{ThemeCode, ThemeId};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::ToSchema;

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;

/// A theme of projects, publications and events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0012", "code": "diversity",
    "labels": { "en": "Diversity", "fr": "Diversité" }
}"#))))]
pub struct Theme {
    /// The theme's identifier, a UUID.
    pub id: ThemeId,
    /// The code by which projects, publications and events refer to the theme.
    pub code: ThemeCode,
    /// The name of the theme in each language.
    pub labels: Labels,
}

/// A page of themes.
pub type ThemePage = Page<Theme>;

/// The data of a theme that a client can set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "code": "diversity", "labels": { "en": "Diversity",
    "fr": "Diversité" } }"#))))]
pub struct ThemeInput {
    /// The code by which projects, publications and events refer to the theme. Unique.
    pub code: ThemeCode,
    /// The name of the theme in each language.
    pub labels: Labels,
}

/// A change of a theme.
pub type ThemePatch = MergePatch<ThemeInput>;

impl PatchExample for ThemeInput {
    fn change() -> Value {
        json!({ "labels": { "nl": "Diversiteit" } })
    }
}

/// A name in up to three languages. An absent language has no name.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Labels {
    /// The name in English.
    #[schema(max_length = 200, format = "single-line", examples("Social and solidarity economy"))]
    pub en: Option<String>,
    /// The name in French.
    #[schema(max_length = 200, format = "single-line", examples("Économie sociale et solidaire"))]
    pub fr: Option<String>,
    /// The name in Dutch.
    #[schema(max_length = 200, format = "single-line", examples("Sociale en solidaire economie"))]
    pub nl: Option<String>,
}

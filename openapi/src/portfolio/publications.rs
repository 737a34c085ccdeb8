//! Publications.

use entity::value::{PartialDate, ProjectId, PublicationId, ThemeCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// A publication.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0016",
    "title": "Les étudiant·e·s face au non-recours aux droits sociaux", "collection": "Notes d'actualité",
    "published": "2024-01", "theme": "social_affairs", "project": null, "website": null
})))]
pub struct Publication {
    /// Its identifier.
    pub id: PublicationId,
    /// Its title.
    pub title: String,
    /// The collection it appeared in.
    #[schema(examples("Notes d'analyse"))]
    #[schema(required)]
    pub collection: Option<String>,
    /// When it appeared.
    pub published: PartialDate,
    /// What it is about.
    #[schema(required)]
    pub theme: Option<ThemeCode>,
    /// The project it came out of.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// Where it can be read.
    #[schema(required)]
    pub website: Option<String>,
}

/// A page of publications.
pub type PublicationPage = Page<Publication>;

/// What is said of a publication. Its title and date tell it apart.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({
    "title": "Les étudiant·e·s face au non-recours aux droits sociaux", "collection": "Notes d'actualité",
    "published": "2024-01"
})))]
pub struct PublicationInput {
    /// Its title.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// The collection it appeared in.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub collection: Option<String>,
    /// When it appeared.
    pub published: PartialDate,
    /// What it is about.
    pub theme: Option<ThemeCode>,
    /// The project it came out of.
    pub project: Option<ProjectId>,
    /// Where it can be read.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
}

/// A change of what is said of a publication.
pub type PublicationPatch = MergePatch<PublicationInput>;

impl Patched for PublicationInput {
    fn change() -> Value {
        json!({ "website": "https://www.example.org/notes/1" })
    }
}

/// Which publications.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PublicationFilter {
    /// Those that appeared in this year.
    #[param(minimum = 1000, maximum = 9999)]
    pub year: Option<i32>,
    /// Those about this theme.
    #[param(inline)]
    pub theme: Option<ThemeCode>,
    /// Those that came out of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Those whose title holds these words, whatever the case and the accents.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// What to sort by, the field that counts most first, with a `-` for descending order: `title`, `published`.
    /// What has no value comes first, and last in descending order.
    #[param(max_length = 200, example = "-published")]
    pub sort: Option<String>,
}

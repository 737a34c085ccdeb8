//! Publications, such as studies and notes.

use entity::value::{PartialDate, ProjectId, PublicationId, ThemeCode};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;
use crate::platform::refs::ProjectRef;

/// A publication, such as a study or a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0016",
    "title": "Les étudiant·e·s face au non-recours aux droits sociaux", "collection": "Notes d'actualité",
    "published": "2024-01", "theme": "social_affairs", "project": null, "website": null
}"#))))]
pub struct Publication {
    /// The publication's identifier, a UUID.
    pub id: PublicationId,
    /// The title of the publication, on one line.
    pub title: String,
    /// The series of the publication; null if there is none.
    #[schema(examples("Notes d'analyse"))]
    #[schema(required)]
    pub collection: Option<String>,
    /// The date of publication: a year, a month or a day.
    pub published: PartialDate,
    /// The code of the publication's theme; null if it has none.
    #[schema(required)]
    pub theme: Option<ThemeCode>,
    /// The project that produced the publication; null if there is none.
    #[schema(required)]
    pub project: Option<ProjectRef>,
    /// The web address of the publication; null if it is not known.
    #[schema(required)]
    pub website: Option<String>,
}

/// A page of publications.
pub type PublicationPage = Page<Publication>;

/// The data of a publication that a client can set. Title and date together are unique.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{
    "title": "Les étudiant·e·s face au non-recours aux droits sociaux", "collection": "Notes d'actualité",
    "published": "2024-01"
}"#))))]
pub struct PublicationInput {
    /// The title of the publication, on one line.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub title: String,
    /// The series of the publication, for example `Notes d'analyse`.
    #[schema(min_length = 1, max_length = 500, format = "single-line")]
    pub collection: Option<String>,
    /// The date of publication: a year, a month or a day.
    pub published: PartialDate,
    /// The code of the publication's theme.
    pub theme: Option<ThemeCode>,
    /// The identifier of the project that produced the publication.
    pub project: Option<ProjectId>,
    /// The web address of the publication.
    #[schema(max_length = 2000, format = "uri", pattern = "^https?://")]
    pub website: Option<String>,
}

/// A change of a publication.
pub type PublicationPatch = MergePatch<PublicationInput>;

impl PatchExample for PublicationInput {
    fn change() -> Value {
        json!({ "website": "https://www.example.org/notes/1" })
    }
}

/// Filters for publications. A publication must match all of them.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PublicationFilter {
    /// Only publications of this calendar year.
    #[param(minimum = 1000, maximum = 9999)]
    pub year: Option<i32>,
    /// Only publications with this theme.
    #[param(inline)]
    pub theme: Option<ThemeCode>,
    /// Only publications of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only publications whose title contains all of these words. A word can be part of a longer word. Case
    /// and accents do not matter.
    #[param(max_length = 200)]
    pub q: Option<String>,
    /// The sort order: field names, separated by commas, the most important first. A `-` before a name means
    /// descending. Allowed: `title`, `published`. Empty values come first, or last in descending order.
    #[param(max_length = 200, example = "-published")]
    pub sort: Option<String>,
}

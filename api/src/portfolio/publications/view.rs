use std::collections::HashMap;

use entity::portfolio::publication;
use entity::value::{ProjectId, ThemeCode, ThemeId};
use openapi::portfolio::projects::ProjectRef;
use openapi::portfolio::publications::{Publication, PublicationInput};

pub(super) fn publication(
    row: publication::Model,
    projects: &HashMap<ProjectId, ProjectRef>,
    themes: &HashMap<ThemeId, ThemeCode>,
) -> Publication {
    Publication {
        id: row.id,
        title: row.title,
        collection: row.collection,
        published: row.published,
        theme: row.theme_id.and_then(|id| themes.get(&id).cloned()),
        project: row.project_id.and_then(|id| projects.get(&id).cloned()),
        website: row.website,
    }
}

/// The input fields of a publication.
pub(super) fn to_input(row: publication::Model, themes: &HashMap<ThemeId, ThemeCode>) -> PublicationInput {
    PublicationInput {
        title: row.title,
        collection: row.collection,
        published: row.published,
        theme: row.theme_id.and_then(|id| themes.get(&id).cloned()),
        project: row.project_id,
        website: row.website,
    }
}

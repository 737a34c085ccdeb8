use entity::portfolio::publication;
use entity::value::{PublicationId, ThemeId, fold};
use openapi::portfolio::publications::PublicationInput;

/// The row of a publication, with the derived columns.
pub(super) fn row(id: PublicationId, form: PublicationInput, theme: Option<ThemeId>) -> publication::Model {
    let PublicationInput { title, collection, published, theme: _, project, website } = form;
    publication::Model {
        id,
        title_key: fold(&title),
        title,
        collection,
        published,
        first_day: published.first_day(),
        theme_id: theme,
        project_id: project,
        website,
    }
}

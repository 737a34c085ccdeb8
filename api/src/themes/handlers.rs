use axum::extract::State;
use entity::value::ThemeId;
use openapi::conditional::MaySkip;
use openapi::page::{Page, PageQuery};
use openapi::problem::{BadQuery, NoSuchThing, Refusal};
use openapi::themes::Theme;

use super::queries;
use crate::app::App;
use crate::error::Result;
use crate::http::{Listing, NoFilter, One, Paged, Path};

/// List themes, by code.
#[utoipa::path(get, path = "/v1/themes", tag = "themes", params(PageQuery),
    responses((status = 200, description = "A page of themes", body = Page<Theme>), BadQuery, Refusal))]
pub(crate) async fn list_themes(State(app): State<App>, listing: Listing<NoFilter>) -> Result<Paged<Theme>> {
    let page = &listing.page;
    let page = app.read(async |connection| queries::themes(connection, page).await).await?;
    Ok(listing.answer(page))
}

/// Read a theme.
#[utoipa::path(get, path = "/v1/themes/{id}", tag = "themes",
    params(("id" = ThemeId, Path, description = "The theme"), MaySkip),
    responses((status = 200, description = "The theme", body = Theme,
        headers(("ETag" = String, description = "What it looks like"))),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_theme(State(app): State<App>, Path(id): Path<ThemeId>) -> Result<One<Theme>> {
    app.read(async |connection| queries::theme(connection, id).await).await.map(One)
}

use axum::extract::State;
use entity::theme;
use entity::value::ThemeId;
use openapi::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::page::{Page, PageQuery};
use openapi::refusal::{BadQuery, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};
use openapi::themes::{NewTheme, Theme, ThemeChange};

use super::draft::Draft;
use super::{queries, service, view};
use crate::app::App;
use crate::error::Result;
use crate::http::{Body, Created, Gone, IfMatch, Listing, NoFilter, Once, One, Paged, Patch, Path};

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

/// Register a theme.
#[utoipa::path(post, path = "/v1/themes", tag = "themes", params(IdempotencyKey),
    request_body = NewTheme,
    responses((status = 201, description = "The theme", body = Theme,
        headers(("Location" = String, description = "Where it is"), ("ETag" = String, description = "What it looks like"))),
        NotMade, Refusal))]
pub(crate) async fn register_theme(State(app): State<App>, once: Once<Body<NewTheme>>) -> Result<Created> {
    app.create(&once, async |work, Body(form)| {
        let row = service::register(work, Draft::parse(form.clone())?).await?;
        Created::new("/v1/themes", row.id.0, &view::theme(row))
    })
    .await
}

/// Change a theme.
#[utoipa::path(patch, path = "/v1/themes/{id}", tag = "themes",
    params(("id" = ThemeId, Path, description = "The theme"), MustMatch),
    request_body(content = ThemeChange, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The theme as it is now", body = Theme,
        headers(("ETag" = String, description = "What it looks like now"))), NotChanged, Refusal))]
pub(crate) async fn change_theme(
    State(app): State<App>,
    Path(id): Path<ThemeId>,
    seen: IfMatch,
    patch: Patch<NewTheme>,
) -> Result<One<Theme>> {
    app.write(async |work| {
        let row = work.hold::<theme::Entity>(id, "theme").await?;
        seen.check(&view::theme(row.clone()))?;
        let draft = Draft::parse(patch.onto(&view::said(row))?)?;
        service::change(work, id, draft).await.map(view::theme)
    })
    .await
    .map(One)
}

/// Delete a theme that nothing refers to.
#[utoipa::path(delete, path = "/v1/themes/{id}", tag = "themes",
    params(("id" = ThemeId, Path, description = "The theme"), MustMatch),
    responses((status = 204, description = "It is gone"), NotDeleted, Refusal))]
pub(crate) async fn delete_theme(
    State(app): State<App>,
    Path(id): Path<ThemeId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.write(async |work| {
        let row = work.hold::<theme::Entity>(id, "theme").await?;
        seen.check(&view::theme(row.clone()))?;
        service::delete(work, row).await.map(|()| Gone)
    })
    .await
}

use axum::extract::State;
use entity::portfolio::theme;
use entity::value::ThemeId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};
use openapi::portfolio::themes::{Theme, ThemeInput, ThemePage, ThemePatch};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Answered, Body, Gone, IfMatch, Listing, NoFilter, Once, One, Paged, Patch, Path,
};

/// List themes by code.
#[utoipa::path(get, path = "/v1/themes", tag = "themes", params(PageQuery),
    responses((status = 200, description = "A page of themes", content((ThemePage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_themes(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<Theme>> {
    app.page::<theme::Entity>(&caller, listing).await
}

/// Get a theme.
#[utoipa::path(get, path = "/v1/themes/{id}", tag = "themes",
    params(("id" = ThemeId, Path, description = "Identifier of the theme"), MaySkip),
    responses((status = 200, description = "The theme", body = Theme),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_theme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ThemeId>,
) -> Result<One<Theme>> {
    app.one::<theme::Entity>(&caller, id).await
}

/// Create a theme.
#[utoipa::path(post, path = "/v1/themes", tag = "themes",
    params(IdempotencyKey), request_body = ThemeInput,
    responses((status = 201, description = "The theme that was created", body = Theme),
        NotMade, Refusal))]
pub(crate) async fn register_theme(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<ThemeInput>>,
) -> Result<Answered> {
    app.make::<theme::Entity>(&caller, (), once).await
}

/// Update a theme.
#[utoipa::path(patch, path = "/v1/themes/{id}", tag = "themes",
    params(("id" = ThemeId, Path, description = "Identifier of the theme"), MustMatch),
    request_body(content = ThemePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The theme after the change", body = Theme), NotChanged, Refusal))]
pub(crate) async fn change_theme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ThemeId>,
    seen: IfMatch,
    patch: Patch<ThemeInput>,
) -> Result<One<Theme>> {
    app.change::<theme::Entity>(&caller, id, &seen, patch).await
}

/// Delete a theme that no record refers to.
#[utoipa::path(delete, path = "/v1/themes/{id}", tag = "themes",
    params(("id" = ThemeId, Path, description = "Identifier of the theme"), MustMatch),
    responses((status = 204, description = "The theme was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_theme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ThemeId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<theme::Entity>(&caller, id, &seen).await
}

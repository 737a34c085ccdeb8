use axum::extract::State;
use entity::value::ThemeId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, UpdateErrors,
};
use openapi::portfolio::themes::{Theme, ThemeInput, ThemePage, ThemePatch};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, NoFilter, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::portfolio::resources::Themes;

/// List themes by code.
#[utoipa::path(get, path = "/v1/themes", tag = "themes", params(PageQuery),
    responses((status = 200, description = "A page of themes", content((ThemePage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_themes(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<Theme>> {
    app.list::<Themes>(&caller, listing).await
}

/// Get a theme.
#[utoipa::path(get, path = "/v1/themes/{id}", tag = "themes",
    params(("id" = ThemeId, Path, description = "Identifier of the theme"), MaySkip),
    responses((status = 200, description = "The theme", body = Theme),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_theme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ThemeId>,
) -> Result<Tagged<Theme>> {
    app.get::<Themes>(&caller, id).await
}

/// Create a theme.
#[utoipa::path(post, path = "/v1/themes", tag = "themes",
    params(IdempotencyKey), request_body = ThemeInput,
    responses((status = 201, description = "The theme that was created", body = Theme),
        CreateErrors, CommonErrors))]
pub(crate) async fn register_theme(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<ThemeInput>>,
) -> Result<PostResponse> {
    app.create::<Themes>(&caller, (), body).await
}

/// Update a theme.
#[utoipa::path(patch, path = "/v1/themes/{id}", tag = "themes",
    params(("id" = ThemeId, Path, description = "Identifier of the theme"), MustMatch),
    request_body(content = ThemePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The theme after the change", body = Theme), UpdateErrors, CommonErrors))]
pub(crate) async fn change_theme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ThemeId>,
    if_match: IfMatch,
    patch: Patch<ThemeInput>,
) -> Result<Tagged<Theme>> {
    app.update::<Themes>(&caller, id, &if_match, patch).await
}

/// Delete a theme that no record refers to.
#[utoipa::path(delete, path = "/v1/themes/{id}", tag = "themes",
    params(("id" = ThemeId, Path, description = "Identifier of the theme"), MustMatch),
    responses((status = 204, description = "The theme was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_theme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ThemeId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Themes>(&caller, id, &if_match).await
}

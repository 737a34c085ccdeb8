use axum::extract::State;
use entity::value::ThemeId;
use openapi::portfolio::themes::{Theme, ThemeInput};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, NoFilter, Paged, Patch, Path, Tagged,
};
use crate::portfolio::resources::Themes;

/// List themes by code.
#[utoipa::path(get, path = "/v1/themes", tag = "themes")]
pub(crate) async fn list_themes(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<Theme>> {
    app.list::<Themes>(&caller, listing).await
}

/// Get a theme.
#[utoipa::path(get, path = "/v1/themes/{id}", tag = "themes")]
pub(crate) async fn get_theme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ThemeId>,
) -> Result<Tagged<Theme>> {
    app.get::<Themes>(&caller, id).await
}

/// Create a theme.
#[utoipa::path(post, path = "/v1/themes", tag = "themes")]
pub(crate) async fn create_theme(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<ThemeInput>>,
) -> Result<Created<Theme>> {
    app.create::<Themes>(&caller, (), body).await
}

/// Update a theme.
#[utoipa::path(patch, path = "/v1/themes/{id}", tag = "themes")]
pub(crate) async fn update_theme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ThemeId>,
    if_match: IfMatch,
    patch: Patch<ThemeInput>,
) -> Result<Tagged<Theme>> {
    app.update::<Themes>(&caller, id, &if_match, patch).await
}

/// Delete a theme that no record refers to.
#[utoipa::path(delete, path = "/v1/themes/{id}", tag = "themes")]
pub(crate) async fn delete_theme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ThemeId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Themes>(&caller, id, &if_match).await
}

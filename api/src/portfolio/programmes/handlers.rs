use axum::extract::State;
use entity::value::ProgrammeId;
use openapi::portfolio::programmes::{Programme, ProgrammeFilter, ProgrammeInput};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};
use crate::portfolio::resources::Programmes;

/// List programmes by name.
#[utoipa::path(get, path = "/v1/programmes", tag = "programmes")]
pub(crate) async fn list_programmes(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<ProgrammeFilter>,
) -> Result<Paged<Programme>> {
    app.list::<Programmes>(&caller, listing).await
}

/// Get a programme.
#[utoipa::path(get, path = "/v1/programmes/{id}", tag = "programmes")]
pub(crate) async fn get_programme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProgrammeId>,
) -> Result<Tagged<Programme>> {
    app.get::<Programmes>(&caller, id).await
}

/// Create a programme.
#[utoipa::path(post, path = "/v1/programmes", tag = "programmes")]
pub(crate) async fn create_programme(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<ProgrammeInput>>,
) -> Result<Created<Programme>> {
    app.create::<Programmes>(&caller, (), body).await
}

/// Update a programme.
#[utoipa::path(patch, path = "/v1/programmes/{id}", tag = "programmes")]
pub(crate) async fn update_programme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProgrammeId>,
    if_match: IfMatch,
    patch: Patch<ProgrammeInput>,
) -> Result<Tagged<Programme>> {
    app.update::<Programmes>(&caller, id, &if_match, patch).await
}

/// Delete a programme that no record refers to.
#[utoipa::path(delete, path = "/v1/programmes/{id}", tag = "programmes")]
pub(crate) async fn delete_programme(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ProgrammeId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Programmes>(&caller, id, &if_match).await
}

use axum::extract::State;
use entity::value::ImportId;
use openapi::exchange::imports::{Import, ImportFilter, ImportFinding, ImportFindingFilter, ImportInput};

use super::queries::OfImport;
use crate::exchange::resources::ImportFindings;
use crate::exchange::resources::Imports;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Created, Idempotent, Listing, Paged, Path, Tagged};

/// List imports, oldest first.
#[utoipa::path(get, path = "/v1/imports", tag = "imports")]
pub(crate) async fn list_imports(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<ImportFilter>,
) -> Result<Paged<Import>> {
    app.list::<Imports>(&caller, listing).await
}

/// Get an import, with its stage and progress.
#[utoipa::path(get, path = "/v1/imports/{id}", tag = "imports")]
pub(crate) async fn get_import(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
) -> Result<Tagged<Import>> {
    app.get::<Imports>(&caller, id).await
}

/// Create an import.
///
/// Then upload its files (`PUT /v1/imports/{id}/files/{name}`) and start it (`POST /v1/imports/{id}/start`).
#[utoipa::path(post, path = "/v1/imports", tag = "imports")]
pub(crate) async fn create_import(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<ImportInput>>,
) -> Result<Created<Import>> {
    app.create::<Imports>(&caller, (), body).await
}

/// List the findings of an import, in file order.
///
/// A finding is a refused record or a field that was left out.
#[utoipa::path(get, path = "/v1/imports/{id}/findings", tag = "imports")]
pub(crate) async fn list_import_findings(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
    listing: Listing<ImportFindingFilter>,
) -> Result<Paged<ImportFinding>> {
    app.get::<Imports>(&caller, id).await?;
    app.list::<ImportFindings>(&caller, listing.map_filter(|filter| OfImport { import: id, filter })).await
}

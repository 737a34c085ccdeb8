use axum::extract::State;
use entity::value::ImportId;
use openapi::exchange::imports::{
    Import, ImportFilter, ImportFinding, ImportFindingFilter, ImportFindingPage, ImportInput, ImportPage,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{CommonErrors, CreateErrors, GetErrors, ListErrors};

use super::queries::OfImport;
use crate::exchange::resources::ImportFindings;
use crate::exchange::resources::Imports;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Idempotent, Listing, Paged, Path, PostResponse, Tagged};

/// List imports, oldest first.
#[utoipa::path(get, path = "/v1/imports", tag = "imports", params(ImportFilter, PageQuery),
    responses((status = 200, description = "A page of imports", content((ImportPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_imports(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<ImportFilter>,
) -> Result<Paged<Import>> {
    app.list::<Imports>(&caller, listing).await
}

/// Get an import, with its stage and progress.
#[utoipa::path(get, path = "/v1/imports/{id}", tag = "imports",
    params(("id" = ImportId, Path, description = "Identifier of the import"), MaySkip),
    responses((status = 200, description = "The import", body = Import),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
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
#[utoipa::path(post, path = "/v1/imports", tag = "imports", params(IdempotencyKey),
    request_body = ImportInput,
    responses((status = 201, description = "The import that was created", body = Import),
        CreateErrors, CommonErrors))]
pub(crate) async fn open_import(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<ImportInput>>,
) -> Result<PostResponse> {
    app.create::<Imports>(&caller, (), body).await
}

/// List the findings of an import, in file order.
///
/// A finding is a refused record or a field that was left out.
#[utoipa::path(get, path = "/v1/imports/{id}/findings", tag = "imports",
    params(("id" = ImportId, Path, description = "Identifier of the import"), ImportFindingFilter, PageQuery),
    responses((status = 200, description = "A page of findings", content((ImportFindingPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), GetErrors, ListErrors, CommonErrors))]
pub(crate) async fn list_import_findings(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ImportId>,
    listing: Listing<ImportFindingFilter>,
) -> Result<Paged<ImportFinding>> {
    app.get::<Imports>(&caller, id).await?;
    app.list::<ImportFindings>(&caller, listing.map_filter(|filter| OfImport { import: id, filter })).await
}

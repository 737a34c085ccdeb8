use axum::extract::State;
use axum::http::header;
use entity::value::{FiscalYearClosingId, FiscalYearId};
use openapi::finance::revenue::{
    Closing, ClosingFilter, ClosingPage, FiscalYear, FiscalYearFiguresInput, FiscalYearFiguresPatch,
    FiscalYearInput, FiscalYearPage, YearClosing, YearProof, YearReopening,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, GetErrors, ListErrors, TransitionErrors, UpdateErrors,
};
use openapi::platform::rights::Right;

use crate::finance::resources::FiscalYearClosings;
use crate::finance::resources::FiscalYears;
use crate::finance::revenue::{closing, queries};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoFilter, Paged, Patch, Path, PostResponse, Tagged,
};

/// List fiscal years, oldest first.
#[utoipa::path(get, path = "/v1/fiscal-years", tag = "revenue", params(PageQuery),
    responses((status = 200, description = "A page of fiscal years", content((FiscalYearPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_fiscal_years(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<FiscalYear>> {
    app.list::<FiscalYears>(&caller, listing).await
}

/// Get a fiscal year with its published figures.
#[utoipa::path(get, path = "/v1/fiscal-years/{id}", tag = "revenue", params(("id" = FiscalYearId, Path, description = "Identifier of the fiscal year"), MaySkip),
    responses((status = 200, description = "The fiscal year", body = FiscalYear),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_fiscal_year(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearId>,
) -> Result<Tagged<FiscalYear>> {
    app.get::<FiscalYears>(&caller, id).await
}

/// Open a fiscal year.
///
/// It must start on the day after the previous fiscal year. It must not overlap another fiscal year.
#[utoipa::path(post, path = "/v1/fiscal-years", tag = "revenue", params(IdempotencyKey),
    request_body = FiscalYearInput,
    responses((status = 201, description = "The fiscal year that was created", body = FiscalYear),
        CreateErrors, CommonErrors))]
pub(crate) async fn open_fiscal_year(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<FiscalYearInput>>,
) -> Result<PostResponse> {
    app.create::<FiscalYears>(&caller, (), body).await
}

/// Update the published figures of a fiscal year.
///
/// The fiscal year can be open or closed.
#[utoipa::path(patch, path = "/v1/fiscal-years/{id}", tag = "revenue",
    params(("id" = FiscalYearId, Path, description = "Identifier of the fiscal year"), MustMatch),
    request_body(content = FiscalYearFiguresPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The fiscal year after the change", body = FiscalYear),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_fiscal_year(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearId>,
    if_match: IfMatch,
    patch: Patch<FiscalYearFiguresInput>,
) -> Result<Tagged<FiscalYear>> {
    app.update::<FiscalYears>(&caller, id, &if_match, patch).await
}

/// Close a fiscal year that is over.
///
/// A closed year accepts no more entries.
///
/// The split of its recognised revenue is frozen in both views, with its proof. Later requests return the
/// frozen split. Later changes of funding lines, programmes and classification policies do not affect it.
#[utoipa::path(post, path = "/v1/fiscal-years/{id}/close", tag = "revenue",
    params(("id" = FiscalYearId, Path, description = "Identifier of the fiscal year"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/YearClosing")),
    responses((status = 200, description = "The fiscal year after the change", body = FiscalYear),
        TransitionErrors, CommonErrors))]
pub(crate) async fn close_fiscal_year(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearId>,
    if_match: IfMatch,
    body: Idempotent<Body<YearClosing>>,
) -> Result<PostResponse> {
    let allowed = app.authorize_write::<FiscalYears>(&caller, id).await?;
    app.idempotent(allowed, body, async move |work, Body(form)| {
        PostResponse::ok(&closing::close(work, id, &if_match, form).await?)
    })
    .await
}

/// Reopen a closed fiscal year.
///
/// The reason is stored.
#[utoipa::path(post, path = "/v1/fiscal-years/{id}/reopen", tag = "revenue",
    params(("id" = FiscalYearId, Path, description = "Identifier of the fiscal year"), MustMatch, IdempotencyKey),
    request_body = YearReopening,
    responses((status = 200, description = "The fiscal year after the change", body = FiscalYear),
        TransitionErrors, CommonErrors))]
pub(crate) async fn reopen_fiscal_year(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearId>,
    if_match: IfMatch,
    body: Idempotent<Body<YearReopening>>,
) -> Result<PostResponse> {
    let allowed = app.authorize_write::<FiscalYears>(&caller, id).await?;
    app.idempotent(allowed, body, async move |work, Body(form)| {
        PostResponse::ok(&closing::reopen(work, id, &if_match, form).await?)
    })
    .await
}

/// List closings and reopenings, oldest first.
#[utoipa::path(get, path = "/v1/fiscal-year-closings", tag = "revenue", params(ClosingFilter, PageQuery),
    responses((status = 200, description = "A page of closings", content((ClosingPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_fiscal_year_closings(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<ClosingFilter>,
) -> Result<Paged<Closing>> {
    app.list::<FiscalYearClosings>(&caller, listing).await
}

/// Get a closing or a reopening.
#[utoipa::path(get, path = "/v1/fiscal-year-closings/{id}", tag = "revenue",
    params(("id" = FiscalYearClosingId, Path, description = "Identifier of the closing"), MaySkip),
    responses((status = 200, description = "The closing", body = Closing),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_fiscal_year_closing(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearClosingId>,
) -> Result<Tagged<Closing>> {
    app.get::<FiscalYearClosings>(&caller, id).await
}

/// Get the proof of a closing.
///
/// The response contains the exact bytes that were signed. Its SHA-256 is the hash in the closing.
#[utoipa::path(get, path = "/v1/fiscal-year-closings/{id}/proof", tag = "revenue",
    params(("id" = FiscalYearClosingId, Path, description = "Identifier of the closing")),
    responses((status = 200, description = "The frozen split", body = YearProof), GetErrors, CommonErrors))]
pub(crate) async fn get_fiscal_year_proof(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearClosingId>,
) -> Result<([(header::HeaderName, &'static str); 1], String)> {
    caller.require_everywhere(Right::ReadMoney)?;
    let proof = app.read(async |connection| queries::proof_of(connection, id).await).await?;
    Ok(([(header::CONTENT_TYPE, "application/json")], proof))
}

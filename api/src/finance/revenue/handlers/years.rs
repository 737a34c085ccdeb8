use axum::extract::State;
use entity::value::{FiscalYearClosingId, FiscalYearId};
use openapi::finance::revenue::{
    Closing, ClosingFilter, FiscalYear, FiscalYearFiguresInput, FiscalYearInput, YearClosing, YearProof,
    YearReopening,
};
use openapi::platform::rights::Right;

use crate::finance::resources::FiscalYearClosings;
use crate::finance::resources::FiscalYears;
use crate::finance::revenue::{closing, queries};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Document, Idempotent, IfMatch, Listing, NoFilter, Paged, Patch, Path, PostResponse, Tagged,
};

/// List fiscal years, oldest first.
#[utoipa::path(get, path = "/v1/fiscal-years", tag = "revenue")]
pub(crate) async fn list_fiscal_years(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<FiscalYear>> {
    app.list::<FiscalYears>(&caller, listing).await
}

/// Get a fiscal year with its published figures.
#[utoipa::path(get, path = "/v1/fiscal-years/{id}", tag = "revenue")]
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
#[utoipa::path(post, path = "/v1/fiscal-years", tag = "revenue")]
pub(crate) async fn create_fiscal_year(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<FiscalYearInput>>,
) -> Result<Created<FiscalYear>> {
    app.create::<FiscalYears>(&caller, (), body).await
}

/// Update the published figures of a fiscal year.
///
/// The fiscal year can be open or closed.
#[utoipa::path(patch, path = "/v1/fiscal-years/{id}", tag = "revenue")]
pub(crate) async fn update_fiscal_year(
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
/// If something is open, the body needs `"confirm": true`. Otherwise the response is 409
/// `confirmation_required`. Its errors are the pending proposals, the payments and entries that belong to no
/// class, and the findings about the year.
///
/// The split of its recognised revenue is frozen in both views, with the year before and its proof. Later
/// requests return the frozen split. Later changes of funding lines, programmes and classification policies
/// do not affect it.
#[utoipa::path(post, path = "/v1/fiscal-years/{id}/close", tag = "revenue")]
pub(crate) async fn close_fiscal_year(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearId>,
    if_match: IfMatch,
    body: Idempotent<Body<YearClosing>>,
) -> Result<PostResponse<FiscalYear>> {
    let allowed = app.authorize_write::<FiscalYears>(&caller, id).await?;
    app.idempotent(allowed, body, async move |work, Body(form)| {
        PostResponse::ok(&closing::close(work, id, &if_match, form).await?)
    })
    .await
}

/// Reopen a closed fiscal year.
///
/// The reason is stored.
#[utoipa::path(post, path = "/v1/fiscal-years/{id}/reopen", tag = "revenue")]
pub(crate) async fn reopen_fiscal_year(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearId>,
    if_match: IfMatch,
    body: Idempotent<Body<YearReopening>>,
) -> Result<PostResponse<FiscalYear>> {
    let allowed = app.authorize_write::<FiscalYears>(&caller, id).await?;
    app.idempotent(allowed, body, async move |work, Body(form)| {
        PostResponse::ok(&closing::reopen(work, id, &if_match, form).await?)
    })
    .await
}

/// List closings and reopenings, oldest first.
#[utoipa::path(get, path = "/v1/fiscal-year-closings", tag = "revenue")]
pub(crate) async fn list_fiscal_year_closings(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<ClosingFilter>,
) -> Result<Paged<Closing>> {
    app.list::<FiscalYearClosings>(&caller, listing).await
}

/// Get a closing or a reopening.
#[utoipa::path(get, path = "/v1/fiscal-year-closings/{id}", tag = "revenue")]
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
    responses((status = 200, description = "The frozen split", body = YearProof)))]
pub(crate) async fn get_fiscal_year_proof(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearClosingId>,
) -> Result<Document> {
    caller.require_everywhere(Right::ReadMoney)?;
    let proof = app.read(async |connection| queries::proof_of(connection, id).await).await?;
    Ok(Document::of("application/json", proof))
}

use axum::extract::State;
use entity::value::{FiscalYearId, RevenueEntryId};
use openapi::finance::revenue::{
    EntryReversal, PostedEntries, ProposedEntries, RevenueEntriesInput, RevenueEntry, RevenueEntryFilter,
    RevenueEntryPage,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::problem::Problem;
use openapi::platform::refusal::{CommonErrors, CreateErrors, GetErrors, ListErrors, TransitionErrors};
use openapi::platform::rights::Right;

use crate::finance::resources::RevenueEntries;
use crate::finance::revenue::{ENTRIES, posting, proposals, reversal};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Idempotent, IfMatch, Json, Listing, Paged, Path, PostResponse, Tagged};

/// List revenue entries by reference.
#[utoipa::path(get, path = "/v1/revenue-entries", tag = "revenue", params(RevenueEntryFilter, PageQuery),
    responses((status = 200, description = "A page of revenue entries", content((RevenueEntryPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_revenue_entries(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<RevenueEntryFilter>,
) -> Result<Paged<RevenueEntry>> {
    app.list::<RevenueEntries>(&caller, listing).await
}

/// Get a revenue entry.
#[utoipa::path(get, path = "/v1/revenue-entries/{id}", tag = "revenue", params(("id" = RevenueEntryId, Path, description = "Identifier of the entry"), MaySkip),
    responses((status = 200, description = "The entry", body = RevenueEntry),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_revenue_entry(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueEntryId>,
) -> Result<Tagged<RevenueEntry>> {
    app.get::<RevenueEntries>(&caller, id).await
}

/// Post revenue entries to open fiscal years.
///
/// Either all entries are posted or none.
///
/// An entry never changes. To correct an error, reverse the entry and post a new one.
#[utoipa::path(post, path = "/v1/revenue-entries", tag = "revenue", params(IdempotencyKey),
    request_body = RevenueEntriesInput,
    responses((status = 201, description = "The entries that were posted", body = PostedEntries),
        CreateErrors, CommonErrors))]
pub(crate) async fn post_revenue_entries(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<RevenueEntriesInput>>,
) -> Result<PostResponse> {
    let allowed = caller.allowed_everywhere(Right::KeepLedger)?;
    app.idempotent(allowed, body, async move |work, Body(form)| {
        PostResponse::created(ENTRIES.to_owned(), &posting::post(work, form).await?)
    })
    .await
}

/// Reverse a revenue entry.
///
/// The reversal posts the opposite amount. Its reason is stored.
#[utoipa::path(post, path = "/v1/revenue-entries/{id}/reverse", tag = "revenue",
    params(("id" = RevenueEntryId, Path, description = "Identifier of the entry"), MustMatch, IdempotencyKey),
    request_body = EntryReversal,
    responses((status = 200, description = "The entry after the change, with a reference to its reversal", body = RevenueEntry),
        TransitionErrors, CommonErrors))]
pub(crate) async fn reverse_revenue_entry(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueEntryId>,
    if_match: IfMatch,
    body: Idempotent<Body<EntryReversal>>,
) -> Result<PostResponse> {
    let allowed = app.authorize_write::<RevenueEntries>(&caller, id).await?;
    app.idempotent(allowed, body, async move |work, Body(form)| {
        PostResponse::ok(&reversal::reverse(work, id, &if_match, form).await?)
    })
    .await
}

/// Propose the missing entries of an open year.
///
/// A proposal is the accrual of a funding line minus the posted entries.
///
/// Nothing is posted. Review the proposals, then post the correct ones as entries.
#[utoipa::path(get, path = "/v1/fiscal-years/{id}/proposed-entries", tag = "revenue",
    params(("id" = FiscalYearId, Path, description = "Identifier of the fiscal year")),
    responses((status = 200, description = "The proposed entries", body = ProposedEntries),
        (status = 409, description = "The year is closed, or a total is outside the range of amounts", body = Problem, content_type = "application/problem+json"),
        GetErrors, CommonErrors))]
pub(crate) async fn propose_revenue_entries(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearId>,
) -> Result<Json<ProposedEntries>> {
    caller.require_everywhere(Right::ReadMoney)?;
    app.read(async |connection| proposals::proposed(connection, id).await).await.map(Json)
}

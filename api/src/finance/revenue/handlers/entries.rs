use axum::extract::State;
use entity::value::{FiscalYearId, RevenueEntryId};
use openapi::finance::revenue::{
    EntryReversal, PostedEntries, ProposedEntries, RevenueEntriesInput, RevenueEntry, RevenueEntryFilter,
};
use openapi::platform::problem::Problem;
use openapi::platform::rights::Right;

use crate::finance::resources::RevenueEntries;
use crate::finance::revenue::{ENTRIES, posting, proposals, reversal};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Json, Listing, Paged, Path, PostResponse, Tagged,
};

/// List revenue entries by reference.
#[utoipa::path(get, path = "/v1/revenue-entries", tag = "revenue")]
pub(crate) async fn list_revenue_entries(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<RevenueEntryFilter>,
) -> Result<Paged<RevenueEntry>> {
    app.list::<RevenueEntries>(&caller, listing).await
}

/// Get a revenue entry.
#[utoipa::path(get, path = "/v1/revenue-entries/{id}", tag = "revenue")]
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
#[utoipa::path(post, path = "/v1/revenue-entries", tag = "revenue")]
pub(crate) async fn create_revenue_entries(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<RevenueEntriesInput>>,
) -> Result<Created<PostedEntries>> {
    let allowed = caller.allowed_everywhere(Right::KeepLedger)?;
    app.idempotent(allowed, body, async move |work, Body(form)| {
        Created::created(ENTRIES.to_owned(), &posting::post(work, form).await?)
    })
    .await
}

/// Reverse a revenue entry.
///
/// The reversal posts the opposite amount. Its reason is stored.
#[utoipa::path(post, path = "/v1/revenue-entries/{id}/reverse", tag = "revenue")]
pub(crate) async fn reverse_revenue_entry(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueEntryId>,
    if_match: IfMatch,
    body: Idempotent<Body<EntryReversal>>,
) -> Result<PostResponse<RevenueEntry>> {
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
    responses((status = 409, description = "The year is closed, or a total is outside the range of amounts",
        body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn get_proposed_entries(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearId>,
) -> Result<Json<ProposedEntries>> {
    caller.require_everywhere(Right::ReadMoney)?;
    app.read(async |connection| proposals::proposed(connection, id).await).await.map(Json)
}

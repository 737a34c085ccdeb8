use axum::extract::State;
use entity::finance::revenue_entry;
use entity::value::{FiscalYearId, RevenueEntryId};
use openapi::finance::revenue::{
    EntryReversal, PostedEntries, ProposedEntries, RevenueEntriesInput, RevenueEntry, RevenueEntryFilter,
    RevenueEntryPage,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::problem::Problem;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotMade, NotMoved, Refusal};
use openapi::platform::rights::Right;

use crate::finance::revenue::{ENTRIES, posting, proposals, reversal};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, IfMatch, Json, Listing, Once, One, Paged, Path};

/// List revenue entries by reference.
#[utoipa::path(get, path = "/v1/revenue-entries", tag = "revenue", params(RevenueEntryFilter, PageQuery),
    responses((status = 200, description = "A page of revenue entries", content((RevenueEntryPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_revenue_entries(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<RevenueEntryFilter>,
) -> Result<Paged<RevenueEntry>> {
    app.page::<revenue_entry::Entity>(&caller, listing).await
}

/// Get a revenue entry.
#[utoipa::path(get, path = "/v1/revenue-entries/{id}", tag = "revenue", params(("id" = RevenueEntryId, Path, description = "Identifier of the entry"), MaySkip),
    responses((status = 200, description = "The entry", body = RevenueEntry),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_revenue_entry(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueEntryId>,
) -> Result<One<RevenueEntry>> {
    app.one::<revenue_entry::Entity>(&caller, id).await
}

/// Post revenue entries to open fiscal years.
///
/// Either all entries are posted or none.
///
/// An entry never changes. To correct an error, reverse the entry and post a new one.
#[utoipa::path(post, path = "/v1/revenue-entries", tag = "revenue", params(IdempotencyKey),
    request_body = RevenueEntriesInput,
    responses((status = 201, description = "The entries that were posted", body = PostedEntries),
        NotMade, Refusal))]
pub(crate) async fn post_revenue_entries(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<RevenueEntriesInput>>,
) -> Result<Answered> {
    let allowed = caller.allowed_everywhere(Right::KeepLedger)?;
    app.once(allowed, once, async move |work, Body(form)| {
        Answered::made(ENTRIES.to_owned(), &posting::post(work, form).await?)
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
        NotMoved, Refusal))]
pub(crate) async fn reverse_revenue_entry(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueEntryId>,
    seen: IfMatch,
    once: Once<Body<EntryReversal>>,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<revenue_entry::Entity>(&caller, id).await?;
    app.once(allowed, once, async move |work, Body(form)| {
        Answered::done(&reversal::reverse(work, id, &seen, form).await?)
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
        NoSuchThing, Refusal))]
pub(crate) async fn propose_revenue_entries(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FiscalYearId>,
) -> Result<Json<ProposedEntries>> {
    caller.must_everywhere(Right::ReadMoney)?;
    app.read(async |connection| proposals::proposed(connection, id).await).await.map(Json)
}

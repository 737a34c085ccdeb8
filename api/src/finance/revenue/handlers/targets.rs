use axum::extract::State;
use entity::finance::revenue_target;
use entity::value::RevenueTargetId;
use openapi::finance::revenue::{
    RevenueTarget, RevenueTargetFilter, RevenueTargetInput, RevenueTargetPage, RevenueTargetPatch,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, Once, One, Paged, Patch, Path};

/// List revenue targets by year and class.
#[utoipa::path(get, path = "/v1/revenue-targets", tag = "revenue", params(RevenueTargetFilter, PageQuery),
    responses((status = 200, description = "A page of revenue targets", content((RevenueTargetPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_revenue_targets(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<RevenueTargetFilter>,
) -> Result<Paged<RevenueTarget>> {
    app.page::<revenue_target::Entity>(&caller, listing).await
}

/// Get a revenue target.
#[utoipa::path(get, path = "/v1/revenue-targets/{id}", tag = "revenue",
    params(("id" = RevenueTargetId, Path, description = "Identifier of the revenue target"), MaySkip),
    responses((status = 200, description = "The revenue target", body = RevenueTarget),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_revenue_target(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueTargetId>,
) -> Result<One<RevenueTarget>> {
    app.one::<revenue_target::Entity>(&caller, id).await
}

/// Create a revenue target.
///
/// A target is the share of a year's revenue that a class should have.
#[utoipa::path(post, path = "/v1/revenue-targets", tag = "revenue", params(IdempotencyKey),
    request_body = RevenueTargetInput,
    responses((status = 201, description = "The revenue target that was created", body = RevenueTarget),
        NotMade, Refusal))]
pub(crate) async fn set_revenue_target(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<RevenueTargetInput>>,
) -> Result<Answered> {
    app.make::<revenue_target::Entity>(&caller, (), once).await
}

/// Update a revenue target.
#[utoipa::path(patch, path = "/v1/revenue-targets/{id}", tag = "revenue",
    params(("id" = RevenueTargetId, Path, description = "Identifier of the revenue target"), MustMatch),
    request_body(content = RevenueTargetPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The revenue target after the change", body = RevenueTarget),
        NotChanged, Refusal))]
pub(crate) async fn change_revenue_target(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueTargetId>,
    seen: IfMatch,
    patch: Patch<RevenueTargetInput>,
) -> Result<One<RevenueTarget>> {
    app.change::<revenue_target::Entity>(&caller, id, &seen, patch).await
}

/// Delete a revenue target.
#[utoipa::path(delete, path = "/v1/revenue-targets/{id}", tag = "revenue",
    params(("id" = RevenueTargetId, Path, description = "Identifier of the revenue target"), MustMatch),
    responses((status = 204, description = "The revenue target was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_revenue_target(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueTargetId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<revenue_target::Entity>(&caller, id, &seen).await
}

use axum::extract::State;
use entity::value::RevenueTargetId;
use openapi::finance::revenue::{
    RevenueTarget, RevenueTargetFilter, RevenueTargetInput, RevenueTargetPage, RevenueTargetPatch,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, UpdateErrors,
};

use crate::finance::resources::RevenueTargets;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};

/// List revenue targets by year and class.
#[utoipa::path(get, path = "/v1/revenue-targets", tag = "revenue", params(RevenueTargetFilter, PageQuery),
    responses((status = 200, description = "A page of revenue targets", content((RevenueTargetPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_revenue_targets(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<RevenueTargetFilter>,
) -> Result<Paged<RevenueTarget>> {
    app.list::<RevenueTargets>(&caller, listing).await
}

/// Get a revenue target.
#[utoipa::path(get, path = "/v1/revenue-targets/{id}", tag = "revenue",
    params(("id" = RevenueTargetId, Path, description = "Identifier of the revenue target"), MaySkip),
    responses((status = 200, description = "The revenue target", body = RevenueTarget),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_revenue_target(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueTargetId>,
) -> Result<Tagged<RevenueTarget>> {
    app.get::<RevenueTargets>(&caller, id).await
}

/// Create a revenue target.
///
/// A target is the share of a year's revenue that a class should have.
#[utoipa::path(post, path = "/v1/revenue-targets", tag = "revenue", params(IdempotencyKey),
    request_body = RevenueTargetInput,
    responses((status = 201, description = "The revenue target that was created", body = RevenueTarget),
        CreateErrors, CommonErrors))]
pub(crate) async fn set_revenue_target(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<RevenueTargetInput>>,
) -> Result<PostResponse> {
    app.create::<RevenueTargets>(&caller, (), body).await
}

/// Update a revenue target.
#[utoipa::path(patch, path = "/v1/revenue-targets/{id}", tag = "revenue",
    params(("id" = RevenueTargetId, Path, description = "Identifier of the revenue target"), MustMatch),
    request_body(content = RevenueTargetPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The revenue target after the change", body = RevenueTarget),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_revenue_target(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueTargetId>,
    if_match: IfMatch,
    patch: Patch<RevenueTargetInput>,
) -> Result<Tagged<RevenueTarget>> {
    app.update::<RevenueTargets>(&caller, id, &if_match, patch).await
}

/// Delete a revenue target.
#[utoipa::path(delete, path = "/v1/revenue-targets/{id}", tag = "revenue",
    params(("id" = RevenueTargetId, Path, description = "Identifier of the revenue target"), MustMatch),
    responses((status = 204, description = "The revenue target was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_revenue_target(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueTargetId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<RevenueTargets>(&caller, id, &if_match).await
}

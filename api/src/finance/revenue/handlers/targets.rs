use axum::extract::State;
use entity::value::RevenueTargetId;
use openapi::finance::revenue::{RevenueTarget, RevenueTargetFilter, RevenueTargetInput};

use crate::finance::resources::RevenueTargets;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};

/// List revenue targets by year and class.
#[utoipa::path(get, path = "/v1/revenue-targets", tag = "revenue")]
pub(crate) async fn list_revenue_targets(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<RevenueTargetFilter>,
) -> Result<Paged<RevenueTarget>> {
    app.list::<RevenueTargets>(&caller, listing).await
}

/// Get a revenue target.
#[utoipa::path(get, path = "/v1/revenue-targets/{id}", tag = "revenue")]
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
#[utoipa::path(post, path = "/v1/revenue-targets", tag = "revenue")]
pub(crate) async fn create_revenue_target(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<RevenueTargetInput>>,
) -> Result<Created<RevenueTarget>> {
    app.create::<RevenueTargets>(&caller, (), body).await
}

/// Update a revenue target.
#[utoipa::path(patch, path = "/v1/revenue-targets/{id}", tag = "revenue")]
pub(crate) async fn update_revenue_target(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueTargetId>,
    if_match: IfMatch,
    patch: Patch<RevenueTargetInput>,
) -> Result<Tagged<RevenueTarget>> {
    app.update::<RevenueTargets>(&caller, id, &if_match, patch).await
}

/// Delete a revenue target.
#[utoipa::path(delete, path = "/v1/revenue-targets/{id}", tag = "revenue")]
pub(crate) async fn delete_revenue_target(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<RevenueTargetId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<RevenueTargets>(&caller, id, &if_match).await
}

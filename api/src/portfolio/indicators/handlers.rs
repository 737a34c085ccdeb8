use axum::extract::State;
use entity::value::IndicatorId;
use openapi::portfolio::indicators::{Indicator, IndicatorFilter, IndicatorInput, MeasurementInput};

use super::service;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::platform::resource::{lock_authorized, record_update, to_view};
use crate::portfolio::resources::Indicators;

/// List indicators by name.
#[utoipa::path(get, path = "/v1/indicators", tag = "indicators")]
pub(crate) async fn list_indicators(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<IndicatorFilter>,
) -> Result<Paged<Indicator>> {
    app.list::<Indicators>(&caller, listing).await
}

/// Get an indicator.
#[utoipa::path(get, path = "/v1/indicators/{id}", tag = "indicators")]
pub(crate) async fn get_indicator(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
) -> Result<Tagged<Indicator>> {
    app.get::<Indicators>(&caller, id).await
}

/// Create an indicator.
#[utoipa::path(post, path = "/v1/indicators", tag = "indicators")]
pub(crate) async fn create_indicator(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<IndicatorInput>>,
) -> Result<Created<Indicator>> {
    app.create::<Indicators>(&caller, (), body).await
}

/// Update an indicator.
#[utoipa::path(patch, path = "/v1/indicators/{id}", tag = "indicators")]
pub(crate) async fn update_indicator(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
    if_match: IfMatch,
    patch: Patch<IndicatorInput>,
) -> Result<Tagged<Indicator>> {
    app.update::<Indicators>(&caller, id, &if_match, patch).await
}

/// Delete an indicator, its targets and its measurements.
#[utoipa::path(delete, path = "/v1/indicators/{id}", tag = "indicators")]
pub(crate) async fn delete_indicator(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Indicators>(&caller, id, &if_match).await
}

/// Add a measurement to an indicator.
#[utoipa::path(post, path = "/v1/indicators/{id}/measurements", tag = "indicators")]
pub(crate) async fn record_measurement(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
    body: Idempotent<Body<MeasurementInput>>,
) -> Result<PostResponse<Indicator>> {
    let allowed = app.authorize_write::<Indicators>(&caller, id).await?;
    app.idempotent(allowed, body, async move |work, Body(input)| {
        let row = lock_authorized::<Indicators>(work, id).await?;
        let before = to_view::<Indicators>(work.tx, row.clone()).await?;
        service::measure(work, row.id, input.clone()).await?;
        PostResponse::ok(&record_update::<Indicators>(work, row, &before).await?)
    })
    .await
}

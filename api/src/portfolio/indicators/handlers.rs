use axum::extract::State;
use entity::value::IndicatorId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, UpdateErrors,
};
use openapi::portfolio::indicators::{
    Indicator, IndicatorFilter, IndicatorInput, IndicatorPage, IndicatorPatch, MeasurementInput,
};

use super::service;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::platform::resource::{lock_authorized, record_update, to_view};
use crate::portfolio::resources::Indicators;

/// List indicators by name.
#[utoipa::path(get, path = "/v1/indicators", tag = "indicators", params(IndicatorFilter, PageQuery),
    responses((status = 200, description = "A page of indicators", content((IndicatorPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_indicators(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<IndicatorFilter>,
) -> Result<Paged<Indicator>> {
    app.list::<Indicators>(&caller, listing).await
}

/// Get an indicator.
#[utoipa::path(get, path = "/v1/indicators/{id}", tag = "indicators",
    params(("id" = IndicatorId, Path, description = "Identifier of the indicator"), MaySkip),
    responses((status = 200, description = "The indicator", body = Indicator),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_indicator(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
) -> Result<Tagged<Indicator>> {
    app.get::<Indicators>(&caller, id).await
}

/// Create an indicator.
#[utoipa::path(post, path = "/v1/indicators", tag = "indicators",
    params(IdempotencyKey), request_body = IndicatorInput,
    responses((status = 201, description = "The indicator that was created", body = Indicator),
        CreateErrors, CommonErrors))]
pub(crate) async fn register_indicator(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<IndicatorInput>>,
) -> Result<PostResponse> {
    app.create::<Indicators>(&caller, (), body).await
}

/// Update an indicator.
#[utoipa::path(patch, path = "/v1/indicators/{id}", tag = "indicators",
    params(("id" = IndicatorId, Path, description = "Identifier of the indicator"), MustMatch),
    request_body(content = IndicatorPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The indicator after the change", body = Indicator),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_indicator(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
    if_match: IfMatch,
    patch: Patch<IndicatorInput>,
) -> Result<Tagged<Indicator>> {
    app.update::<Indicators>(&caller, id, &if_match, patch).await
}

/// Delete an indicator, its targets and its measurements.
#[utoipa::path(delete, path = "/v1/indicators/{id}", tag = "indicators",
    params(("id" = IndicatorId, Path, description = "Identifier of the indicator"), MustMatch),
    responses((status = 204, description = "The indicator was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_indicator(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Indicators>(&caller, id, &if_match).await
}

/// Add a measurement to an indicator.
#[utoipa::path(post, path = "/v1/indicators/{id}/measurements", tag = "indicators",
    params(("id" = IndicatorId, Path, description = "Identifier of the indicator"), IdempotencyKey),
    request_body = MeasurementInput,
    responses((status = 200, description = "The indicator after the change", body = Indicator),
        GetErrors, CreateErrors, CommonErrors))]
pub(crate) async fn record_measurement(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
    body: Idempotent<Body<MeasurementInput>>,
) -> Result<PostResponse> {
    let allowed = app.authorize_write::<Indicators>(&caller, id).await?;
    app.idempotent(allowed, body, async move |work, Body(said)| {
        let row = lock_authorized::<Indicators>(work, id).await?;
        let before = to_view::<Indicators>(work.tx, row.clone()).await?;
        service::measure(work, row.id, said.clone()).await?;
        PostResponse::ok(&record_update::<Indicators>(work, row, &before).await?)
    })
    .await
}

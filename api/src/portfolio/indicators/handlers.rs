use axum::extract::State;
use entity::portfolio::indicator;
use entity::value::IndicatorId;
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};
use openapi::portfolio::indicators::{
    Indicator, IndicatorFilter, IndicatorInput, IndicatorPage, IndicatorPatch, MeasurementInput,
};

use super::service;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, Once, One, Paged, Patch, Path};
use crate::platform::resource::{held_row, told_changed, told_one};

/// List indicators by name.
#[utoipa::path(get, path = "/v1/indicators", tag = "indicators", params(IndicatorFilter, PageQuery),
    responses((status = 200, description = "A page of indicators", content((IndicatorPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_indicators(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<IndicatorFilter>,
) -> Result<Paged<Indicator>> {
    app.page::<indicator::Entity>(&caller, listing).await
}

/// Get an indicator.
#[utoipa::path(get, path = "/v1/indicators/{id}", tag = "indicators",
    params(("id" = IndicatorId, Path, description = "Identifier of the indicator"), MaySkip),
    responses((status = 200, description = "The indicator", body = Indicator),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_indicator(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
) -> Result<One<Indicator>> {
    app.one::<indicator::Entity>(&caller, id).await
}

/// Create an indicator.
#[utoipa::path(post, path = "/v1/indicators", tag = "indicators",
    params(IdempotencyKey), request_body = IndicatorInput,
    responses((status = 201, description = "The indicator that was created", body = Indicator),
        NotMade, Refusal))]
pub(crate) async fn register_indicator(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<IndicatorInput>>,
) -> Result<Answered> {
    app.make::<indicator::Entity>(&caller, (), once).await
}

/// Update an indicator.
#[utoipa::path(patch, path = "/v1/indicators/{id}", tag = "indicators",
    params(("id" = IndicatorId, Path, description = "Identifier of the indicator"), MustMatch),
    request_body(content = IndicatorPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The indicator after the change", body = Indicator),
        NotChanged, Refusal))]
pub(crate) async fn change_indicator(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
    seen: IfMatch,
    patch: Patch<IndicatorInput>,
) -> Result<One<Indicator>> {
    app.change::<indicator::Entity>(&caller, id, &seen, patch).await
}

/// Delete an indicator, its targets and its measurements.
#[utoipa::path(delete, path = "/v1/indicators/{id}", tag = "indicators",
    params(("id" = IndicatorId, Path, description = "Identifier of the indicator"), MustMatch),
    responses((status = 204, description = "The indicator was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_indicator(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<indicator::Entity>(&caller, id, &seen).await
}

/// Add a measurement to an indicator.
#[utoipa::path(post, path = "/v1/indicators/{id}/measurements", tag = "indicators",
    params(("id" = IndicatorId, Path, description = "Identifier of the indicator"), IdempotencyKey),
    request_body = MeasurementInput,
    responses((status = 200, description = "The indicator after the change", body = Indicator),
        NoSuchThing, NotMade, Refusal))]
pub(crate) async fn record_measurement(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<IndicatorId>,
    once: Once<Body<MeasurementInput>>,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<indicator::Entity>(&caller, id).await?;
    app.once(allowed, once, async move |work, Body(said)| {
        let row = held_row::<indicator::Entity>(work, id).await?;
        let before = told_one::<indicator::Entity>(work.tx, row.clone()).await?;
        service::measure(work, row.id, said.clone()).await?;
        Answered::done(&told_changed::<indicator::Entity>(work, row, &before).await?)
    })
    .await
}

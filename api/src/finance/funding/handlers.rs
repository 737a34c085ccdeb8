use axum::extract::State;
use entity::finance::funding_line;
use entity::value::FundingLineId;
use openapi::finance::funding::{
    FundingLine, FundingLineFilter, FundingLineInput, FundingLinePage, FundingLinePatch, FundingPosition,
};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    BadListing, NoSuchThing, NotChanged, NotDeleted, NotMade, OutOfRange, Refusal,
};

use super::position;
use crate::platform::app::App;
use crate::platform::auth::{Caller, Eyes};
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Json, Listing, Once, One, Paged, Patch, Path};
use crate::platform::resource::{Resource, row_of};

/// List funding lines, oldest record first.
#[utoipa::path(get, path = "/v1/funding-lines", tag = "funding-lines", params(FundingLineFilter, PageQuery),
    responses((status = 200, description = "A page of funding lines", content((FundingLinePage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_funding_lines(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<FundingLineFilter>,
) -> Result<Paged<FundingLine>> {
    app.page::<funding_line::Entity>(&caller, listing).await
}

/// Get a funding line.
#[utoipa::path(get, path = "/v1/funding-lines/{id}", tag = "funding-lines",
    params(("id" = FundingLineId, Path, description = "Identifier of the funding line"), MaySkip),
    responses((status = 200, description = "The funding line", body = FundingLine),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
) -> Result<One<FundingLine>> {
    app.one::<funding_line::Entity>(&caller, id).await
}

/// Create a draft funding line.
///
/// A funding line is the money that a payer may give, or gives. It is for a project or for the organisation
/// as a whole.
///
/// A project can have several funding lines. Together they are its co-financing.
#[utoipa::path(post, path = "/v1/funding-lines", tag = "funding-lines",
    params(IdempotencyKey), request_body = FundingLineInput,
    responses((status = 201, description = "The funding line that was created", body = FundingLine),
        NotMade, Refusal))]
pub(crate) async fn draft_funding_line(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<FundingLineInput>>,
) -> Result<Answered> {
    app.make::<funding_line::Entity>(&caller, (), once).await
}

/// Update a funding line.
///
/// After signature, you can only add missing values and change the recognition and the classification.
#[utoipa::path(patch, path = "/v1/funding-lines/{id}", tag = "funding-lines",
    params(("id" = FundingLineId, Path, description = "Identifier of the funding line"), MustMatch),
    request_body(content = FundingLinePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The funding line after the change", body = FundingLine),
        NotChanged, Refusal))]
pub(crate) async fn change_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    seen: IfMatch,
    patch: Patch<FundingLineInput>,
) -> Result<One<FundingLine>> {
    app.change::<funding_line::Entity>(&caller, id, &seen, patch).await
}

/// Delete an unsigned funding line.
///
/// No payment or revenue entry may refer to it.
#[utoipa::path(delete, path = "/v1/funding-lines/{id}", tag = "funding-lines",
    params(("id" = FundingLineId, Path, description = "Identifier of the funding line"), MustMatch),
    responses((status = 204, description = "The funding line was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<funding_line::Entity>(&caller, id, &seen).await
}

/// Get the position of a funding line.
///
/// The response shows the amounts awarded, invoiced, received, earned and owed.
#[utoipa::path(get, path = "/v1/funding-lines/{id}/position", tag = "funding-lines",
    params(("id" = FundingLineId, Path, description = "Identifier of the funding line")),
    responses((status = 200, description = "The position of the funding line", body = FundingPosition),
        NoSuchThing, OutOfRange, Refusal))]
pub(crate) async fn read_funding_position(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
) -> Result<Json<FundingPosition>> {
    caller.must(funding_line::Entity::READ)?;
    app.read(async |connection| {
        let row = row_of::<funding_line::Entity>(connection, id).await?;
        funding_line::Entity::look(&row, &Eyes::of(connection, &caller).await?)?;
        position::of_line(connection, &row).await
    })
    .await
    .map(Json)
}

use axum::extract::State;
use entity::value::FundingLineId;
use openapi::finance::funding::{FundingLine, FundingLineFilter, FundingLineInput};

use crate::finance::resources::FundingLines;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};

/// List funding lines, oldest record first.
#[utoipa::path(get, path = "/v1/funding-lines", tag = "funding-lines")]
pub(crate) async fn list_funding_lines(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<FundingLineFilter>,
) -> Result<Paged<FundingLine>> {
    app.list::<FundingLines>(&caller, listing).await
}

/// Get a funding line.
#[utoipa::path(get, path = "/v1/funding-lines/{id}", tag = "funding-lines")]
pub(crate) async fn get_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
) -> Result<Tagged<FundingLine>> {
    app.get::<FundingLines>(&caller, id).await
}

/// Create a draft funding line.
///
/// A funding line is the money that a payer may give, or gives. It is for a project or for the organisation
/// as a whole.
///
/// A project can have several funding lines. Together they are its co-financing.
#[utoipa::path(post, path = "/v1/funding-lines", tag = "funding-lines")]
pub(crate) async fn create_funding_line(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<FundingLineInput>>,
) -> Result<Created<FundingLine>> {
    app.create::<FundingLines>(&caller, (), body).await
}

/// Update a funding line.
///
/// After signature, you can only add missing values and change the recognition and the classification.
#[utoipa::path(patch, path = "/v1/funding-lines/{id}", tag = "funding-lines")]
pub(crate) async fn update_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    if_match: IfMatch,
    patch: Patch<FundingLineInput>,
) -> Result<Tagged<FundingLine>> {
    app.update::<FundingLines>(&caller, id, &if_match, patch).await
}

/// Delete an unsigned funding line.
///
/// No payment or revenue entry may refer to it.
#[utoipa::path(delete, path = "/v1/funding-lines/{id}", tag = "funding-lines")]
pub(crate) async fn delete_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<FundingLines>(&caller, id, &if_match).await
}

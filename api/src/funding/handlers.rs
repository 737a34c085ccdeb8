use axum::extract::State;
use entity::funding_line;
use entity::value::FundingLineId;
use openapi::conditional::MaySkip;
use openapi::funding::{FundingLine, FundingLineFilter, FundingLinePage};
use openapi::page::PageQuery;
use openapi::refusal::{BadQuery, NoSuchThing, Refusal};

use crate::app::App;
use crate::auth::Caller;
use crate::error::Result;
use crate::http::{Listing, One, Paged, Path};

/// List funding lines, in the order in which they were recorded.
#[utoipa::path(get, path = "/v1/funding-lines", tag = "funding-lines", params(FundingLineFilter, PageQuery),
    responses((status = 200, description = "A page of funding lines", body = FundingLinePage), BadQuery, Refusal))]
pub(crate) async fn list_funding_lines(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<FundingLineFilter>,
) -> Result<Paged<FundingLine>> {
    app.page::<funding_line::Entity>(&caller, listing).await
}

/// Read a funding line.
#[utoipa::path(get, path = "/v1/funding-lines/{id}", tag = "funding-lines",
    params(("id" = FundingLineId, Path, description = "The funding line"), MaySkip),
    responses((status = 200, description = "The funding line", body = FundingLine,
        headers(("ETag" = String, description = "What it looks like"))),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_funding_line(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<FundingLineId>,
) -> Result<One<FundingLine>> {
    app.one::<funding_line::Entity>(&caller, id).await
}

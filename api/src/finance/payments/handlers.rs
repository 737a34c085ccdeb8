use axum::extract::State;
use entity::value::PaymentId;
use openapi::finance::payments::{Payment, PaymentFilter, PaymentInput, PaymentPage, PaymentPatch};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{
    CommonErrors, CreateErrors, DeleteErrors, GetErrors, ListErrors, UpdateErrors,
};

use crate::finance::resources::Payments;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, PostResponse, Tagged,
};

/// List payments by due date.
#[utoipa::path(get, path = "/v1/payments", tag = "payments", params(PaymentFilter, PageQuery),
    responses((status = 200, description = "A page of payments", content((PaymentPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_payments(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<PaymentFilter>,
) -> Result<Paged<Payment>> {
    app.list::<Payments>(&caller, listing).await
}

/// Get a payment.
#[utoipa::path(get, path = "/v1/payments/{id}", tag = "payments",
    params(("id" = PaymentId, Path, description = "Identifier of the payment"), MaySkip),
    responses((status = 200, description = "The payment", body = Payment),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
) -> Result<Tagged<Payment>> {
    app.get::<Payments>(&caller, id).await
}

/// Record an expected payment of a funding line.
///
/// For example, record an invoice that was sent.
#[utoipa::path(post, path = "/v1/payments", tag = "payments",
    params(IdempotencyKey), request_body = PaymentInput,
    responses((status = 201, description = "The payment that was created", body = Payment),
        CreateErrors, CommonErrors))]
pub(crate) async fn expect_payment(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<PaymentInput>>,
) -> Result<PostResponse> {
    app.create::<Payments>(&caller, (), body).await
}

/// Update an expected payment.
#[utoipa::path(patch, path = "/v1/payments/{id}", tag = "payments",
    params(("id" = PaymentId, Path, description = "Identifier of the payment"), MustMatch),
    request_body(content = PaymentPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The payment after the change", body = Payment),
        UpdateErrors, CommonErrors))]
pub(crate) async fn change_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    if_match: IfMatch,
    patch: Patch<PaymentInput>,
) -> Result<Tagged<Payment>> {
    app.update::<Payments>(&caller, id, &if_match, patch).await
}

/// Delete an expected payment.
#[utoipa::path(delete, path = "/v1/payments/{id}", tag = "payments",
    params(("id" = PaymentId, Path, description = "Identifier of the payment"), MustMatch),
    responses((status = 204, description = "The payment was deleted"), DeleteErrors, CommonErrors))]
pub(crate) async fn delete_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Payments>(&caller, id, &if_match).await
}

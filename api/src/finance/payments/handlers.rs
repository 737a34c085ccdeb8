use axum::extract::State;
use entity::finance::payment;
use entity::value::PaymentId;
use openapi::finance::payments::{Payment, PaymentFilter, PaymentInput, PaymentPage, PaymentPatch};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotChanged, NotDeleted, NotMade, Refusal};

use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, Gone, IfMatch, Listing, Once, One, Paged, Patch, Path};

/// List payments by due date.
#[utoipa::path(get, path = "/v1/payments", tag = "payments", params(PaymentFilter, PageQuery),
    responses((status = 200, description = "A page of payments", content((PaymentPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_payments(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<PaymentFilter>,
) -> Result<Paged<Payment>> {
    app.page::<payment::Entity>(&caller, listing).await
}

/// Get a payment.
#[utoipa::path(get, path = "/v1/payments/{id}", tag = "payments",
    params(("id" = PaymentId, Path, description = "Identifier of the payment"), MaySkip),
    responses((status = 200, description = "The payment", body = Payment),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
) -> Result<One<Payment>> {
    app.one::<payment::Entity>(&caller, id).await
}

/// Record an expected payment of a funding line.
///
/// For example, record an invoice that was sent.
#[utoipa::path(post, path = "/v1/payments", tag = "payments",
    params(IdempotencyKey), request_body = PaymentInput,
    responses((status = 201, description = "The payment that was created", body = Payment),
        NotMade, Refusal))]
pub(crate) async fn expect_payment(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<PaymentInput>>,
) -> Result<Answered> {
    app.make::<payment::Entity>(&caller, (), once).await
}

/// Update an expected payment.
#[utoipa::path(patch, path = "/v1/payments/{id}", tag = "payments",
    params(("id" = PaymentId, Path, description = "Identifier of the payment"), MustMatch),
    request_body(content = PaymentPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The payment after the change", body = Payment),
        NotChanged, Refusal))]
pub(crate) async fn change_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    seen: IfMatch,
    patch: Patch<PaymentInput>,
) -> Result<One<Payment>> {
    app.change::<payment::Entity>(&caller, id, &seen, patch).await
}

/// Delete an expected payment.
#[utoipa::path(delete, path = "/v1/payments/{id}", tag = "payments",
    params(("id" = PaymentId, Path, description = "Identifier of the payment"), MustMatch),
    responses((status = 204, description = "The payment was deleted"), NotDeleted, Refusal))]
pub(crate) async fn delete_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    seen: IfMatch,
) -> Result<Gone> {
    app.delete::<payment::Entity>(&caller, id, &seen).await
}

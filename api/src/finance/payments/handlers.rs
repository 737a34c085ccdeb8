use axum::extract::State;
use entity::value::PaymentId;
use openapi::finance::payments::{Payment, PaymentFilter, PaymentInput};

use crate::finance::resources::Payments;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, NoContent, Paged, Patch, Path, Tagged,
};

/// List payments by due date.
#[utoipa::path(get, path = "/v1/payments", tag = "payments")]
pub(crate) async fn list_payments(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<PaymentFilter>,
) -> Result<Paged<Payment>> {
    app.list::<Payments>(&caller, listing).await
}

/// Get a payment.
#[utoipa::path(get, path = "/v1/payments/{id}", tag = "payments")]
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
#[utoipa::path(post, path = "/v1/payments", tag = "payments")]
pub(crate) async fn create_payment(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<PaymentInput>>,
) -> Result<Created<Payment>> {
    app.create::<Payments>(&caller, (), body).await
}

/// Update an expected payment.
#[utoipa::path(patch, path = "/v1/payments/{id}", tag = "payments")]
pub(crate) async fn update_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    if_match: IfMatch,
    patch: Patch<PaymentInput>,
) -> Result<Tagged<Payment>> {
    app.update::<Payments>(&caller, id, &if_match, patch).await
}

/// Delete an expected payment.
#[utoipa::path(delete, path = "/v1/payments/{id}", tag = "payments")]
pub(crate) async fn delete_payment(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<PaymentId>,
    if_match: IfMatch,
) -> Result<NoContent> {
    app.delete::<Payments>(&caller, id, &if_match).await
}

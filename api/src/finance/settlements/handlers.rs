use axum::extract::State;
use openapi::finance::settlements::{
    CalculatedIndirectCosts, IndirectCostsForm, PersonnelCosts, PersonnelForm, Settlement, SettlementForm,
};
use openapi::platform::rights::Right;
use openapi::platform::shared_response::AmountOutOfRange;

use super::{costs, service};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Idempotent, PostResponse};

/// Simulate the payments of a European grant.
///
/// The payments are prefinancing, interim payments and the final payment. They are computed in this order by
/// Articles 22, 24 and 28 of the model grant agreement. Each step shows its formula, its terms and its
/// article. Nothing is stored.
#[utoipa::path(post, path = "/v1/settlements/simulate", tag = "settlements", responses(AmountOutOfRange))]
pub(crate) async fn simulate_settlement(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<SettlementForm>>,
) -> Result<PostResponse<Settlement>> {
    let allowed = caller.allowed(Right::ReadMoney)?;
    app.idempotent(allowed, body, async |work, Body(form)| {
        PostResponse::ok(&service::simulate(work, form).await?)
    })
    .await
}

/// Calculate the eligible personnel costs of a person.
///
/// A full-time position has 215 day-equivalents a year. Days are declared in halves (model grant agreement,
/// Article 6.2.A.1). Nothing is stored.
#[utoipa::path(
    post,
    path = "/v1/settlements/personnel-costs",
    tag = "settlements",
    responses(AmountOutOfRange)
)]
pub(crate) async fn calculate_personnel_costs(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<PersonnelForm>>,
) -> Result<PostResponse<PersonnelCosts>> {
    let allowed = caller.allowed(Right::ReadMoney)?;
    app.idempotent(allowed, body, async |_, Body(form)| PostResponse::ok(&costs::of_person(form)?)).await
}

/// Calculate indirect costs from direct costs.
///
/// The rate and its base are optional. Their defaults come from the call (model grant agreement, Article
/// 6.2.E). Nothing is stored.
#[utoipa::path(
    post,
    path = "/v1/settlements/indirect-costs",
    tag = "settlements",
    responses(AmountOutOfRange)
)]
pub(crate) async fn calculate_indirect_costs(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<IndirectCostsForm>>,
) -> Result<PostResponse<CalculatedIndirectCosts>> {
    let allowed = caller.allowed(Right::ReadMoney)?;
    app.idempotent(allowed, body, async |work, Body(form)| {
        PostResponse::ok(&service::indirect(work, form).await?)
    })
    .await
}

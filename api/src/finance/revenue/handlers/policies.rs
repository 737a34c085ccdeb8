use axum::extract::State;
use entity::value::ClassificationPolicyId;
use openapi::finance::revenue::{ClassificationPolicy, ClassificationPolicyInput, ClassificationPolicyPage};
use openapi::platform::conditional::{IdempotencyKey, MaySkip};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{CommonErrors, CreateErrors, GetErrors, ListErrors};

use crate::finance::resources::ClassificationPolicies;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Idempotent, Listing, NoFilter, Paged, Path, PostResponse, Tagged};

/// List classification policies, oldest first.
#[utoipa::path(get, path = "/v1/classification-policies", tag = "revenue", params(PageQuery),
    responses((status = 200, description = "A page of classification policies", content((ClassificationPolicyPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), ListErrors, CommonErrors))]
pub(crate) async fn list_classification_policies(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<ClassificationPolicy>> {
    app.list::<ClassificationPolicies>(&caller, listing).await
}

/// Get a classification policy.
#[utoipa::path(get, path = "/v1/classification-policies/{id}", tag = "revenue",
    params(("id" = ClassificationPolicyId, Path, description = "Identifier of the classification policy"), MaySkip),
    responses((status = 200, description = "The classification policy", body = ClassificationPolicy),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        GetErrors, CommonErrors))]
pub(crate) async fn get_classification_policy(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<ClassificationPolicyId>,
) -> Result<Tagged<ClassificationPolicy>> {
    app.get::<ClassificationPolicies>(&caller, id).await
}

/// Adopt a classification policy from a given date.
///
/// Closed years do not change.
#[utoipa::path(post, path = "/v1/classification-policies", tag = "revenue", params(IdempotencyKey),
    request_body = ClassificationPolicyInput,
    responses((status = 201, description = "The classification policy that was created", body = ClassificationPolicy),
        CreateErrors, CommonErrors))]
pub(crate) async fn adopt_classification_policy(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<ClassificationPolicyInput>>,
) -> Result<PostResponse> {
    app.create::<ClassificationPolicies>(&caller, (), body).await
}

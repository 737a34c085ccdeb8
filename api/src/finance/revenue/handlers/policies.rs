use axum::extract::State;
use entity::value::ClassificationPolicyId;
use openapi::finance::revenue::{ClassificationPolicy, ClassificationPolicyInput};

use crate::finance::resources::ClassificationPolicies;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Body, Created, Idempotent, Listing, NoFilter, Paged, Path, Tagged};

/// List classification policies, oldest first.
#[utoipa::path(get, path = "/v1/classification-policies", tag = "revenue")]
pub(crate) async fn list_classification_policies(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<NoFilter>,
) -> Result<Paged<ClassificationPolicy>> {
    app.list::<ClassificationPolicies>(&caller, listing).await
}

/// Get a classification policy.
#[utoipa::path(get, path = "/v1/classification-policies/{id}", tag = "revenue")]
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
#[utoipa::path(post, path = "/v1/classification-policies", tag = "revenue")]
pub(crate) async fn create_classification_policy(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<ClassificationPolicyInput>>,
) -> Result<Created<ClassificationPolicy>> {
    app.create::<ClassificationPolicies>(&caller, (), body).await
}

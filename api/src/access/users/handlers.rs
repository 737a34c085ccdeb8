use axum::extract::State;
use entity::value::UserId;
use openapi::access::users::{NoBody, User, UserFilter, UserInput};
use openapi::platform::rights::Right;

use super::service::{self, Verb, apply_verb};
use crate::access::resources::Users;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{
    Body, Created, Idempotent, IfMatch, Listing, Paged, Patch, Path, PostResponse, Tagged,
};
use crate::platform::resource::{create_resource, location_of, lock_if_match, record_update};

/// List users by name.
#[utoipa::path(get, path = "/v1/users", tag = "users")]
pub(crate) async fn list_users(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<UserFilter>,
) -> Result<Paged<User>> {
    app.list::<Users>(&caller, listing).await
}

/// Get a user.
#[utoipa::path(get, path = "/v1/users/{id}", tag = "users")]
pub(crate) async fn get_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
) -> Result<Tagged<User>> {
    app.get::<Users>(&caller, id).await
}

/// Create a user.
///
/// This response contains a one-time token. The user sets a password with it.
#[utoipa::path(post, path = "/v1/users", tag = "users")]
pub(crate) async fn create_user(
    State(app): State<App>,
    caller: Caller,
    body: Idempotent<Body<UserInput>>,
) -> Result<Created<User>> {
    let allowed = caller.allowed_everywhere(Right::ManageAccess)?;
    app.idempotent(allowed, body, async move |work, Body(new)| {
        let (row, view) = create_resource::<Users>(work, (), new.clone()).await?;
        let secret = service::issue(work, &row).await?;
        Ok(Created::created(location_of::<Users>(&row), &view)?.with_secret(&secret))
    })
    .await
}

/// Update a user.
///
/// The last administrator must remain an administrator.
#[utoipa::path(patch, path = "/v1/users/{id}", tag = "users")]
pub(crate) async fn update_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    if_match: IfMatch,
    patch: Patch<UserInput>,
) -> Result<Tagged<User>> {
    app.update::<Users>(&caller, id, &if_match, patch).await
}

/// Disable a user.
///
/// All sessions of the user end at once. The last administrator cannot be disabled.
#[utoipa::path(post, path = "/v1/users/{id}/disable", tag = "users")]
pub(crate) async fn disable_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    if_match: IfMatch,
    body: Idempotent<Body<NoBody>>,
) -> Result<PostResponse<User>> {
    act(app, caller, id, if_match, body, Verb::Disable).await
}

/// Enable a user again.
#[utoipa::path(post, path = "/v1/users/{id}/enable", tag = "users")]
pub(crate) async fn enable_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    if_match: IfMatch,
    body: Idempotent<Body<NoBody>>,
) -> Result<PostResponse<User>> {
    act(app, caller, id, if_match, body, Verb::Enable).await
}

/// Reset the password of a user.
///
/// The old password is removed and all sessions of the user end. This response contains a one-time token. The
/// user sets a new password with it.
#[utoipa::path(post, path = "/v1/users/{id}/reset", tag = "users")]
pub(crate) async fn reset_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    if_match: IfMatch,
    body: Idempotent<Body<NoBody>>,
) -> Result<PostResponse<User>> {
    act(app, caller, id, if_match, body, Verb::Reset).await
}

/// Does something to a user who still looks as the caller saw them.
async fn act(
    app: App,
    caller: Caller,
    id: UserId,
    if_match: IfMatch,
    body: Idempotent<Body<NoBody>>,
    verb: Verb,
) -> Result<PostResponse<User>> {
    let allowed = app.authorize_write::<Users>(&caller, id).await?;
    app.idempotent(allowed, body, async move |work, _| {
        let (row, before) = lock_if_match::<Users>(work, id, &if_match).await?;
        let (row, secret) = apply_verb(work, row, verb).await?;
        let answer = PostResponse::ok(&record_update::<Users>(work, row, &before).await?)?;
        Ok(secret.iter().fold(answer, PostResponse::with_secret))
    })
    .await
}

use axum::extract::State;
use entity::access::user;
use entity::value::UserId;
use openapi::access::users::{NoBody, User, UserFilter, UserInput, UserPage, UserPatch};
use openapi::platform::conditional::{IdempotencyKey, MaySkip, MustMatch};
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, NoSuchThing, NotChanged, NotMade, NotMoved, Refusal};
use openapi::platform::rights::Right;

use super::service::{self, Verb, applied};
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::Result;
use crate::platform::http::{Answered, Body, IfMatch, Listing, Once, One, Paged, Patch, Path};
use crate::platform::resource::{made, place_of, seen_row, told_changed};

/// List users by name.
#[utoipa::path(get, path = "/v1/users", tag = "users", params(UserFilter, PageQuery),
    responses((status = 200, description = "A page of users", content((UserPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_users(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<UserFilter>,
) -> Result<Paged<User>> {
    app.page::<user::Entity>(&caller, listing).await
}

/// Get a user.
#[utoipa::path(get, path = "/v1/users/{id}", tag = "users",
    params(("id" = UserId, Path, description = "Identifier of the user"), MaySkip),
    responses((status = 200, description = "The user", body = User),
        (status = 304, description = "Not modified: the entity tag in `If-None-Match` is current"),
        NoSuchThing, Refusal))]
pub(crate) async fn get_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
) -> Result<One<User>> {
    app.one::<user::Entity>(&caller, id).await
}

/// Create a user.
///
/// This response contains a one-time token. The user sets a password with it.
#[utoipa::path(post, path = "/v1/users", tag = "users", params(IdempotencyKey), request_body = UserInput,
    responses((status = 201, description = "The user that was created", body = User),
        NotMade, Refusal))]
pub(crate) async fn add_user(
    State(app): State<App>,
    caller: Caller,
    once: Once<Body<UserInput>>,
) -> Result<Answered> {
    let allowed = caller.allowed_everywhere(Right::ManageAccess)?;
    app.once(allowed, once, async move |work, Body(new)| {
        let (row, told) = made::<user::Entity>(work, (), new.clone()).await?;
        let secret = service::issue(work, &row).await?;
        Ok(Answered::made(place_of::<user::Entity>(&row), &told)?.with_secret(&secret))
    })
    .await
}

/// Update a user.
///
/// The last administrator must remain an administrator.
#[utoipa::path(patch, path = "/v1/users/{id}", tag = "users",
    params(("id" = UserId, Path, description = "Identifier of the user"), MustMatch),
    request_body(content = UserPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The user after the change", body = User), NotChanged, Refusal))]
pub(crate) async fn change_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    seen: IfMatch,
    patch: Patch<UserInput>,
) -> Result<One<User>> {
    app.change::<user::Entity>(&caller, id, &seen, patch).await
}

/// Disable a user.
///
/// All sessions of the user end at once. The last administrator cannot be disabled.
#[utoipa::path(post, path = "/v1/users/{id}/disable", tag = "users",
    params(("id" = UserId, Path, description = "Identifier of the user"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 200, description = "The user after the change", body = User), NotMoved, Refusal))]
pub(crate) async fn disable_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    seen: IfMatch,
    once: Once<Body<NoBody>>,
) -> Result<Answered> {
    act(app, caller, id, seen, once, Verb::Disable).await
}

/// Enable a user again.
#[utoipa::path(post, path = "/v1/users/{id}/enable", tag = "users",
    params(("id" = UserId, Path, description = "Identifier of the user"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 200, description = "The user after the change", body = User), NotMoved, Refusal))]
pub(crate) async fn enable_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    seen: IfMatch,
    once: Once<Body<NoBody>>,
) -> Result<Answered> {
    act(app, caller, id, seen, once, Verb::Enable).await
}

/// Reset the password of a user.
///
/// The old password is removed and all sessions of the user end. This response contains a one-time token. The
/// user sets a new password with it.
#[utoipa::path(post, path = "/v1/users/{id}/reset", tag = "users",
    params(("id" = UserId, Path, description = "Identifier of the user"), MustMatch, IdempotencyKey),
    request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 200, description = "The user after the change", body = User), NotMoved, Refusal))]
pub(crate) async fn reset_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    seen: IfMatch,
    once: Once<Body<NoBody>>,
) -> Result<Answered> {
    act(app, caller, id, seen, once, Verb::Reset).await
}

/// Does something to a user who still looks as the caller saw them.
async fn act(
    app: App,
    caller: Caller,
    id: UserId,
    seen: IfMatch,
    once: Once<Body<NoBody>>,
    verb: Verb,
) -> Result<Answered> {
    let allowed = app.allowed_to_write::<user::Entity>(&caller, id).await?;
    app.once(allowed, once, async move |work, _| {
        let (row, before) = seen_row::<user::Entity>(work, id, &seen).await?;
        let (row, secret) = applied(work, row, verb).await?;
        let answer = Answered::done(&told_changed::<user::Entity>(work, row, &before).await?)?;
        Ok(secret.iter().fold(answer, Answered::with_secret))
    })
    .await
}

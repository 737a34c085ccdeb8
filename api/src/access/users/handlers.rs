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

/// List users, by name.
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

/// Read a user.
#[utoipa::path(get, path = "/v1/users/{id}", tag = "users",
    params(("id" = UserId, Path, description = "The user"), MaySkip),
    responses((status = 200, description = "The user", body = User),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
) -> Result<One<User>> {
    app.one::<user::Entity>(&caller, id).await
}

/// Add a user. The answer holds a one-time token with which they set their password.
#[utoipa::path(post, path = "/v1/users", tag = "users", params(IdempotencyKey), request_body = UserInput,
    responses((status = 201, description = "The user", body = User),
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

/// Change a user. There is always an administrator left.
#[utoipa::path(patch, path = "/v1/users/{id}", tag = "users",
    params(("id" = UserId, Path, description = "The user"), MustMatch),
    request_body(content = UserPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The user as it is now", body = User), NotChanged, Refusal))]
pub(crate) async fn change_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    seen: IfMatch,
    patch: Patch<UserInput>,
) -> Result<One<User>> {
    app.change::<user::Entity>(&caller, id, &seen, patch).await
}

/// Keep a user out: their sessions end at once. There is always an administrator left.
#[utoipa::path(post, path = "/v1/users/{id}/disable", tag = "users",
    params(("id" = UserId, Path, description = "The user"), MustMatch, IdempotencyKey), request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 200, description = "The user as it is now", body = User), NotMoved, Refusal))]
pub(crate) async fn disable_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    seen: IfMatch,
    once: Once<Body<NoBody>>,
) -> Result<Answered> {
    act(app, caller, id, seen, once, Verb::Disable).await
}

/// Let a user in again.
#[utoipa::path(post, path = "/v1/users/{id}/enable", tag = "users",
    params(("id" = UserId, Path, description = "The user"), MustMatch, IdempotencyKey), request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 200, description = "The user as it is now", body = User), NotMoved, Refusal))]
pub(crate) async fn enable_user(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<UserId>,
    seen: IfMatch,
    once: Once<Body<NoBody>>,
) -> Result<Answered> {
    act(app, caller, id, seen, once, Verb::Enable).await
}

/// Take a user's password away and end their sessions. The answer holds a one-time token with which they set another.
#[utoipa::path(post, path = "/v1/users/{id}/reset", tag = "users",
    params(("id" = UserId, Path, description = "The user"), MustMatch, IdempotencyKey), request_body(content = ref("#/components/schemas/NoBody")),
    responses((status = 200, description = "The user as it is now", body = User), NotMoved, Refusal))]
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

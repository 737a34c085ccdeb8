use axum::extract::{FromRequestParts, State};
use axum::http::header;
use axum::http::request::Parts;
use entity::access::session;
use entity::value::SessionId;
use openapi::access::sessions::{RedeemToken, Session, SessionFilter, SessionInput, SessionPage, SignedIn};
use openapi::platform::conditional::MaySkip;
use openapi::platform::export::{Csv, Workbook};
use openapi::platform::page::PageQuery;
use openapi::platform::refusal::{BadListing, Broken, NoSuchThing, NotSignedIn, Refusal};

use super::attempt::Attempt;
use super::service::{self, From};
use crate::access::request_id;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result};
use crate::platform::http::{Body, Gone, Json, Listing, One, Paged, Path};

impl FromRequestParts<App> for From {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self { request: request_id(&parts.extensions), agent: agent.map(str::to_owned) })
    }
}

/// Sign in with a password. The answer holds the bearer token, this once; it is good for twelve hours.
///
/// A wrong password and an address that nobody has are answered alike, and take as long.
#[utoipa::path(post, path = "/v1/sessions", tag = "sessions", request_body = SessionInput, security(),
    responses((status = 200, description = "The session, and its token", body = SignedIn), NotSignedIn, Broken))]
pub(crate) async fn sign_in(
    State(app): State<App>,
    _: Attempt,
    from: From,
    Body(form): Body<SessionInput>,
) -> Result<Json<SignedIn>> {
    service::sign_in(&app, from, form).await.map(Json)
}

/// Set a password with a one-time token, and sign in. The user's other sessions end.
#[utoipa::path(post, path = "/v1/sessions/redeem", tag = "sessions", request_body = RedeemToken, security(),
    responses((status = 200, description = "The session, and its token", body = SignedIn), NotSignedIn, Broken))]
pub(crate) async fn redeem_token(
    State(app): State<App>,
    _: Attempt,
    from: From,
    Body(form): Body<RedeemToken>,
) -> Result<Json<SignedIn>> {
    service::redeem(&app, from, form).await.map(Json)
}

/// List one's own sessions; an administrator sees everybody's. A session that has ended stays in the list until
/// somebody signs in again.
#[utoipa::path(get, path = "/v1/sessions", tag = "sessions", params(SessionFilter, PageQuery),
    responses((status = 200, description = "A page of sessions", content((SessionPage = "application/json"),
        (Csv = "text/csv"), (Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))), BadListing, Refusal))]
pub(crate) async fn list_sessions(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<SessionFilter>,
) -> Result<Paged<Session>> {
    app.page::<session::Entity>(&caller, listing).await
}

/// Read a session of one's own; an administrator may read anybody's.
#[utoipa::path(get, path = "/v1/sessions/{id}", tag = "sessions",
    params(("id" = SessionId, Path, description = "The session"), MaySkip),
    responses((status = 200, description = "The session", body = Session),
        (status = 304, description = "It looks as it did when `If-None-Match` was read"), NoSuchThing, Refusal))]
pub(crate) async fn get_session(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<SessionId>,
) -> Result<One<Session>> {
    app.one::<session::Entity>(&caller, id).await
}

/// Sign out: end a session of one's own; an administrator may end anybody's. Its token is good no more at once.
///
/// A session never changes, so that there is nothing to match.
#[utoipa::path(delete, path = "/v1/sessions/{id}", tag = "sessions",
    params(("id" = SessionId, Path, description = "The session")),
    responses((status = 204, description = "It is ended"), NoSuchThing, Refusal))]
pub(crate) async fn sign_out(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<SessionId>,
) -> Result<Gone> {
    app.write_as(&caller, async |work| service::end(work, id).await).await.map(|()| Gone)
}

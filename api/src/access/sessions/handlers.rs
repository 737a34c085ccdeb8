use axum::extract::{FromRequestParts, State};
use axum::http::header;
use axum::http::request::Parts;
use entity::value::SessionId;
use openapi::access::sessions::{RedeemToken, Session, SessionFilter, SessionInput, SignedIn};
use openapi::platform::shared_response::WrongCredentials;

use super::rate_limit::SignInRateLimit;
use super::service::{self, From};
use crate::access::request_id;
use crate::access::resources::Sessions;
use crate::platform::app::App;
use crate::platform::auth::Caller;
use crate::platform::error::{Error, Result};
use crate::platform::http::{Body, Json, Listing, NoContent, Paged, Path, Tagged};

impl FromRequestParts<App> for From {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self { request: request_id(&parts.extensions), agent: agent.map(str::to_owned) })
    }
}

/// Sign in with a password.
///
/// This response contains the bearer token. The token is shown only once and is valid for 12 hours.
///
/// A wrong password and an unknown e-mail address give the same response after the same time.
#[utoipa::path(post, path = "/v1/sessions", tag = "sessions", security(), responses(WrongCredentials))]
pub(crate) async fn sign_in(
    State(app): State<App>,
    _: SignInRateLimit,
    from: From,
    Body(form): Body<SessionInput>,
) -> Result<Json<SignedIn>> {
    service::sign_in(&app, from, form).await.map(Json)
}

/// Set a password with a one-time token.
///
/// The user is signed in. All other sessions of the user end.
#[utoipa::path(post, path = "/v1/sessions/redeem", tag = "sessions", security(), responses(WrongCredentials))]
pub(crate) async fn redeem_token(
    State(app): State<App>,
    _: SignInRateLimit,
    from: From,
    Body(form): Body<RedeemToken>,
) -> Result<Json<SignedIn>> {
    service::redeem(&app, from, form).await.map(Json)
}

/// List your own sessions.
///
/// Administrators see the sessions of all users. An ended session stays in the list until the next sign-in of
/// any user.
#[utoipa::path(get, path = "/v1/sessions", tag = "sessions")]
pub(crate) async fn list_sessions(
    State(app): State<App>,
    caller: Caller,
    listing: Listing<SessionFilter>,
) -> Result<Paged<Session>> {
    app.list::<Sessions>(&caller, listing).await
}

/// Get one of your own sessions.
///
/// Administrators can get the session of any user.
#[utoipa::path(get, path = "/v1/sessions/{id}", tag = "sessions")]
pub(crate) async fn get_session(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<SessionId>,
) -> Result<Tagged<Session>> {
    app.get::<Sessions>(&caller, id).await
}

/// Sign out: end one of your own sessions.
///
/// Administrators can end the session of any user. The token of the session stops working at once.
///
/// A session never changes, so this operation needs no `If-Match` header.
#[utoipa::path(delete, path = "/v1/sessions/{id}", tag = "sessions")]
pub(crate) async fn sign_out(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<SessionId>,
) -> Result<NoContent> {
    app.write_as(&caller, async |work| service::end(work, id).await).await.map(|()| NoContent)
}

//! The layer that authenticates callers, applies the rate limit, and records denied rights.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{Extensions, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use entity::value::AuditKind;
use openapi::platform::rights::Right;
use serde_json::json;
use tower_http::request_id::RequestId;

use crate::platform::app::App;
use crate::platform::audit::{Entry, Subject};
use crate::platform::auth::{BearerToken, Caller};
use crate::platform::error::{DeniedRight, Error, Result};
use crate::platform::http::{Rest, is_stream};
use crate::platform::network::Client;

/// The endpoint whose token may be in the query (RFC 6750, section 2.3): calendar programs that subscribe
/// to it cannot send headers.
const FEED: &str = "/v1/agenda.ics";
/// The same for event streams: `EventSource` in browsers cannot send headers.
const STREAMS: [&str; 2] = ["/v1/changes", "/v1/events"];
/// The most bytes of a bearer token in a query. A longer one is always invalid, even with a header.
const MAX_QUERY_TOKEN_BYTES: usize = 500;
/// The longest stored request identifier, in characters.
const LONGEST: usize = 100;

/// Authenticates a request and adds the caller to it.
pub(crate) async fn authenticate(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let client = app.network.client(request.headers(), request.extensions());
    let (token, id) = (token(&mut request), request_id(request.extensions()));
    let caller = match caller(&app, token.as_deref(), id.clone(), client).await {
        Ok(caller) => caller,
        Err(refusal) => return refusal.into_response(),
    };
    request.extensions_mut().insert(caller.clone());
    request.extensions_mut().insert(BearerToken { token: token.unwrap_or_default().into(), request: id });
    let address = format!("{} {}", request.method(), request.uri().path());
    let (request, rest) = Rest::of(request);
    let response = next.run(request).await;
    if let Some(rest) = rest.filter(|_| response.status().is_client_error()) {
        rest.thrown_away().await;
    }
    let denied = response.extensions().get().copied();
    if let Some(DeniedRight(right)) = denied {
        record(&app, &caller, address, right).await;
    }
    response
}

async fn caller(app: &App, token: Option<&str>, request: Option<Arc<str>>, client: Client) -> Result<Caller> {
    let who = match token {
        Some(token) => app.identity(token, request.as_ref()).await?,
        None => None,
    };
    // Count by network address only after authentication fails, so that valid tokens work even where others
    // guess.
    let reason = if token.is_some() { Error::InvalidToken } else { Error::Unauthenticated };
    let caller = Caller::new(who.ok_or_else(|| app.network.refusal(client, reason))?, request);
    app.network.count(&caller)?;
    Ok(caller)
}

/// The bearer token of a request. A token in the query is removed from it, so that later layers do not see
/// it.
fn token(request: &mut Request) -> Option<String> {
    let in_query = if may_be_in_query(request) { taken_out(request) } else { None };
    if in_query.as_ref().is_some_and(|token| token.len() > MAX_QUERY_TOKEN_BYTES) {
        return in_query;
    }
    let Some(given) = request.headers().get(header::AUTHORIZATION) else { return in_query };
    let (scheme, token) = given.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned())
}

fn may_be_in_query(request: &Request) -> bool {
    let path = request.uri().path();
    path == FEED || STREAMS.contains(&path) && is_stream(request.headers())
}

fn taken_out(request: &mut Request) -> Option<String> {
    let query = request.uri().query().unwrap_or_default().as_bytes();
    let (given, rest): (Vec<_>, Vec<_>) =
        form_urlencoded::parse(query).into_owned().partition(|(name, _)| name == "access_token");
    let rest = form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish();
    *request.uri_mut() = format!("{}?{rest}", request.uri().path()).parse().ok()?;
    given.into_iter().next().map(|(_, token)| token)
}

/// The request identifier, shortened.
pub(crate) fn request_id(extensions: &Extensions) -> Option<Arc<str>> {
    let id = extensions.get::<RequestId>()?.header_value().to_str().ok()?;
    Some(id.chars().take(LONGEST).collect::<String>().into())
}

/// Records that a right was denied.
async fn record(app: &App, caller: &Caller, address: String, right: Right) {
    let subject = Subject { kind: "request", id: None, name: Some(address), project: None };
    let entry = Entry::of(AuditKind::Refused, Some(subject)).with_details(json!({ "right": right }));
    let recorded = app
        .write_as(caller, async |work| {
            work.record(entry);
            Ok(())
        })
        .await;
    if let Err(fault) = recorded {
        tracing::error!(%fault, "recording a denied right failed");
    }
}

//! The layer that lets in only whoever is signed in, and keeps on record whom their role kept out.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{Extensions, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use entity::value::AuditKind;
use openapi::access::Right;
use serde_json::json;
use tower_http::request_id::RequestId;

use super::Caller;
use crate::app::App;
use crate::audit::{Entry, Subject};
use crate::error::{Error, Result};

/// The one address whose token may stand in the query (RFC 6750, section 2.3): calendar programs that subscribe to
/// it cannot send a header.
const FEED: &str = "/v1/agenda.ics";
/// How much of a request's identifier is kept.
const LONGEST: usize = 100;

/// Lets a request in whose token is good, and says to it who is asking.
pub(crate) async fn guarded(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let caller = match caller(&app, token(&mut request), request_id(request.extensions())).await {
        Ok(caller) => caller,
        Err(refusal) => return refusal.into_response(),
    };
    request.extensions_mut().insert(caller.clone());
    let address = format!("{} {}", request.method(), request.uri().path());
    let response = next.run(request).await;
    let kept = response.extensions().get().copied();
    if let Some(Kept(right)) = kept {
        record(&app, &caller, address, right).await;
    }
    response
}

async fn caller(app: &App, token: Option<String>, request: Option<Arc<str>>) -> Result<Caller> {
    let token = token.ok_or(Error::Unauthenticated)?;
    let who = app.identity(&token, request.as_ref()).await?.ok_or(Error::Unauthenticated)?;
    Ok(Caller::new(who, request))
}

/// The bearer token of a request. One in the query is taken out of it: nothing that follows sees it.
fn token(request: &mut Request) -> Option<String> {
    if let Some(given) = request.headers().get(header::AUTHORIZATION) {
        let (scheme, token) = given.to_str().ok()?.split_once(' ')?;
        return scheme.eq_ignore_ascii_case("bearer").then(|| token.trim().to_owned());
    }
    if request.uri().path() != FEED {
        return None;
    }
    let query = request.uri().query().unwrap_or_default().as_bytes();
    let (given, rest): (Vec<_>, Vec<_>) =
        form_urlencoded::parse(query).into_owned().partition(|(name, _)| name == "access_token");
    let rest = form_urlencoded::Serializer::new(String::new()).extend_pairs(rest).finish();
    *request.uri_mut() = format!("{FEED}?{rest}").parse().ok()?;
    given.into_iter().next().map(|(_, token)| token)
}

/// The identifier of a request.
pub(crate) fn request_id(extensions: &Extensions) -> Option<Arc<str>> {
    let id = extensions.get::<RequestId>()?.header_value().to_str().ok()?;
    Some(id.chars().take(LONGEST).collect::<String>().into())
}

/// That an answer is the refusal of a right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kept(pub(crate) Right);

/// Records that somebody asked for what their role does not let them do.
async fn record(app: &App, caller: &Caller, address: String, right: Right) {
    let subject = Subject { kind: "request", id: None, name: Some(address), project: None };
    let entry = Entry::of(AuditKind::Refused, Some(subject)).saying(json!({ "right": right }));
    let recorded = app
        .write_as(caller, async |work| {
            work.record(entry);
            Ok(())
        })
        .await;
    if let Err(fault) = recorded {
        tracing::error!(%fault, "the refusal of a right could not be recorded");
    }
}

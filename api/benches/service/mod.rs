//! The measured service, in process and with its own database.

mod database;
pub(crate) mod rounds;

use api::access::users::first_administrator;
use api::platform::app::App;
use api::platform::network::Settings;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderValue, Request, header};
use serde_json::{Value, json};
use tower::ServiceExt;

pub(crate) use database::{Pools, opened};

/// The measured service, and the bearer token of a signed-in caller.
pub(crate) struct Real {
    pub(crate) service: Router,
    pub(crate) token: HeaderValue,
}

impl Real {
    /// The service, after its first administrator has signed in.
    pub(crate) async fn of(app: App) -> Self {
        // The maximum rate limit, so that requests are counted but never refused.
        let app = app.with_network(Settings {
            rate_limit: u32::MAX,
            sign_in_rate_limit: 10,
            ..Settings::default()
        });
        let once = first_administrator(&app).await.expect("a database").expect("an empty portfolio");
        let service = api::router(app);
        let token = redeemed(&service, once.reveal()).await;
        Self { service, token }
    }
}

/// The bearer token after signing in with a one-time token.
pub(crate) async fn redeemed(service: &Router, once: &str) -> HeaderValue {
    let body = json!({ "token": once, "password": "seven red lanterns on the quay" });
    let request = Request::post("/v1/sessions/redeem").header(header::CONTENT_TYPE, "application/json");
    let (_, session) = answer(service, request.body(Body::from(body.to_string())).expect("a request")).await;
    let session: Value = serde_json::from_slice(&session).expect("JSON");
    let token = format!("Bearer {}", session["token"].as_str().expect("a token"));
    token.parse().expect("a header")
}

/// The entity tag and the body of a response.
pub(crate) async fn answer(service: &Router, request: Request<Body>) -> (Option<HeaderValue>, Bytes) {
    let Ok(response) = service.clone().oneshot(request).await;
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    assert!(head.status.is_success(), "{} {}", head.status, String::from_utf8_lossy(&body));
    (head.headers.get(header::ETAG).cloned(), body)
}

/// Logs as `serve` does, but discards the output.
pub(crate) fn log() {
    let nowhere = std::fs::File::options().append(true).open("/dev/null").expect("somewhere to log to");
    let log = tracing_subscriber::fmt().with_env_filter("warn,api=info,tower_http=info");
    log.with_target(false).with_writer(nowhere).init();
}

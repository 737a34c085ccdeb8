//! The service that is measured, in process and on a database of its own.

pub(crate) mod rounds;

use std::path::Path;
use std::time::Duration;

use api::app::{App, Clock};
use api::database::{Database, Missing};
use api::network::Settings;
use api::users::first_administrator;
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderValue, Request, header};
use sea_orm::sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use serde_json::{Value, json};
use tower::ServiceExt;

/// The service that is measured, and the bearer token of somebody who is signed in there.
pub(crate) struct Real {
    pub(crate) service: Router,
    pub(crate) token: HeaderValue,
}

impl Real {
    /// The service, once its first administrator has signed in.
    pub(crate) async fn of(app: App) -> Self {
        // As many requests as there can be, so that each is counted and none is refused.
        let app =
            app.facing(Settings { rate_limit: u32::MAX, sign_in_rate_limit: 10, ..Settings::default() });
        let once = first_administrator(&app).await.expect("a database").expect("an empty portfolio");
        let service = api::router(app);
        let token = redeemed(&service, once.reveal()).await;
        Self { service, token }
    }
}

/// The bearer token of somebody who signs in for the first time.
pub(crate) async fn redeemed(service: &Router, once: &str) -> HeaderValue {
    let body = json!({ "token": once, "password": "seven red lanterns on the quay" });
    let request = Request::post("/v1/sessions/redeem").header(header::CONTENT_TYPE, "application/json");
    let (_, session) = answer(service, request.body(Body::from(body.to_string())).expect("a request")).await;
    let session: Value = serde_json::from_slice(&session).expect("JSON");
    let token = format!("Bearer {}", session["token"].as_str().expect("a token"));
    token.parse().expect("a header")
}

/// What the service answers, and its entity tag.
pub(crate) async fn answer(service: &Router, request: Request<Body>) -> (Option<HeaderValue>, Bytes) {
    let Ok(response) = service.clone().oneshot(request).await;
    let (head, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    assert!(head.status.is_success(), "{} {}", head.status, String::from_utf8_lossy(&body));
    (head.headers.get(header::ETAG).cloned(), body)
}

/// What is read by and written by without the service: as many connections as it has, set alike.
#[derive(Clone)]
pub(crate) struct Pools {
    pub(crate) read: SqlitePool,
    pub(crate) write: SqlitePool,
}

/// A new database in a file: the service on it, and bare connections to it.
pub(crate) async fn opened(file: &Path) -> (App, Pools) {
    let database = Database::open(&format!("sqlite://{}", file.display()), Missing::Create).await;
    let app = App::new(database.expect("a database"), Clock::System);
    let options = SqliteConnectOptions::new()
        .filename(file)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("cache_size", "-32768")
        .busy_timeout(Duration::from_secs(5));
    let pool = |connections| {
        let pool = SqlitePoolOptions::new().max_connections(connections).test_before_acquire(false);
        pool.connect_with(options.clone())
    };
    (app, Pools { read: pool(4).await.expect("readers"), write: pool(1).await.expect("a writer") })
}

/// Logs as `serve` does, to where nobody reads it.
pub(crate) fn log() {
    let nowhere = std::fs::File::options().append(true).open("/dev/null").expect("somewhere to log to");
    let log = tracing_subscriber::fmt().with_env_filter("warn,api=info,tower_http=info");
    log.with_target(false).with_writer(nowhere).init();
}

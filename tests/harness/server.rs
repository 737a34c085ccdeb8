use std::any::Any;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use api::RefusedPasswords;
use api::exchange::imports::Runner;
use api::exchange::portfolio_file::{Draft, Loaded, dump, load};
use api::oidc::Issuer;
use api::platform::app::{App, Clock};
use api::platform::database::{Database, IfMissing};
use api::platform::error::Error;
use api::platform::network::Settings;
use openapi::platform::problem::FieldError;
use reqwest::header::{AUTHORIZATION, HeaderMap};
use reqwest::{Body, Client, Method, StatusCode};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::contract::{assert_as_promised, assert_headers_as_promised};
use super::{Kind, fresh_postgres, secure};

/// A server with its own database.
pub(crate) struct Server {
    pub(crate) app: App,
    base: String,
    client: Client,
    token: String,
    _storage: Option<Storage>,
}

/// Deletes the database of a server when it is dropped: a folder, or a database in the cluster.
type Storage = Box<dyn Any + Send + Sync>;

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

/// A task that is aborted when this is dropped.
pub(crate) struct AbortOnDrop(JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Server {
    /// A server with an empty database; `None` if this kind of database is not available.
    pub(crate) async fn on(kind: Kind) -> Option<Self> {
        let (url, storage): (_, Storage) = match kind {
            Kind::Sqlite => {
                let folder = tempfile::tempdir().expect("a folder");
                (format!("sqlite://{}", folder.path().join("test.db").display()), Box::new(folder))
            }
            Kind::Postgres => {
                let fresh = fresh_postgres(true).await?;
                (fresh.url.clone(), Box::new(fresh))
            }
        };
        let database = Database::open(&url, IfMissing::Create).await.expect("a database");
        let mut server = Self::start(database, "2026-01-15T12:00:00Z", Some(storage), String::new()).await;
        server.token = server.first_key().await;
        server.client = client_of(&server.token);
        Some(server)
    }

    /// Another server on the same database, with a clock at another time.
    pub(crate) async fn later(&self, instant: &str) -> Self {
        Self::start(self.app.database.clone(), instant, None, self.token.clone()).await
    }

    /// Another server on the same database, with a counter of its statements.
    pub(crate) async fn watched(&self) -> (Self, Arc<AtomicUsize>) {
        let count = Arc::new(AtomicUsize::new(0));
        let counter = count.clone();
        let watch = move |_: &_| {
            counter.fetch_add(1, Ordering::SeqCst);
        };
        let database = self.app.database.clone().with_query_hook(watch);
        let server = Self::start(database, "2026-01-15T12:00:00Z", None, self.token.clone()).await;
        // Caches the identity of the caller.
        server.read("/v1/me").await;
        count.store(0, Ordering::SeqCst);
        (server, count)
    }

    /// The same server with another bearer token; without one if it is empty.
    pub(crate) fn by(&self, token: &str) -> Self {
        let (app, base, token) = (self.app.clone(), self.base.clone(), token.to_owned());
        Self { app, base, client: client_of(&token), token, _storage: None }
    }

    /// The bearer token of the caller.
    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    /// Another server on the same database, with these network settings.
    pub(crate) async fn facing(&self, network: Settings) -> Self {
        Self::serve(self.app.clone().with_network(network), None, self.token.clone()).await
    }

    /// Another server on the same database, with a clock at another time and a trusted issuer.
    pub(crate) async fn trusting(&self, issuer: Issuer, instant: &str) -> Self {
        let app = app(self.app.database.clone(), instant).with_issuer(issuer);
        Self::serve(app, None, self.token.clone()).await
    }

    /// Another server on the same database, with a file of refused passwords.
    pub(crate) async fn refusing(&self, refused: RefusedPasswords) -> Self {
        Self::serve(self.app.clone().with_refused_passwords(refused), None, self.token.clone()).await
    }

    /// Another server on the same database, which may send webhooks to this machine.
    pub(crate) async fn sending_to_private(&self) -> Self {
        let app = self.app.clone().with_webhooks(api::platform::app::WebhookSettings { to_private: true });
        Self::serve(app, None, self.token.clone()).await
    }

    /// Another server on the same database, with these quotas for uploads.
    pub(crate) async fn keeping(&self, quotas: api::platform::app::Quotas) -> Self {
        Self::serve(self.app.clone().with_quotas(quotas), None, self.token.clone()).await
    }

    /// Another server on the same database, where a person who posted to a year cannot close it.
    pub(crate) async fn with_four_eyes(&self) -> Self {
        Self::serve(self.app.clone().with_four_eyes(true), None, self.token.clone()).await
    }

    async fn start(database: Database, instant: &str, storage: Option<Storage>, token: String) -> Self {
        Self::serve(app(database, instant), storage, token).await
    }

    async fn serve(app: App, storage: Option<Storage>, token: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        tokio::spawn(api::serve::server::serve(listener, None, app.clone(), std::future::pending()));
        Self { app, base, client: client_of(&token), token, _storage: storage }
    }

    /// Runs waiting imports until the returned value is dropped.
    pub(crate) fn importing(&self) -> AbortOnDrop {
        let runner = Runner::of(self.app.clone());
        AbortOnDrop(tokio::spawn(async move { runner.run(std::future::pending()).await }))
    }

    /// The host and port that it listens on.
    pub(crate) fn authority(&self) -> &str {
        self.base.trim_start_matches("http://")
    }

    pub(crate) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// Sends a request and checks the response against the OpenAPI document.
    pub(crate) async fn send_text(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let mut request = self.client.request(method.clone(), self.address(path)).body(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        assert_headers_as_promised(&method.as_str().to_lowercase(), path, status, &headers);
        let text = response.text().await.expect("a body");
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        let kind = headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if kind.ends_with("json") || status.is_client_error() || status.is_server_error() {
            assert_as_promised(&method.as_str().to_lowercase(), path, status, &body);
            // A page has the link to the next page in its body and in a header.
            let next = status.is_success() && body["items"].is_array() && body["next"].is_string();
            assert_eq!(headers.contains_key("link"), next, "{method} {path}");
        }
        Reply { status, headers, body }
    }

    /// Sends JSON; for PATCH, as a merge patch.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Value,
    ) -> Reply {
        let kind = if method == Method::PATCH { "application/merge-patch+json" } else { "application/json" };
        let headers: Vec<_> = headers.iter().copied().chain([("content-type", kind)]).collect();
        self.send_text(method, path, &headers, body.to_string()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send_text(Method::GET, path, &[], String::new()).await
    }

    /// The response for an `Accept` header: status, headers and raw body.
    pub(crate) async fn file(&self, path: &str, accept: &str) -> (StatusCode, HeaderMap, Vec<u8>) {
        let request = self.client.get(self.address(path)).header("accept", accept);
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        assert_headers_as_promised("get", path, status, &headers);
        (status, headers, response.bytes().await.expect("a body").to_vec())
    }

    /// The body of a response that must be successful.
    pub(crate) async fn read(&self, path: &str) -> Value {
        let reply = self.get(path).await;
        assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.body);
        reply.body
    }

    /// All items of a collection, from all pages.
    pub(crate) async fn all(&self, path: &str) -> Vec<Value> {
        let (mut items, mut after) = (Vec::new(), None::<String>);
        loop {
            let sign = if path.contains('?') { '&' } else { '?' };
            let rest = after.map(|after| format!("{sign}after={after}")).unwrap_or_default();
            let page = self.read(&format!("{path}{rest}")).await;
            items.extend(page["items"].as_array().expect("items").iter().cloned());
            match page["next"].as_str() {
                Some(next) => after = Some(next.to_owned()),
                None => return items,
            }
        }
    }

    /// Loads a portfolio file.
    pub(crate) async fn load(&self, text: &str) -> Result<Loaded, Vec<FieldError>> {
        let loaded = match Draft::parse(text) {
            Ok(draft) => self.app.write(async |work| load(work, draft).await).await,
            Err(error) => Err(error),
        };
        loaded.map_err(|error| match error {
            Error::Malformed(faults) | Error::Invalid(faults) => faults,
            other => panic!("{other}: {:?}", std::error::Error::source(&other)),
        })
    }

    /// Loads a portfolio file with these parts.
    pub(crate) async fn load_parts(&self, parts: Value) -> Result<Loaded, Vec<FieldError>> {
        let mut file = serde_json::json!({ "format": "portfolio/1" });
        let Value::Object(parts) = parts else { panic!("the parts are an object") };
        file.as_object_mut().expect("an object").extend(parts);
        self.load(&file.to_string()).await
    }

    /// The portfolio as the text of a portfolio file.
    pub(crate) async fn dump(&self) -> String {
        let file = self.app.read(async |connection| dump(connection).await).await.expect("a dump");
        format!("{}\n", serde_json::to_string_pretty(&file).expect("JSON"))
    }
}

fn app(database: Database, instant: &str) -> App {
    App::new(database, Clock::Frozen(instant.parse().expect("an instant")))
}

fn client_of(token: &str) -> Client {
    secure();
    let mut headers = HeaderMap::new();
    if !token.is_empty() {
        let value = format!("Bearer {token}").parse().expect("a header");
        headers.insert(AUTHORIZATION, value);
    }
    Client::builder().default_headers(headers).build().expect("a client")
}

/// The pointers and codes of errors, for comparison.
pub(crate) fn places(faults: &[FieldError]) -> Vec<(String, String)> {
    let mut places: Vec<_> =
        faults.iter().map(|fault| (fault.pointer.clone(), fault.code.to_string())).collect();
    places.sort();
    places
}

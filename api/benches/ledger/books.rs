//! A ledger of one year, of any size, filled by a few statements.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, Method, Request, header};
use sea_orm::sqlx::{AssertSqlSafe, query_scalar, raw_sql};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::service::{Pools, Real, answer, opened, redeemed};

/// The ledger of 2024: the service with a signed-in finance director, and bare connections to the same
/// file.
pub(crate) struct Books {
    pub(crate) pools: Pools,
    /// The funding lines of the entries.
    pub(crate) lines: Vec<Uuid>,
    real: Real,
    _folder: TempDir,
}

impl Books {
    /// A ledger with this many entries.
    pub(crate) async fn of(entries: u64) -> Self {
        // In the build folder: writes must wait for a real disk.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let (app, pools) = opened(&folder.path().join("ledger.db")).await;
        let statements = include_str!("fill.sql").replace("{entries}", &entries.to_string());
        raw_sql(AssertSqlSafe(statements)).execute(&pools.write).await.expect("books");
        let lines = query_scalar("SELECT id FROM funding_line").fetch_all(&pools.read).await.expect("lines");
        let mut books = Self { pools, lines, real: Real::of(app).await, _folder: folder };
        let fiona =
            json!({ "name": "Fiona", "email": "fiona@example.org", "role": "finance_director" }).to_string();
        let fiona: Value = serde_json::from_slice(&books.post("/v1/users", fiona).await).expect("JSON");
        let once = fiona["secret"].as_str().expect("a token");
        books.real.token = redeemed(&books.real.service, once).await;
        books
    }

    pub(crate) async fn get(&self, address: &str) -> Bytes {
        self.asked(Method::GET, address, String::new()).await
    }

    pub(crate) async fn post(&self, address: &str, form: String) -> Bytes {
        self.asked(Method::POST, address, form).await
    }

    async fn asked(&self, method: Method, address: &str, body: String) -> Bytes {
        let mut request = Request::new(Body::from(body));
        *request.method_mut() = method;
        *request.uri_mut() = address.parse().expect("an address");
        *request.headers_mut() = HeaderMap::from_iter([
            (header::AUTHORIZATION, self.real.token.clone()),
            (header::CONTENT_TYPE, "application/json".parse().expect("a header")),
        ]);
        answer(&self.real.service, request).await.1
    }
}

//! The OWASP API Security Top 10 (2023): a proof or more for each, named after what is prevented.

use api::platform::network::Settings;
use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::harness::{PASSWORD, REPORT, Server, id, on_both_databases};

async fn project(server: &Server, acronym: &str) -> String {
    server.project(acronym, "national").await
}

/// A server of no machine's own that counts who comes.
async fn trap() -> (String, tokio::task::JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let caught = tokio::spawn(async move {
        listener.accept().await.expect("somebody");
    });
    (address, caught)
}

/// API1: Broken Object Level Authorization.
#[apply(on_both_databases!)]
async fn api1_an_object_of_another_is_neither_changed_nor_found_by_its_identifier(server: Server) {
    let (maud, user) = server.person("maud", "project_manager").await;
    let (otto, _) = server.person("otto", "project_manager").await;
    let place = project(&server, "A").await;
    server.assign(&user, id(&place)).await;
    let part = maud.made(&format!("{place}/milestones"), json!({ "number": "1", "title": "M" })).await;
    for (method, path) in
        [(Method::PATCH, &place), (Method::DELETE, &place), (Method::PATCH, &part), (Method::DELETE, &part)]
    {
        let refused = otto.send(method.clone(), path, &[("if-match", "*")], json!({ "title": "Mine" })).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{method} {path}");
    }
    let session = maud.all("/v1/sessions").await[0]["id"].as_str().expect("an id").to_owned();
    let (of_maud, of_nobody) = (
        otto.get(&format!("/v1/sessions/{session}")).await,
        otto.get(&format!("/v1/sessions/{}", id(&place))).await,
    );
    assert_eq!((of_maud.status, of_nobody.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(of_maud.body, of_nobody.body, "what one may not know of is answered like what is not there");
}

/// API2: Broken Authentication.
#[apply(on_both_databases!)]
async fn api2_only_a_token_that_is_good_now_lets_anybody_in(server: Server) {
    let (maud, user) = server.person("maud", "reader").await;
    let once = server.added("new", "reader").await["secret"].as_str().expect("a token").to_owned();
    let key = server.post("/v1/api-keys", json!({ "name": "K", "role": "reader" })).await;
    let secret = key.body["secret"].as_str().expect("a key").to_owned();
    assert_eq!(
        server.delete(key.headers["location"].to_str().expect("a place")).await.status,
        StatusCode::NO_CONTENT
    );
    let good = maud.token().to_owned();
    let changed = format!("{}x", &good[..good.len() - 1]);
    let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.";
    for token in [
        "",
        "x",
        "ppt_session_",
        &changed,
        &good.to_uppercase(),
        &good[..20],
        &once,
        &secret,
        unsigned,
        user["id"].as_str().expect("an id"),
    ] {
        let refused = server.by(token).get("/v1/projects").await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{token}");
        let challenge = if token.is_empty() { "Bearer" } else { "Bearer error=\"invalid_token\"" };
        assert_eq!(refused.headers["www-authenticate"], challenge, "{token}");
    }
    for scheme in ["Basic", "Token", ""] {
        let header = format!("{scheme} {good}");
        let refused = server
            .by("")
            .send_text(Method::GET, "/v1/projects", &[("authorization", &header)], String::new())
            .await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{scheme}");
    }
    for weak in ["123456789012", "password1234", "correct", "maud@example.org"] {
        let refused =
            maud.post("/v1/me/password", json!({ "current_password": PASSWORD, "password": weak })).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{weak}");
    }
}

/// API3: Broken Object Property Level Authorization.
#[apply(on_both_databases!)]
async fn api3_no_property_is_seen_or_set_that_is_not_for_the_caller(server: Server) {
    server.load(REPORT).await.expect("the report");
    let (rik, user) = server.person("rik", "reader").await;
    let project = rik.all("/v1/projects?q=ENACT").await[0]["id"].as_str().expect("an id").to_owned();
    let whole = rik.read(&format!("/v1/projects/{project}")).await;
    assert_eq!(whole.get("funding_lines"), None);
    assert!(
        whole["partners"]
            .as_array()
            .expect("partners")
            .iter()
            .all(|partner| partner.get("budget_share").is_none())
    );
    let place = format!("/v1/users/{}", user["id"].as_str().expect("an id"));
    for set in [
        json!({ "password_hash": "x" }),
        json!({ "disabled_at": null }),
        json!({ "id": project }),
        json!({ "issuer": "https://example.org" }),
        json!({ "has_password": true }),
    ] {
        let refused = server.patch(&place, set.clone()).await;
        assert_eq!(
            (refused.status, refused.body["errors"][0]["code"].as_str()),
            (StatusCode::UNPROCESSABLE_ENTITY, Some("unknown")),
            "{set}"
        );
    }
    let raised = rik.send(Method::PATCH, &place, &[("if-match", "*")], json!({ "role": "admin" })).await;
    assert_eq!(raised.status, StatusCode::FORBIDDEN);
    let told = server.read(&place).await;
    assert!(!told.to_string().contains("argon2"), "{told}");
}

/// API4: Unrestricted Resource Consumption.
#[apply(on_both_databases!)]
async fn api4_nobody_takes_more_than_their_share(server: Server) {
    assert_eq!(server.get("/v1/projects?limit=101").await.faults(), [("/limit", "maximum")]);
    assert_eq!(
        server.get(&format!("/v1/projects?q={}", "q".repeat(201))).await.faults(),
        [("/q", "too_long")]
    );
    let large = server
        .by("")
        .post("/v1/sessions", json!({ "email": "m@example.org", "password": "p".repeat(16 * 1024) }))
        .await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
    let limited = server.facing(Settings { rate_limit: 2, ..Settings::default() }).await;
    for _ in 0..2 {
        assert_eq!(limited.get("/v1/me").await.status, StatusCode::OK);
    }
    let refused = limited.get("/v1/me").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers.contains_key("retry-after"));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let refused = server
        .send_text(Method::POST, "/v1/organisations", &[("content-type", "application/json")], deep)
        .await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "it is not followed into its depth");
}

/// API5: Broken Function Level Authorization.
#[apply(on_both_databases!)]
async fn api5_what_an_administrator_does_nobody_else_does(server: Server) {
    let user = json!({ "name": "Mallory", "email": "m@example.org", "role": "admin" });
    for role in ["reader", "auditor", "project_manager", "finance_director"] {
        let (asking, _) = server.person(role, role).await;
        assert_eq!(asking.post("/v1/users", user.clone()).await.status, StatusCode::FORBIDDEN, "{role}");
        assert_eq!(
            asking.post("/v1/api-keys", json!({ "name": "K", "role": "admin" })).await.status,
            StatusCode::FORBIDDEN,
            "{role}"
        );
        assert_eq!(asking.get("/v1/users").await.status, StatusCode::FORBIDDEN, "{role}");
        for method in [Method::PUT, Method::POST, Method::DELETE] {
            let refused = asking.send(method, "/v1/roles", &[], json!({})).await;
            assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED, "another method opens nothing");
        }
        let hidden =
            asking.send(Method::POST, "/v1/projects", &[("x-http-method-override", "GET")], json!({})).await;
        assert!(hidden.status.is_client_error(), "nor does a header");
    }
    assert_eq!(server.all("/v1/users?role=admin").await.len(), 1);
}

/// API6: Unrestricted Access to Sensitive Business Flows.
#[apply(on_both_databases!)]
async fn api6_signing_in_is_not_tried_at_will_and_nothing_is_made_twice(server: Server) {
    server.person("maud", "reader").await;
    let limited = server.facing(Settings { sign_in_rate_limit: 3, ..Settings::default() }).await.by("");
    let attempt = json!({ "email": "maud@example.org", "password": "a wrong password" });
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(limited.post("/v1/sessions", attempt.clone()).await.status.as_u16());
    }
    assert_eq!(statuses, [401, 401, 401, 429, 429, 429]);
    let key = [("idempotency-key", "one")];
    for _ in 0..3 {
        assert_eq!(
            server.send(Method::POST, "/v1/organisations", &key, json!({ "name": "O" })).await.status,
            StatusCode::CREATED
        );
    }
    assert_eq!(server.all("/v1/organisations").await.len(), 1);
}

/// API7: Server Side Request Forgery.
#[apply(on_both_databases!)]
async fn api7_no_address_that_a_caller_gives_is_ever_asked(server: Server) {
    let (address, caught) = trap().await;
    server.made("/v1/organisations", json!({ "name": "O", "website": format!("{address}/a") })).await;
    server
        .made(
            "/v1/projects",
            json!({ "acronym": "A", "title": "T", "kind": "national", "website": format!("{address}/b") }),
        )
        .await;
    // A token that says itself where its keys are.
    let header = json!({ "alg": "RS256", "kid": "k", "jku": format!("{address}/keys"), "x5u": format!("{address}/keys") });
    let part = |value: &Value| base64_url(&value.to_string());
    let token = format!("{}.{}.c2lnbmF0dXJl", part(&header), part(&json!({ "iss": address, "sub": "x" })));
    assert_eq!(server.by(&token).get("/v1/me").await.status, StatusCode::UNAUTHORIZED);
    let referred = server
        .send_text(
            Method::GET,
            "/v1/me",
            &[("host", address.trim_start_matches("http://")), ("x-forwarded-host", &address)],
            String::new(),
        )
        .await;
    assert_eq!(referred.status, StatusCode::OK);
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(!caught.is_finished(), "somebody came");
    caught.abort();
}

/// API8: Security Misconfiguration.
#[apply(on_both_databases!)]
async fn api8_nothing_is_open_or_told_that_need_not_be(server: Server) {
    let other = [("origin", "https://elsewhere.example"), ("access-control-request-method", "GET")];
    for method in [Method::GET, Method::OPTIONS] {
        let reply = server.send_text(method, "/v1/projects", &other, String::new()).await;
        assert!(
            !reply.headers.contains_key("access-control-allow-origin"),
            "no origin is let in unless it is set"
        );
    }
    for path in ["/v1/projects", "/v1/nothing", "/healthz", "/docs/"] {
        let reply = server.get(path).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
        ] {
            assert_eq!(reply.headers[name], value, "{path}");
        }
        assert!(reply.headers.contains_key("content-security-policy"), "{path}");
        for name in ["server", "x-powered-by"] {
            assert!(!reply.headers.contains_key(name), "{path}: {name}");
        }
    }
    for method in [Method::TRACE, Method::CONNECT] {
        let reply = server.send_text(method.clone(), "/v1/projects", &[], String::new()).await;
        assert!(reply.status.is_client_error(), "{method}");
    }
    server.app.database.clone().close().await;
    let broken = server.get("/v1/projects").await;
    assert!(broken.status.is_server_error());
    let text = broken.body.to_string().to_lowercase();
    for inside in ["sqlx", "select", "pool", "postgres://", "sqlite", "panicked", "src/"] {
        assert!(!text.contains(inside), "{inside}: {text}");
    }
}

/// API9: Improper Inventory Management.
#[apply(on_both_databases!)]
async fn api9_there_is_no_address_that_is_not_in_the_document(server: Server) {
    let document = server.read("/openapi.json").await;
    let paths = document["paths"].as_object().expect("paths");
    assert!(
        paths.keys().all(|path| path.starts_with("/v1/")
            || ["/healthz", "/readyz", "/problems/{code}"].contains(&path.as_str())),
        "one version, and no other"
    );
    for path in [
        "/",
        "/v0/projects",
        "/v2/projects",
        "/api/projects",
        "/projects",
        "/metrics",
        "/debug",
        "/admin",
        "/v1/debug",
        "/v1/internal",
        "/.env",
        "/.git/config",
        "/v1/../v1/projects/",
        "/actuator/health",
        "/graphql",
        "/openapi.yaml",
    ] {
        assert_eq!(server.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(document["info"]["version"], server.read("/healthz").await["version"]);
}

/// API10: Unsafe Consumption of APIs. What others say is checked like what callers say: a portfolio file here; what
/// an issuer of tokens says is proven beside its other checks.
#[apply(on_both_databases!)]
async fn api10_what_comes_from_elsewhere_is_believed_in_nothing(server: Server) {
    let file = |project: Value| json!({ "projects": [project] });
    for (project, pointer) in [
        (
            json!({ "acronym": "A", "title": "T", "kind": "national", "stage": "idea", "website": "javascript:alert(1)" }),
            "/projects/0/website",
        ),
        (
            json!({ "acronym": "A", "title": "T", "kind": "national", "stage": "idea", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001" }),
            "/projects/0/id",
        ),
        (
            json!({ "acronym": "A\u{0}", "title": "T", "kind": "national", "stage": "idea" }),
            "/projects/0/acronym",
        ),
    ] {
        let faults = server.load_parts(file(project)).await.expect_err("a refusal");
        assert_eq!(faults.iter().map(|fault| fault.pointer.as_str()).collect::<Vec<_>>(), [pointer]);
    }
    assert!(server.all("/v1/projects").await.is_empty(), "nothing was loaded");
    let hostile = "'; DROP TABLE project; --<script>";
    server
        .load_parts(file(
            json!({ "acronym": hostile, "title": hostile, "kind": "national", "stage": "idea" }),
        ))
        .await
        .expect("it is but text");
    assert_eq!(server.all("/v1/projects").await[0]["title"], hostile);
}

fn base64_url(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(text)
}

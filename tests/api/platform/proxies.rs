//! Entity tags of answers that are compressed, by us and by a proxy.

use macro_rules_attribute::apply;
use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Kind, Proxy, Reply, Server, on_both_databases};

const PLAIN: (&str, &str) = ("accept-encoding", "identity");
const GZIP: (&str, &str) = ("accept-encoding", "gzip");

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
}

/// The digest of a tag.
fn digest(reply: &Reply) -> String {
    reply.tag().trim_start_matches("W/").trim_matches('"').to_owned()
}

async fn project(server: &Server) -> String {
    server.made("/v1/projects", json!({ "acronym": "TAGS", "title": "One", "kind": "internal" })).await
}

async fn get(server: &Server, place: &str, headers: &[(&str, &str)]) -> Reply {
    server.send_text(Method::GET, place, headers, String::new()).await
}

#[apply(on_both_databases!)]
async fn a_tag_is_weak_where_we_compress_and_strong_where_we_do_not(server: Server) {
    let place = project(&server).await;
    let (plain, zipped) = (get(&server, &place, &[PLAIN]).await, get(&server, &place, &[GZIP]).await);
    assert!(plain.tag().starts_with('"'), "{}", plain.tag());
    assert!(zipped.tag().starts_with("W/\""), "{}", zipped.tag());
    assert_eq!(digest(&plain), digest(&zipped));
    for reply in [&plain, &zipped] {
        assert!(text(&reply.headers, "vary").contains("accept-encoding"), "{:?}", reply.headers);
    }
}

#[apply(on_both_databases!)]
async fn a_304_says_what_the_answer_would_have_said(server: Server) {
    let place = project(&server).await;
    for coding in [PLAIN, GZIP] {
        let seen = get(&server, &place, &[coding]).await;
        let again = get(&server, &place, &[coding, ("if-none-match", seen.tag())]).await;
        assert_eq!((again.status, &again.body), (StatusCode::NOT_MODIFIED, &json!("")));
        for name in ["etag", "vary", "cache-control", "content-security-policy"] {
            assert_eq!(text(&again.headers, name), text(&seen.headers, name), "{name}");
            assert_ne!(text(&again.headers, name), "", "{name}");
        }
        assert!(
            !again.headers.contains_key("content-encoding") && !again.headers.contains_key("content-type")
        );
    }
}

#[apply(on_both_databases!)]
async fn the_document_of_the_service_has_a_tag(server: Server) {
    let seen = get(&server, "/openapi.json", &[PLAIN]).await;
    assert_eq!((seen.status, text(&seen.headers, "content-type")), (StatusCode::OK, "application/json"));
    for coding in [PLAIN, GZIP] {
        let again = get(&server, "/openapi.json", &[coding, ("if-none-match", seen.tag())]).await;
        assert_eq!(again.status, StatusCode::NOT_MODIFIED);
        assert_eq!(text(&again.headers, "vary"), "accept-encoding");
    }
}

#[apply(on_both_databases!)]
async fn a_change_names_a_tag_in_whatever_coding_it_was_read(server: Server) {
    let place = project(&server).await;
    for (title, form) in [
        ("Two", "\"DIGEST\""),
        ("Three", "W/\"DIGEST\""),
        ("Four", "\"DIGEST-gzip\""),
        ("Five", "\"x\" , W/\"DIGEST\""),
    ] {
        let form = form.replace("DIGEST", &digest(&get(&server, &place, &[PLAIN]).await));
        let seen = get(&server, &place, &[("if-none-match", &form)]).await;
        assert_eq!(seen.status, StatusCode::NOT_MODIFIED, "{form}");
        let changed =
            server.send(Method::PATCH, &place, &[("if-match", &form)], json!({ "title": title })).await;
        assert_eq!(changed.status, StatusCode::OK, "{form}: {}", changed.body);
        let stale =
            server.send(Method::PATCH, &place, &[("if-match", &form)], json!({ "title": "Lost" })).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED, "{form}");
    }
}

#[apply(on_both_databases!)]
async fn what_is_no_tag_is_malformed(server: Server) {
    let place = project(&server).await;
    let digest = digest(&server.get(&place).await);
    for form in [
        digest.clone(),
        format!("w/\"{digest}\""),
        format!("\"{digest}"),
        format!("\"{digest}\" \"x\""),
        format!("*, \"{digest}\""),
    ] {
        let changed =
            server.send(Method::PATCH, &place, &[("if-match", &form)], json!({ "title": "Two" })).await;
        assert_eq!(
            (changed.status, changed.faults()),
            (StatusCode::BAD_REQUEST, vec![("/if-match", "format")]),
            "{form}"
        );
        let read = get(&server, &place, &[("if-none-match", &form)]).await;
        assert_eq!(
            (read.status, read.faults()),
            (StatusCode::BAD_REQUEST, vec![("/if-none-match", "format")]),
            "{form}"
        );
    }
    let changed = server.send(Method::PATCH, &place, &[("if-match", "")], json!({ "title": "Two" })).await;
    assert_eq!(changed.status, StatusCode::PRECONDITION_REQUIRED);
}

/// Reads a thing through a proxy, is spared it, changes it by the tag that was seen, and loses no edit.
async fn goes_round(server: &Server, proxy: &Proxy, place: &str, title: &str) {
    let client = reqwest::Client::builder().gzip(false).build().expect("a client");
    let ask = async |method: Method, headers: &[(&str, &str)], body: &Value| {
        let mut request = client.request(method, format!("http://{}{place}", proxy.authority)).json(body);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.bearer_auth(server.token()).header("accept-encoding", "gzip").send().await.expect("an answer")
    };
    let nothing = json!({});
    let seen = ask(Method::GET, &[], &nothing).await;
    assert_eq!((seen.status(), text(seen.headers(), "content-encoding")), (StatusCode::OK, "gzip"));
    let tag = text(seen.headers(), "etag").to_owned();
    assert!(tag.starts_with("W/\""), "{tag}");
    let again = ask(Method::GET, &[("if-none-match", &tag)], &nothing).await;
    let repeated = text(again.headers(), "etag").trim_start_matches("W/");
    assert_eq!((again.status(), repeated), (StatusCode::NOT_MODIFIED, tag.trim_start_matches("W/")));
    assert!(
        text(again.headers(), "vary").to_lowercase().contains("accept-encoding"),
        "{:?}",
        again.headers()
    );
    let changed = ask(Method::PATCH, &[("if-match", &tag)], &json!({ "title": title })).await;
    assert_eq!(changed.status(), StatusCode::OK);
    let stale = ask(Method::PATCH, &[("if-match", &tag)], &json!({ "title": "Lost" })).await;
    assert_eq!(stale.status(), StatusCode::PRECONDITION_FAILED);
    let now = text(changed.headers(), "etag").to_owned();
    assert_eq!(
        ask(Method::DELETE, &[("if-match", &tag)], &nothing).await.status(),
        StatusCode::PRECONDITION_FAILED
    );
    let further = ask(Method::PATCH, &[("if-match", &now)], &json!({ "title": title })).await;
    assert_eq!(further.status(), StatusCode::OK, "the tag of a change is good for the next");
}

#[tokio::test]
async fn nobodys_edit_is_refused_or_lost_behind_a_proxy_that_compresses() {
    let server = Server::on(Kind::Sqlite).await.expect("SQLite is always there");
    let place = project(&server).await;
    // It compresses what we did not, and hands on what we did.
    for (title, location) in [("Two", "proxy_set_header Accept-Encoding '';"), ("Three", "")] {
        let Some(proxy) = Proxy::before(server.authority(), location).await else { return };
        goes_round(&server, &proxy, &place, title).await;
        assert_eq!(server.read(&place).await["title"], title);
    }
}

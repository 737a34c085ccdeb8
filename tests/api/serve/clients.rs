//! What generated clients stand on: schemas that compile in every language, the headers of answers, and the `Accept`
//! that they send.

use std::collections::HashSet;

use api::platform::network::Settings;
use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{Server, document, on_both_databases};

const CSV: &str = "text/csv";

/// Calls `check` with every object of a value, and where it stands.
fn walk(value: &Value, at: &str, check: &mut impl FnMut(&str, &serde_json::Map<String, Value>)) {
    match value {
        Value::Object(members) => {
            check(at, members);
            members.iter().for_each(|(name, member)| walk(member, &format!("{at}/{name}"), check));
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| walk(item, &format!("{at}/{index}"), check));
        }
        _ => {}
    }
}

#[test]
fn no_reference_has_a_default_beside_it() {
    let mut found = Vec::new();
    walk(&document(), "", &mut |at, members| {
        if members.contains_key("$ref") && members.contains_key("default") {
            found.push(at.to_owned());
        }
    });
    assert!(found.is_empty(), "clients in Java do not compile: {found:#?}");
}

#[test]
fn no_file_has_a_least_length() {
    let mut found = Vec::new();
    walk(&document(), "", &mut |at, members| {
        if members.get("format").is_some_and(|format| format == "binary") && members.contains_key("minLength")
        {
            found.push(at.to_owned());
        }
    });
    assert!(found.is_empty(), "clients in Go do not compile: {found:#?}");
}

#[test]
fn no_two_schemas_have_one_name_in_a_client() {
    let document = document();
    let names: Vec<_> = document["components"]["schemas"].as_object().expect("schemas").keys().collect();
    let mut taken = HashSet::new();
    for name in &names {
        // Some languages have a file a schema, and some file systems do not tell cases apart.
        assert!(taken.insert(name.to_lowercase()), "{name}");
    }
    for name in &names {
        // What a client in Go has beside the type `Project`.
        for made in [
            format!("New{name}"),
            format!("New{name}WithDefaults"),
            format!("Nullable{name}"),
            format!("NewNullable{name}"),
        ] {
            assert!(!taken.contains(&made.to_lowercase()), "clients in Go do not compile: {name} and {made}");
        }
    }
}

#[test]
fn every_answer_refers_to_headers_that_are_described_once() {
    let document = document();
    let described = document["components"]["headers"].as_object().expect("headers");
    for (name, header) in described {
        assert!(header["description"].is_string() && header["schema"]["type"].is_string(), "{name}");
    }
    walk(&document["paths"], "", &mut |at, members| {
        let Some(responses) = members.get("responses").and_then(Value::as_object) else { return };
        for (status, response) in responses {
            let headers = response["headers"].as_object().expect("headers");
            assert!(headers.contains_key("X-Request-Id"), "{at}: {status}");
            assert_eq!(headers.contains_key("Location"), status == "201", "{at}: {status}");
            assert_eq!(headers.contains_key("WWW-Authenticate"), status == "401", "{at}: {status}");
            assert_eq!(
                headers.contains_key("Retry-After"),
                ["429", "503", "507"].contains(&status.as_str()),
                "{at}"
            );
            for (name, header) in headers {
                assert_eq!(
                    header,
                    &json!({ "$ref": format!("#/components/headers/{name}") }),
                    "{at}: {status}"
                );
            }
        }
    });
}

// That each header that is sent is documented, and each that is promised is sent, the harness looks at.
#[apply(on_both_databases!)]
async fn answers_have_the_headers_that_the_document_promises(server: Server) {
    for code in ["a", "b", "c"] {
        let theme = server.post("/v1/themes", json!({ "code": code, "labels": { "en": code } })).await;
        assert_eq!(theme.status, StatusCode::CREATED, "{}", theme.body);
        assert!(["location", "etag", "x-request-id"].iter().all(|name| theme.headers.contains_key(*name)));
    }
    let page = server.get("/v1/themes?limit=2").await;
    let link = page.headers["link"].to_str().expect("a link").to_owned();
    assert!(link.starts_with("</v1/themes?") && link.ends_with(">; rel=\"next\""), "{link}");
    let last = server.get(link.trim_start_matches('<').split('>').next().expect("an address")).await;
    assert!(!last.headers.contains_key("link") && last.body["next"].is_null());
    let (_, headers, _) = server.file("/v1/themes", CSV).await;
    assert!(headers["content-disposition"].to_str().expect("text").starts_with("attachment; filename="));

    let theme = format!("/v1/themes/{}", page.body["items"][0]["id"].as_str().expect("an id"));
    let seen = server.get(&theme).await;
    let again = server.send_text(Method::GET, &theme, &[("if-none-match", seen.tag())], String::new()).await;
    assert_eq!((again.status, again.tag()), (StatusCode::NOT_MODIFIED, seen.tag()));
    let asked = [("x-request-id", "of-the-caller")];
    let told = server.send_text(Method::GET, &theme, &asked, String::new()).await;
    assert_eq!(told.headers["x-request-id"], "of-the-caller");
    let nobody = server.by("").get(&theme).await;
    let how = nobody.headers["www-authenticate"].to_str().expect("text");
    assert!(nobody.status == StatusCode::UNAUTHORIZED && how.starts_with("Bearer"), "{how}");
    let limited = server.facing(Settings { rate_limit: 1, ..Settings::default() }).await;
    limited.get(&theme).await;
    let refused = limited.get(&theme).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers["retry-after"].to_str().expect("text").parse::<u32>().is_ok());
}

#[apply(on_both_databases!)]
async fn pages_of_other_origins_read_every_documented_header(server: Server) {
    let origins = vec!["https://app.example.org".parse().expect("an origin")];
    let open = server.facing(Settings { origins, ..Settings::default() }).await;
    let asked = [("origin", "https://app.example.org")];
    let answer = open.send_text(Method::GET, "/v1/themes", &asked, String::new()).await;
    let exposed = answer.headers["access-control-expose-headers"].to_str().expect("text").to_lowercase();
    let exposed: HashSet<_> = exposed.split(',').map(str::trim).collect();
    for name in document()["components"]["headers"].as_object().expect("headers").keys() {
        assert!(exposed.contains(name.to_lowercase().as_str()), "{name}: {exposed:?}");
    }
}

#[apply(on_both_databases!)]
async fn clients_that_accept_every_documented_type_get_json(server: Server) {
    let document = document();
    let paths = document["paths"].as_object().expect("paths");
    for (path, methods) in paths.iter().filter(|(path, _)| !path.contains('{')) {
        let Some(kinds) = methods["get"]["responses"]["200"]["content"].as_object() else { continue };
        if !kinds.contains_key("application/json") {
            continue;
        }
        // As clients in Java and PHP say it: each type of each answer, all alike.
        for accept in [
            kinds
                .keys()
                .map(String::as_str)
                .chain(["application/problem+json"])
                .collect::<Vec<_>>()
                .join(", "),
            kinds
                .keys()
                .map(String::as_str)
                .chain(["application/problem+json"])
                .collect::<Vec<_>>()
                .join(","),
            "application/json, application/problem+json".to_owned(),
            "application/problem+json, application/json".to_owned(),
            "application/json".to_owned(),
        ] {
            let asked = [("accept", accept.as_str())];
            let answer = server.send_text(Method::GET, path, &asked, String::new()).await;
            assert_ne!(answer.status, StatusCode::NOT_ACCEPTABLE, "{path}: {accept}");
            let kind = answer.headers["content-type"].to_str().expect("text");
            assert!(kind.ends_with("json"), "{path}: {accept} is answered with {kind}");
        }
    }
}

//! Writing programmes and themes.

use macro_rules_attribute::apply;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::{REPORT, Reply, Server, on_both_databases, with};

const PROGRAMMES: &str = "/v1/programmes";
const THEMES: &str = "/v1/themes";
const ANY: &[(&str, &str)] = &[("if-match", "*")];

fn fault(reply: &Reply) -> (u16, String, String) {
    let fault = &reply.body["errors"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (reply.status.as_u16(), text(&fault["pointer"]), text(&fault["code"]))
}

fn told(status: u16, pointer: &str, code: &str) -> (u16, String, String) {
    (status, pointer.to_owned(), code.to_owned())
}

async fn place_of(server: &Server, collection: &str, member: &str, name: &str) -> String {
    let all = server.all(collection).await;
    let one = all.iter().find(|one| one[member] == name).expect("one of the name");
    format!("{collection}/{}", one["id"].as_str().expect("an id"))
}

#[apply(on_both_databases!)]
async fn a_programme_is_registered_changed_and_deleted(server: Server) {
    let authority =
        server.send(Method::POST, "/v1/organisations", &[], json!({ "name": "Actiris" })).await.body;
    let form = json!({ "name": "Erasmus+", "level": "european", "managing_authority": authority["id"],
            "period": { "start": "2021", "end": "2027" }, "website": "https://erasmus.example" });
    let made = server.send(Method::POST, PROGRAMMES, &[], form).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    assert_eq!(made.body["managing_authority"], json!({ "id": authority["id"], "name": "Actiris" }));
    let place = made.headers["location"].to_str().expect("a place").to_owned();
    let there = server.get(&place).await;
    assert_eq!((&there.body, &there.headers["etag"]), (&made.body, &made.headers["etag"]));

    let seen = there.headers["etag"].to_str().expect("a tag");
    let change = json!({ "period": { "start": null }, "managing_authority": null, "level": "regional" });
    let changed = server.send(Method::PATCH, &place, &[("if-match", seen)], change).await;
    assert_eq!(changed.status, StatusCode::OK, "{}", changed.body);
    assert_eq!(
        (&changed.body["period"], &changed.body["managing_authority"]),
        (&json!({ "end": "2027" }), &Value::Null)
    );
    assert_eq!((&changed.body["name"], &changed.body["level"]), (&json!("Erasmus+"), &json!("regional")));
    assert_eq!(
        server.send(Method::PATCH, &place, &[("if-match", seen)], json!({})).await.status,
        StatusCode::PRECONDITION_FAILED
    );

    assert_eq!(
        server.send_text(Method::DELETE, &place, ANY, String::new()).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(server.get(&place).await.status, StatusCode::NOT_FOUND);
}

#[apply(on_both_databases!)]
async fn a_programme_that_cannot_be_is_refused(server: Server) {
    server.load(REPORT).await.expect("the report");
    let programme = |name: &str, rest: Value| with(json!({ "name": name, "level": "european" }), rest);
    for (form, expected) in [
        (programme("ERASMUS +", json!({})), None),
        (programme("erasmus+", json!({})), Some(told(409, "/name", "taken"))),
        (programme(" ", json!({})), Some(told(422, "/name", "blank"))),
        (
            programme("X", json!({ "period": { "start": "2024", "end": "2023" } })),
            Some(told(422, "/period/end", "reversed")),
        ),
        (
            programme("X", json!({ "managing_authority": "01a20bba-ef25-7773-9ddd-93fc95af7122" })),
            Some(told(422, "/managing_authority", "unknown")),
        ),
        (
            programme("X", json!({ "managing_authority": "x" })),
            Some(told(422, "/managing_authority", "format")),
        ),
        (programme("X", json!({ "website": "javascript:alert(1)" })), Some(told(422, "/website", "pattern"))),
        (json!({ "name": "X" }), Some(told(422, "/level", "required"))),
    ] {
        let reply = server.send(Method::POST, PROGRAMMES, &[], form).await;
        match expected {
            Some(expected) => assert_eq!(fault(&reply), expected, "{}", reply.body),
            None => assert_eq!(reply.status, StatusCode::CREATED, "{}", reply.body),
        }
    }
    let cosme = place_of(&server, PROGRAMMES, "name", "COSME").await;
    let taken = server.send(Method::PATCH, &cosme, ANY, json!({ "name": "Cerv" })).await;
    assert_eq!(fault(&taken), told(409, "/name", "taken"));
    let held = server.send_text(Method::DELETE, &cosme, ANY, String::new()).await;
    assert_eq!(fault(&held), told(409, "/id", "in_use"));
    assert_eq!(held.body["errors"][0]["detail"], "the project ENACT refers to it");
}

#[apply(on_both_databases!)]
async fn a_changed_level_changes_the_split(server: Server) {
    let line = json!({ "programme": "P", "form": "grant", "stage": "signed", "own_share": "100.00", "currency": "EUR",
            "recognition_method": "pro_rata_days", "period": { "start": "2024", "end": "2024" } });
    server.load_parts(json!({ "programmes": [{ "name": "P", "level": "private" }],
            "projects": [{ "acronym": "A", "title": "T", "kind": "national", "stage": "signed", "funding_lines": [line] }] }))
            .await.expect("a line");
    let place = place_of(&server, PROGRAMMES, "name", "P").await;
    for (level, amounts) in
        [("european", ["100.00", "0.00", "0.00"]), ("sectoral", ["0.00", "100.00", "0.00"])]
    {
        server.send(Method::PATCH, &place, ANY, json!({ "level": level })).await;
        let split = server.read("/v1/revenue-split?year=2024&basis=accrued").await;
        let told: Vec<_> = split["classes"]
            .as_array()
            .expect("classes")
            .iter()
            .map(|class| class["amount"].clone())
            .collect();
        assert_eq!(told, amounts, "{level}");
    }
}

#[apply(on_both_databases!)]
async fn a_theme_is_registered_changed_and_deleted(server: Server) {
    let made = server
        .send(Method::POST, THEMES, &[], json!({ "code": "water", "labels": { "en": "Water", "fr": "Eau" } }))
        .await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    let place = made.headers["location"].to_str().expect("a place").to_owned();
    let changed =
        server.send(Method::PATCH, &place, ANY, json!({ "labels": { "nl": "Water", "fr": null } })).await;
    assert_eq!(changed.body["labels"], json!({ "en": "Water", "nl": "Water" }));
    let again = server.send(Method::POST, THEMES, &[], json!({ "code": "water", "labels": {} })).await;
    assert_eq!(fault(&again), told(409, "/code", "taken"));
    let bad = server.send(Method::POST, THEMES, &[], json!({ "code": "Bad Code", "labels": {} })).await;
    assert_eq!(fault(&bad), told(422, "/code", "format"));
    assert_eq!(
        server.send_text(Method::DELETE, &place, ANY, String::new()).await.status,
        StatusCode::NO_CONTENT
    );

    server.load(REPORT).await.expect("the report");
    let diversity = place_of(&server, THEMES, "code", "diversity").await;
    let held = server.send_text(Method::DELETE, &diversity, ANY, String::new()).await;
    assert_eq!(held.status, StatusCode::CONFLICT);
    let details = held.body["errors"].to_string();
    for holder in
        ["the project MONOPEDIA", "the publication Implication", "the event Les Mamans Solos agissent"]
    {
        assert!(details.contains(holder), "{details}");
    }
}

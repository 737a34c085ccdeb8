//! Reading the portfolio: one thing, a page of things, what passes a filter.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::harness::{REPORT, Server, on_both_databases};

const COLLECTIONS: [&str; 10] = [
    "organisations",
    "programmes",
    "themes",
    "projects",
    "partners",
    "funding-lines",
    "publications",
    "events",
    "fiscal-years",
    "revenue-entries",
];

fn acronyms(projects: &[Value]) -> Vec<&str> {
    projects.iter().map(|project| project["acronym"].as_str().expect("an acronym")).collect()
}

async fn acronyms_of(server: &Server, query: &str) -> Vec<String> {
    acronyms(&server.all(&format!("/v1/projects?{query}")).await).into_iter().map(str::to_owned).collect()
}

async fn id_of(server: &Server, collection: &str, name: &str) -> String {
    let found = server.all(&format!("/v1/{collection}")).await;
    let one = found
        .iter()
        .find(|one| one["name"] == name || one["acronym"] == name)
        .expect("something of the name");
    one["id"].as_str().expect("an id").to_owned()
}

#[apply(on_both_databases!)]
async fn everything_is_read_by_its_id_as_in_its_collection(server: Server) {
    server.load(REPORT).await.expect("the report");
    for collection in COLLECTIONS {
        let all = server.all(&format!("/v1/{collection}")).await;
        assert!(!all.is_empty(), "{collection}");
        for listed in [&all[0], &all[all.len() - 1]] {
            let one =
                server.read(&format!("/v1/{collection}/{}", listed["id"].as_str().expect("an id"))).await;
            for (member, value) in listed.as_object().expect("an object") {
                assert_eq!(&one[member], value, "{collection}: {member}");
            }
        }
    }
}

#[apply(on_both_databases!)]
async fn what_is_not_there_is_not_found(server: Server) {
    for collection in COLLECTIONS {
        let reply = server.get(&format!("/v1/{collection}/01a20bba-ef25-7773-9ddd-93fc95af7122")).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{collection}");
        assert_eq!(reply.body["code"], "not_found");
        let reply = server.get(&format!("/v1/{collection}/x")).await;
        assert_eq!(reply.status, StatusCode::BAD_REQUEST, "{collection}");
        assert_eq!(reply.body["errors"][0]["in"], "path");
    }
}

#[apply(on_both_databases!)]
async fn pages_hold_everything_once_and_in_order(server: Server) {
    server.load(REPORT).await.expect("the report");
    for collection in COLLECTIONS {
        let whole = server.all(&format!("/v1/{collection}?limit=100")).await;
        for limit in [1, 7, 25] {
            let paged = server.all(&format!("/v1/{collection}?limit={limit}")).await;
            assert_eq!(paged, whole, "{collection} by {limit}");
        }
    }
    let by_acronym = server.all("/v1/projects").await;
    assert_eq!(acronyms(&by_acronym)[..3], ["AKA ACTIVE CITIZENS", "APIA", "APTE"]);
}

#[apply(on_both_databases!)]
async fn a_page_says_where_the_next_one_is(server: Server) {
    server.load(REPORT).await.expect("the report");
    let page = server.get("/v1/projects?kind=national&limit=5").await;
    let link = page.headers["link"].to_str().expect("a link");
    let (address, rel) = link.split_once("; ").expect("a target and a relation");
    assert_eq!(rel, "rel=\"next\"");
    let last = server.get(address.trim_matches(['<', '>'])).await;
    assert_eq!(last.body["items"].as_array().map(Vec::len), Some(3));
    assert_eq!(last.body["next"], Value::Null);
    assert!(!last.headers.contains_key("link"));
}

#[apply(on_both_databases!)]
async fn pages_stay_right_while_rows_come(server: Server) {
    let named = |acronyms: &[&str]| -> Value {
        let projects: Vec<_> = acronyms
            .iter()
            .map(|acronym| json!({ "acronym": acronym, "title": "T", "kind": "internal", "stage": "idea" }))
            .collect();
        json!({ "projects": projects })
    };
    server.load_parts(named(&["B", "D", "F", "H"])).await.expect("four");
    let first = server.read("/v1/projects?limit=2").await;
    server.load_parts(named(&["A", "C", "E", "G"])).await.expect("four more");
    let after = first["next"].as_str().expect("a cursor");
    let rest = server.read(&format!("/v1/projects?limit=100&after={after}")).await;
    assert_eq!(acronyms(first["items"].as_array().expect("items")), ["B", "D"]);
    assert_eq!(acronyms(rest["items"].as_array().expect("items")), ["E", "F", "G", "H"]);
}

#[apply(on_both_databases!)]
async fn a_project_comes_with_everything_that_hangs_on_it(server: Server) {
    server.load(REPORT).await.expect("the report");
    let famous = server.read(&format!("/v1/projects/{}", id_of(&server, "projects", "FAMOUS").await)).await;
    assert_eq!(famous["partners"].as_array().map(Vec::len), Some(4));
    assert_eq!(famous["funding_lines"][0]["programme"]["name"], "Erasmus+");
    assert_eq!(famous["publications"][0]["collection"], "Livre blanc");
    assert_eq!(famous["events"][0]["period"]["start"], "2024-09-24");
    assert_eq!(famous["themes"], json!(["social_affairs"]));
    let sspice =
        server.read(&format!("/v1/projects/{}", id_of(&server, "projects", "SSPICE IT!").await)).await;
    let group = &sspice["partners"][3];
    assert_eq!(group["group"], json!({ "label": "5 centres VET", "size": 5 }));
    assert_eq!((&group["organisation"], &group["country"]), (&Value::Null, &Value::Null));
    let marolles =
        server.read(&format!("/v1/projects/{}", id_of(&server, "projects", "MAROLLES&SENS").await)).await;
    assert_eq!(marolles["period"], json!({}));
    assert_eq!(marolles["programmes"].as_array().map(Vec::len), Some(2));
}

#[apply(on_both_databases!)]
async fn projects_are_filtered(server: Server) {
    server.load(REPORT).await.expect("the report");
    let equal = id_of(&server, "programmes", "equal.brussels").await;
    let friends = id_of(&server, "organisations", "Le Monde Selon les Femmes").await;
    for (query, found) in [
        ("kind=national&theme=diversity", vec!["CEASE BELGIQUE", "MONOPEDIA"]),
        ("stage=closed", vec![]),
        (&format!("programme={equal}"), vec!["CEASE BELGIQUE", "KIDS FRIENDLY"]),
        (&format!("partner={friends}"), vec!["CICLE", "PROCOPA"]),
        ("partner_country=EL", vec!["AKA ACTIVE CITIZENS", "HERO", "SSPICE IT!"]),
        ("partner_country=GR&active_on=2025-01-01", vec!["SSPICE IT!"]),
        ("active_on=2028-09-30", vec!["DIGIYOU", "KIDS FRIENDLY", "RAAVI"]),
        ("active_on=2028-10-01", vec!["DIGIYOU", "KIDS FRIENDLY"]),
        ("active_on=2021-10-31", vec![]),
        ("active_on=2021-11-01", vec!["CEASE BELGIQUE", "SOCIAL TECH ACADEMY"]),
        ("q=MAMANS%20solos", vec!["MONOPEDIA"]),
        ("q=numerique", vec!["ENACT", "SKILLS TO CONNECT"]),
        ("q=NUMÉRIQUE%20seniors", vec!["SKILLS TO CONNECT"]),
        ("q=l%E2%80%99emploi%20mentorat", vec!["APTE"]),
        ("q=100%25", vec![]),
        ("q=_", vec![]),
        ("q=%5C", vec![]),
    ] {
        assert_eq!(acronyms_of(&server, query).await, found, "{query}");
    }
    assert_eq!(acronyms_of(&server, "q=%20").await.len(), 26, "no words are in all of them");
}

#[apply(on_both_databases!)]
async fn other_collections_are_filtered_too(server: Server) {
    server.load(REPORT).await.expect("the report");
    let hero = id_of(&server, "projects", "HERO").await;
    let erasmus = id_of(&server, "programmes", "Erasmus+").await;
    for (query, count) in [
        ("organisations?country=FR", 25),
        ("organisations?partner=false", 1),
        ("organisations?q=elise", 0),
        ("organisations?q=universite%20lille", 1),
        ("organisations?q=bruxelles", 2),
        ("organisations?pic=999999999", 0),
        ("programmes?level=european", 5),
        ("programmes?q=federation", 1),
        (&format!("partners?project={hero}"), 4),
        ("partners?country=BE", 14),
        ("partners?role=coordinator", 0),
        (&format!("funding-lines?programme={erasmus}"), 15),
        ("funding-lines?stage=draft", 0),
        (&format!("publications?project={hero}"), 1),
        ("publications?year=2024&theme=diversity", 2),
        ("publications?year=2023", 0),
        ("publications?q=pauvrete", 2),
        ("events?kind=workshop", 3),
        ("events?year=2024&theme=social_affairs", 4),
        ("events?q=solidaire", 2),
        ("revenue-entries?year=2024&class=national", 1),
        ("revenue-entries?year=2023", 0),
    ] {
        assert_eq!(server.all(&format!("/v1/{query}")).await.len(), count, "{query}");
    }
}

//! Sorting by several fields, and paging through what is sorted.

use macro_rules_attribute::apply;
use serde_json::{Value, json};

use crate::harness::{REPORT, Server, on_both_databases};

/// The items of a collection, read a few at a time.
async fn paged(server: &Server, path: &str, limit: usize) -> Vec<Value> {
    server.all(&format!("{path}&limit={limit}")).await
}

fn texts(items: &[Value], member: &str) -> Vec<String> {
    items.iter().map(|item| item[member].as_str().unwrap_or_default().to_owned()).collect()
}

async fn projects(server: &Server) {
    for (acronym, kind, period) in [
        ("A", "national", json!({ "start": "2024" })),
        ("B", "european", json!({})),
        ("É", "national", json!({ "start": "2023-05" })),
        ("D", "european", json!({ "start": "2023-05", "end": "2024" })),
        ("f", "european", json!({ "start": "2025" })),
        ("G", "national", json!({})),
    ] {
        server
            .made("/v1/projects", json!({ "acronym": acronym, "title": "T", "kind": kind, "period": period }))
            .await;
    }
}

/// Payments of a line, of every kind, some of which nobody knows when they are due.
async fn payments(server: &Server) {
    let lines = server.all("/v1/funding-lines").await;
    for number in 0..10 {
        let kind = ["interim", "final", "invoice", "other", "prefinancing"][number % 5];
        let mut form = json!({ "funding_line": lines[0]["id"], "kind": kind, "amount": "1.00" });
        if number % 3 > 0 {
            form["due"] = json!(format!("2025-0{}", 9 - number % 4));
        }
        server.made("/v1/payments", form).await;
    }
}

/// Costs of a project, of several categories and days.
async fn costs(server: &Server) {
    let projects = server.all("/v1/projects").await;
    let cost = |number: u32| {
        let (category, day) = (["A.1", "B", "C.1", "staff"][number as usize % 4], 28 - number % 5);
        json!({ "category": category, "incurred_on": format!("2025-03-{day}"), "amount": format!("{}.00", number % 3) })
    };
    let place = format!("/v1/projects/{}/costs", projects[0]["id"].as_str().expect("an id"));
    let costs: Vec<_> = (0..10).map(cost).collect();
    let declared = server.post(&place, json!({ "costs": costs })).await;
    assert_eq!(declared.status.as_u16(), 201, "{}", declared.body);
}

#[apply(on_both_databases!)]
async fn a_collection_is_sorted_by_several_fields(server: Server) {
    projects(&server).await;
    for (sort, order) in [
        ("acronym", ["A", "B", "D", "É", "f", "G"]),
        ("-acronym", ["G", "f", "É", "D", "B", "A"]),
        ("kind,acronym", ["B", "D", "f", "A", "É", "G"]),
        ("kind,-acronym", ["f", "D", "B", "G", "É", "A"]),
        ("-kind,acronym", ["A", "É", "G", "B", "D", "f"]),
        ("start,acronym", ["B", "G", "D", "É", "A", "f"]),
        ("-start,acronym", ["f", "A", "D", "É", "B", "G"]),
        ("start,-acronym", ["G", "B", "É", "D", "A", "f"]),
        ("end,kind,acronym", ["B", "f", "A", "É", "G", "D"]),
        ("-end,-start,acronym", ["D", "f", "A", "É", "B", "G"]),
    ] {
        for limit in [1, 2, 5, 50] {
            let path = format!("/v1/projects?sort={sort}");
            assert_eq!(texts(&paged(&server, &path, limit).await, "acronym"), order, "{sort} {limit}");
        }
    }
}

#[apply(on_both_databases!)]
async fn every_sort_word_of_every_collection_pages_alike(server: Server) {
    server.load(REPORT).await.expect("the report");
    payments(&server).await;
    costs(&server).await;
    for (collection, words) in [
        ("projects", "acronym kind stage start end"),
        ("organisations", "name country activity_type"),
        ("programmes", "name level"),
        ("publications", "title published"),
        ("events", "title kind start end"),
        ("calls", "reference opens deadline"),
        ("work-packages", "number start end"),
        ("deliverables", "due_on number stage"),
        ("milestones", "due_on number stage"),
        ("reports", "due_on number stage"),
        ("indicators", "name unit"),
        ("audit-events", "number"),
        ("payments", "due_on received_on kind stage"),
        ("costs", "incurred_on category amount stage"),
    ] {
        for word in words.split(' ') {
            for sign in ["", "-"] {
                let path = format!("/v1/{collection}?sort={sign}{word}");
                let whole = paged(&server, &path, 100).await;
                assert_eq!(paged(&server, &path, 7).await, whole, "{path}");
                let mut back = paged(
                    &server,
                    &format!("/v1/{collection}?sort={}{word}", if sign.is_empty() { "-" } else { "" }),
                    100,
                )
                .await;
                back.reverse();
                assert_eq!(back, whole, "{path} turned round");
            }
        }
    }
}

#[apply(on_both_databases!)]
async fn the_document_names_every_sort_word_there_is(server: Server) {
    let document = server.read("/openapi.json").await;
    let mut sorted = 0;
    for (path, methods) in document["paths"].as_object().expect("paths") {
        let parameters = methods["get"]["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
        let Some(sort) = parameters.iter().find(|parameter| parameter["name"] == "sort") else { continue };
        let said = sort["description"].as_str().expect("a description").split('`').skip(1).step_by(2);
        let said: Vec<_> = said.filter(|word| *word != "-").collect();
        let refused = server.get(&format!("{path}?sort=no_such_word")).await;
        assert_eq!(refused.detail(), format!("`no_such_word` is not one of {}", said.join(", ")), "{path}");
        sorted += 1;
    }
    assert_eq!(sorted, 14, "as many as are proven to page alike");
}

#[apply(on_both_databases!)]
async fn a_bad_sort_is_told_with_what_there_is(server: Server) {
    for (query, codes) in [
        ("sort=title", vec![("/sort", "choice")]),
        ("sort=", vec![("/sort", "choice")]),
        ("sort=acronym,", vec![("/sort", "choice")]),
        ("sort=--acronym", vec![("/sort", "choice")]),
        ("sort=kind,-kind,colour", vec![("/sort", "choice"), ("/sort", "twice")]),
    ] {
        let reply = server.get(&format!("/v1/projects?{query}")).await;
        assert_eq!((reply.status.as_u16(), reply.faults()), (422, codes), "{query}");
    }
    let reply = server.get("/v1/projects?sort=colour").await;
    assert_eq!(reply.detail(), "`colour` is not one of acronym, kind, stage, start, end");
    projects(&server).await;
    let page = server.read("/v1/projects?sort=start&limit=1").await;
    let next = page["next"].as_str().expect("a cursor");
    let other = server.get(&format!("/v1/projects?sort=kind&after={next}")).await;
    assert_eq!(other.faults(), [("/after", "cursor")]);
}

#[apply(on_both_databases!)]
async fn pages_stay_right_while_rows_come_and_go(server: Server) {
    projects(&server).await;
    let first = server.read("/v1/projects?sort=kind,acronym&limit=3").await;
    assert_eq!(texts(first["items"].as_array().expect("items"), "acronym"), ["B", "D", "f"]);
    // The row that ended the page goes, one before it comes, and one after it.
    let gone = first["items"][2]["id"].as_str().expect("an id");
    assert_eq!(server.delete(&format!("/v1/projects/{gone}")).await.status, 204);
    for acronym in ["C", "Z"] {
        server.project(acronym, "european").await;
    }
    let after = first["next"].as_str().expect("a cursor");
    let rest = server.read(&format!("/v1/projects?sort=kind,acronym&after={after}")).await;
    assert_eq!(texts(rest["items"].as_array().expect("items"), "acronym"), ["Z", "A", "É", "G"]);
}

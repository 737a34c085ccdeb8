//! Every operation of the document, with a path and a body about a project and what is in it.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::Server;

/// An operation, and how a thing that it is about is reached.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) body: Value,
}

/// Every operation of the document, about a project and what is in it.
pub(crate) async fn operations(server: &Server, project: &str) -> Vec<Operation> {
    let document = server.read("/openapi.json").await;
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let method: Method = method.to_uppercase().parse().expect("a method");
            let id = operation["operationId"].as_str().expect("an id").to_owned();
            let body = body(&document, &id, operation, project);
            let path = query_of(&id, reached(server, &document, path, project).await);
            all.push(Operation { id, method, path, body });
        }
    }
    all
}

/// A path to a thing in a project, or else to any.
async fn reached(server: &Server, document: &Value, path: &str, project: &str) -> String {
    let Some((collection, rest)) = path.split_once("/{") else { return path.to_owned() };
    let rest = rest.split_once('}').expect("a parameter").1;
    if collection == "/v1/projects" {
        return format!("{collection}/{project}{rest}");
    }
    if collection == "/v1/reports/annual" {
        return format!("{collection}/2024{rest}");
    }
    if collection == "/problems" {
        return format!("{collection}/forbidden");
    }
    let parameters = document["paths"][collection]["get"]["parameters"].as_array().expect("parameters");
    let of_project = parameters.iter().any(|parameter| parameter["name"] == "project");
    let filter = if of_project { format!("?project={project}") } else { String::new() };
    let items = server.all(&format!("{collection}{filter}")).await;
    let first = items.first().unwrap_or_else(|| panic!("{collection} holds nothing of the project"));
    let place = format!("{collection}/{}", first["id"].as_str().expect("an id"));
    // What is in it may have parts of its own.
    let Some((parts, rest)) = rest.split_once("/{") else { return format!("{place}{rest}") };
    // A file is what it is called.
    if parts == "/files" {
        return format!("{place}{parts}/project.csv");
    }
    let rest = rest.split_once('}').expect("a parameter").1;
    let items = server.all(&format!("{place}{parts}")).await;
    format!("{place}{parts}/{}{rest}", items[0]["id"].as_str().expect("an id"))
}

pub(crate) fn query_of(id: &str, path: String) -> String {
    match id {
        "get_revenue_split" | "get_portfolio_summary" | "compare_revenue_splits" => {
            format!("{path}?year=2024")
        }
        "get_revenue_splits" => format!("{path}?from=2023&to=2024"),
        "get_cash_flow" => format!("{path}?from=2024-01&to=2024-12"),
        _ => path,
    }
}

/// The example of the body; what is made by itself is made in the project.
fn body(document: &Value, id: &str, operation: &Value, project: &str) -> Value {
    let Some(contents) = operation.pointer("/requestBody/content").and_then(Value::as_object) else {
        return Value::Null;
    };
    let schema = contents.values().next().and_then(|content| content["schema"]["$ref"].as_str());
    let schema = document.pointer(schema.expect("a name").trim_start_matches('#')).expect("a schema");
    match id {
        "create_publication" => publication(&json!(project)),
        "create_event" => event(project),
        "create_indicator" => json!({ "name": "I", "unit": "people", "project": project }),
        _ => schema["examples"][0].clone(),
    }
}

pub(crate) fn publication(project: &Value) -> Value {
    json!({ "title": "P", "published": "2024", "project": project })
}

fn event(project: &str) -> Value {
    json!({ "title": "E", "kind": "meeting", "period": { "start": "2024" }, "project": project })
}

/// What is in the project beside what the report holds of it, and what the report has not.
pub(crate) async fn fill(server: &Server, project: &str) {
    let of = format!("/v1/projects/{project}");
    for part in ["work-packages", "deliverables", "milestones", "reports"] {
        server.made(&format!("{of}/{part}"), json!({ "number": "9", "title": "A part" })).await;
    }
    server.made("/v1/indicators", json!({ "name": "N", "unit": "people", "project": project })).await;
    server.made("/v1/publications", publication(&json!(project))).await;
    server.made("/v1/events", event(project)).await;
    server.made(&format!("{of}/budgets"), json!({ "title": "A budget" })).await;
    let cost = json!({ "category": "B", "incurred_on": "2025-01-01", "amount": "1.00" });
    server.made(&format!("{of}/costs"), json!({ "costs": [cost] })).await;
    let lines = server.all(&format!("/v1/funding-lines?project={project}")).await;
    let payment = json!({ "funding_line": lines[0]["id"], "kind": "interim", "amount": "1.00" });
    server.made("/v1/payments", payment).await;
    server.made("/v1/imports", json!({ "kind": "budget", "project": project })).await;
    let webhook = server.made("/v1/webhooks", json!({ "url": "https://example.org/" })).await;
    server.made(&format!("{webhook}/ping"), json!({})).await;
    let programmes = server.all("/v1/programmes").await;
    server
        .made("/v1/calls", json!({ "reference": "C", "title": "C", "programme": programmes[0]["id"] }))
        .await;
}

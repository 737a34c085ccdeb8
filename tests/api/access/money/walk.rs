//! Asks for everything that can be read, in every form.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;
use tokio::time::timeout;
use zip::ZipArchive;

use super::fields;
use super::marks::{Marks, Scope};
use crate::api::access::operations::query_of;
use crate::harness::{Server, asked};

/// How long an event may take.
const PATIENCE: Duration = Duration::from_secs(20);
const STREAM: &str = "text/event-stream";
const WORKBOOK: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The years of which there are reports.
const YEARS: [&str; 2] = ["2024", "2025"];

/// Something to ask for: the operation, the address, and the type that is accepted.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    operation: String,
    path: String,
    accept: String,
}

/// Everything that can be read, of everything that there is.
pub(super) async fn everything(server: &Server, document: &Value) -> Vec<Ask> {
    let mut all = Vec::new();
    for (id, method, path, operation) in fields::operations(document) {
        if method != "get" {
            continue;
        }
        for place in places(server, path).await {
            let place = query_of(id, place);
            let answers = operation["responses"]["200"]["content"].as_object().expect("an answer");
            for accept in answers.keys() {
                let asks = queries(&place, operation, accept).into_iter();
                all.extend(asks.map(|path| Ask { operation: id.to_owned(), path, accept: accept.clone() }));
            }
        }
    }
    all
}

/// Every address that a path with parameters stands for.
async fn places(server: &Server, path: &str) -> Vec<String> {
    let Some((before, rest)) = path.split_once("/{") else { return vec![path.to_owned()] };
    let rest = rest.split_once('}').expect("a parameter").1;
    let names: Vec<String> = match before {
        "/v1/reports/annual" => YEARS.map(str::to_owned).into(),
        "/problems" => vec!["forbidden".to_owned()],
        _ => {
            // Of the trail, some entries stand for all.
            let query = if before == "/v1/audit-events" { "kind=deleted&limit=100" } else { "limit=100" };
            let items = server.all(&format!("{before}?{query}")).await;
            items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()).collect()
        }
    };
    assert!(!names.is_empty(), "{before} holds nothing");
    let mut all = Vec::new();
    for name in names {
        all.extend(Box::pin(places(server, &format!("{before}/{name}{rest}"))).await);
    }
    all
}

/// An address with what may be said of the form.
fn queries(place: &str, operation: &Value, accept: &str) -> Vec<String> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let names: Vec<_> = parameters.filter_map(|parameter| parameter["name"].as_str()).collect();
    let sign = if place.contains('?') { '&' } else { '?' };
    let with = |query: &str| format!("{place}{sign}{query}");
    match accept {
        "application/json" if names.contains(&"explain") => {
            let forms = ["by=project", "view=origin", "basis=accrued", "basis=pipeline"];
            let mut all: Vec<_> = forms.map(|form| with(&format!("explain=true&{form}"))).into();
            // The year after a closed one catches up what that one lacks.
            all.push(with("explain=true&basis=accrued").replace("2024", "2025"));
            all
        }
        "application/json" if names.contains(&"limit") => vec![with("limit=100")],
        // What came before the months is told apart.
        "application/json" if names.contains(&"currency") => {
            let months = ["2024-01", "2026-01", "2026-06"];
            months.map(|from| place.replace("2024-01", from).replace("2024-12", "2026-12")).into()
        }
        "text/csv" if names.contains(&"dialect") => vec![place.to_owned(), with("dialect=excel_fr")],
        "text/html" => vec![place.to_owned(), with("format=print&language=fr")],
        _ => vec![place.to_owned()],
    }
}

/// What somebody was told: each mark and where, and the fields that held money.
#[derive(Debug, Default)]
pub(super) struct Heard {
    pub(super) marks: BTreeMap<(Scope, String), String>,
    pub(super) amounts: BTreeSet<String>,
}

impl Heard {
    /// Hears the answer to everything. Streams are followed to a number.
    pub(super) async fn of(
        server: &Server,
        document: &Value,
        asks: &[Ask],
        marks: &Marks,
        last: i64,
    ) -> Self {
        let mut heard = Self::default();
        for ask in asks {
            let answer = if ask.accept == STREAM {
                stream(server, &ask.path, last).await
            } else {
                heard.pages(server, document, ask).await
            };
            heard.note(marks, &answer, &format!("{} {} ({})", ask.operation, ask.path, ask.accept));
        }
        heard
    }

    pub(super) fn note(&mut self, marks: &Marks, answer: &str, place: &str) {
        for mark in marks.found(answer) {
            self.marks.entry(mark).or_insert_with(|| place.to_owned());
        }
    }

    /// The answer, headers and all; of a collection, that of all its pages.
    async fn pages(&mut self, server: &Server, document: &Value, ask: &Ask) -> String {
        let (mut path, mut all) = (ask.path.clone(), String::new());
        loop {
            let (status, headers, bytes) = server.file(&path, &ask.accept).await;
            assert!(
                !status.is_server_error() && status != StatusCode::BAD_REQUEST,
                "{path} ({}): {status}",
                ask.accept
            );
            let text = unpacked(bytes, status == StatusCode::OK && ask.accept == WORKBOOK);
            all.extend([format!("{headers:?}\n").as_str(), &text]);
            let Ok(body) = serde_json::from_str::<Value>(&text) else { return all };
            let operation = fields::operation(document, "get", &ask.path);
            if let Some(schema) = fields::answer_schema(operation).filter(|_| status == StatusCode::OK) {
                self.amounts.extend(fields::amounts(document, schema, &body));
            }
            let Some(next) = body["next"].as_str() else { return all };
            let sign = if ask.path.contains('?') { '&' } else { '?' };
            path = format!("{}{sign}after={next}", ask.path);
        }
    }
}

/// What an answer says: of a workbook, all that it is packed of.
fn unpacked(bytes: Vec<u8>, is_packed: bool) -> String {
    if !is_packed {
        return String::from_utf8(bytes).expect("text");
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut all = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a file");
        file.read_to_string(&mut all).expect("text");
        all.push('\n');
    }
    all
}

/// What a stream tells from the beginning to a number.
async fn stream(server: &Server, path: &str, last: i64) -> String {
    let mut response = asked(&server.address(path), server.token(), "0").await;
    let mut all = String::new();
    let is_followed = response.status() == StatusCode::OK;
    let end = format!("\"number\":{last},");
    while !is_followed || !all.contains(&end) {
        let chunk = timeout(PATIENCE, response.chunk()).await.expect("something in time").expect("a chunk");
        let Some(chunk) = chunk else { break };
        all.push_str(&String::from_utf8_lossy(&chunk));
    }
    all
}

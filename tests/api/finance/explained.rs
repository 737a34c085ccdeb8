//! The contributions of a split, by page.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::api::finance::ledger::{entry, post};
use crate::harness::{Server, id, on_both_databases};

const SPLIT: &str = "/v1/revenue-split?year=2024&explain=true";

/// A year with 120 entries that have a class, and 150 of one line.
async fn filled(server: &Server) -> Server {
    let fiona = server.books(&[2024]).await;
    let programme = server.made("/v1/programmes", json!({ "name": "P", "level": "european" })).await;
    let line = json!({ "programme": id(&programme), "form": "grant", "currency": "EUR", "total_award": "1.00",
        "own_share": "1.00" });
    let line = fiona.signed_line(line, "2024-01-02").await;
    let mut entries: Vec<_> =
        (0..120).map(|n| entry(2024, &format!("C-{n:03}"), "1.00", "national")).collect();
    entries.extend((0..150).map(|n| {
        json!({ "year": 2024, "reference": format!("L-{n:03}"), "amount": "2.00", "currency": "EUR",
            "funding_line": id(&line), "description": "Money" })
    }));
    post(&fiona, &entries).await;
    fiona
}

/// All pages of a split.
async fn pages(server: &Server, path: &str) -> Vec<Value> {
    let mut pages = vec![server.read(path).await];
    while let Some(next) = pages.last().expect("a page")["contributions_next"].as_str() {
        let next = format!("{path}&after={next}");
        pages.push(server.read(&next).await);
    }
    pages
}

fn contributions(pages: &[Value]) -> Vec<Value> {
    let of_page = |page: &Value| page["contributions"].as_array().expect("contributions").clone();
    pages.iter().flat_map(of_page).collect()
}

/// What is wrong with a request.
async fn refusal(server: &Server, path: &str) -> Vec<(String, String)> {
    let reply = server.get(path).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}: {}", reply.body);
    reply.faults().into_iter().map(|(place, code)| (place.to_owned(), code.to_owned())).collect()
}

#[apply(on_both_databases!)]
async fn an_explained_split_is_read_by_page_open_or_closed(server: Server) {
    let fiona = filled(&server).await;
    let mut seen = Vec::new();
    for closed in [false, true] {
        if closed {
            let years = fiona.all("/v1/fiscal-years").await;
            let year = format!("/v1/fiscal-years/{}", years[0]["id"].as_str().expect("an id"));
            fiona.done(&year, "close", json!({ "confirm": true })).await;
        }
        let all = pages(&fiona, SPLIT).await;
        let lengths: Vec<_> =
            all.iter().map(|page| contributions(std::slice::from_ref(page)).len()).collect();
        assert_eq!(lengths, [50, 50, 21]);
        for page in &all {
            assert_eq!((&page["total"], &page["classes"]), (&json!("420.00"), &all[0]["classes"]));
            assert!(page.to_string().len() < 64 * 1024, "{}", page.to_string().len());
        }
        let given = contributions(&all);
        let names: Vec<_> =
            given[1..].iter().map(|one| one["source"]["reference"].as_str().expect("one")).collect();
        let expected: Vec<_> = (0..120).map(|n| format!("C-{n:03}")).collect();
        assert_eq!(names, expected, "in order, each once");
        let of_line = &given[0];
        assert_eq!((&of_line["amount"], &of_line["entries_total"]), (&json!("300.00"), &json!(150)));
        assert_eq!(of_line["entries"].as_array().map(Vec::len), Some(100));
        assert_eq!(given[1]["entries_total"], 1);
        let larger = pages(&fiona, &format!("{SPLIT}&limit=100")).await;
        assert_eq!((larger.len(), contributions(&larger)), (2, given.clone()));
        seen.push(given);
    }
    assert_eq!(seen[0], seen[1], "a closing changes nothing");
    let (status, _, csv) = fiona.file("/v1/revenue-split?year=2024", "text/csv").await;
    let rows = csv::Reader::from_reader(csv.as_slice()).into_records().count();
    assert_eq!((status, rows), (StatusCode::OK, 121), "a file has all contributions");
}

#[apply(on_both_databases!)]
async fn pages_of_two_states_are_not_mixed(server: Server) {
    let fiona = filled(&server).await;
    let first = fiona.read(SPLIT).await;
    let next = format!("{SPLIT}&after={}", first["contributions_next"].as_str().expect("a cursor"));
    assert_eq!(contributions(&[fiona.read(&next).await]).len(), 50);
    post(&fiona, &[entry(2024, "late", "1.00", "national")]).await;
    let changed = || vec![("/after".to_owned(), "cursor".to_owned())];
    assert_eq!(refusal(&fiona, &next).await, changed());
    assert_eq!(refusal(&fiona, &format!("{SPLIT}&after=x")).await, changed());
}

#[apply(on_both_databases!)]
async fn paging_is_only_for_an_explained_split(server: Server) {
    let fiona = server.books(&[2024]).await;
    let plain = "/v1/revenue-split?year=2024&limit=10&after=x";
    let both = |code: &str| ["/after", "/limit"].map(|place| (place.to_owned(), code.to_owned())).to_vec();
    assert_eq!(refusal(&fiona, plain).await, both("unused"));
    let limit = |code: &str| vec![("/limit".to_owned(), code.to_owned())];
    assert_eq!(refusal(&fiona, &format!("{SPLIT}&limit=101")).await, limit("maximum"));
    assert_eq!(refusal(&fiona, &format!("{SPLIT}&limit=0")).await, limit("minimum"));
    let (status, _, body) = fiona.file(&format!("{SPLIT}&limit=10"), "text/csv").await;
    let body: Value = serde_json::from_slice(&body).expect("a problem");
    assert_eq!(
        (status, &body["errors"][0]["code"]),
        (StatusCode::UNPROCESSABLE_ENTITY, &json!("not_for_files"))
    );
    let page = fiona.read(SPLIT).await;
    assert_eq!((&page["contributions"], page.get("contributions_next")), (&json!([]), None));
}

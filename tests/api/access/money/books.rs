//! The money of the organisation as a whole, its books, and what is wanted of them.

use api::exchange::rates_import::{import, parse};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::plant::Planter;
use super::scene::draft;
use crate::harness::{Server, id, with};

const ENTRIES: &str = "/v1/revenue-entries";

/// Three years, the last of which is in another currency.
pub(super) async fn years(fiona: &Server) -> Vec<String> {
    let mut years = Vec::new();
    for (year, currency) in [(2024, "EUR"), (2025, "EUR"), (2026, "GBP")] {
        years.push(fiona.made("/v1/fiscal-years", json!({ "year": year, "currency": currency })).await);
    }
    years
}

/// A line of no project, a policy, targets, and the books, in which there is something of a line of a project too.
pub(super) async fn whole(
    p: &mut Planter,
    server: &Server,
    fiona: &Server,
    (years, of_project): (&[String], &str),
) {
    let payer = server.made("/v1/organisations", json!({ "name": "Payer of all" })).await;
    let mut form = draft(("", id(&payer)));
    form.as_object_mut().expect("an object").remove("project");
    // A year that closes without an entry of it is caught up in the next one.
    form["period"] = json!({ "start": "2024-07", "end": "2025-12" });
    let line = p.make(server, "/v1/funding-lines", form).await;
    let signed = json!({ "signed_on": "2023-12-01", "total_award": "?", "own_share": "?" });
    p.verb(server, &line, "sign", signed).await;
    in_pounds(p, server, id(&payer)).await;
    let early = received_early(p, server, id(&payer)).await;
    let entry = entry(2026, "GBP", &json!({ "funding_line": id(&early) }));
    p.post(fiona, ENTRIES, json!({ "entries": [entry] })).await;
    let payment = json!({ "funding_line": id(&line), "kind": "interim", "amount": "?", "due": "2025-02", "reference": "?" });
    p.make(server, "/v1/payments", payment).await;
    let rules =
        json!([{ "level": "european", "class": "european" }, { "level": "national", "class": "national" }]);
    let policy = json!({ "valid_from": "2030-01-01", "note": "?", "rules": rules });
    p.make(server, "/v1/classification-policies", policy).await;
    for (class, kept) in [("european", true), ("national", false)] {
        let target = json!({ "year": 2024, "class": class, "percent": "?", "tolerance": "?", "note": "?" });
        let target = p.make(server, "/v1/revenue-targets", target).await;
        p.change(server, &target, json!({ "percent": "?", "tolerance": "?", "note": "?" })).await;
        assert!(kept || server.delete(&target).await.status == StatusCode::NO_CONTENT);
    }
    posted(p, fiona, years, [of_project, &line]).await;
}

/// A line in another currency than the books, with rates to convert it.
async fn in_pounds(p: &mut Planter, server: &Server, payer: &str) {
    let rates = parse("Date,GBP,\n2025-01-03,0.83,\n2025-01-02,0.83,\n").expect("rates");
    server.app.write(async |work| import(work, rates).await).await.expect("an import");
    let mut form = draft(("", payer));
    form.as_object_mut().expect("an object").remove("project");
    form["currency"] = json!("GBP");
    form["period"] = json!({ "start": "2025", "end": "2025" });
    let line = p.make(server, "/v1/funding-lines", form).await;
    let signed = json!({ "signed_on": "2025-01-01", "total_award": "?", "own_share": "?" });
    p.verb(server, &line, "sign", signed).await;
}

/// A line that has received more than it has earned, in a currency without rates.
async fn received_early(p: &mut Planter, server: &Server, payer: &str) -> String {
    let mut form = draft(("", payer));
    form.as_object_mut().expect("an object").remove("project");
    form["currency"] = json!("SEK");
    form["period"] = json!({ "start": "2026", "end": "2030" });
    let line = p.make(server, "/v1/funding-lines", form).await;
    let signed = json!({ "signed_on": "2025-01-01", "total_award": "?", "own_share": "?" });
    p.verb(server, &line, "sign", signed).await;
    let payment = json!({ "funding_line": id(&line), "kind": "prefinancing", "amount": "?" });
    let payment = p.make(server, "/v1/payments", payment).await;
    p.verb(server, &payment, "receive", json!({ "on": "2025-03-01", "amount": "?" })).await;
    line
}

fn entry(year: i32, currency: &str, more: &Value) -> Value {
    with(
        json!({ "year": year, "reference": "?", "amount": "?", "currency": currency, "description": "?" }),
        more.clone(),
    )
}

/// Entries, one of which is reversed, and a year that is closed twice.
async fn posted(p: &mut Planter, fiona: &Server, years: &[String], lines: [&str; 2]) {
    let [first, whole] = lines.map(|line| json!({ "funding_line": id(line) }));
    let class = |class: &str| json!({ "class": class });
    // What a line has earned is the sum of its entries, which its manager sees: two hide each other.
    let of_lines = [
        entry(2025, "EUR", &first),
        entry(2025, "EUR", &first),
        entry(2026, "GBP", &first),
        entry(2026, "GBP", &first),
        entry(2025, "EUR", &whole),
        entry(2025, "EUR", &class("consultancy")),
        entry(2025, "EUR", &class("other")),
    ];
    p.post(fiona, ENTRIES, json!({ "entries": of_lines })).await;
    let of_classes = [entry(2024, "EUR", &class("european")), entry(2024, "EUR", &class("national"))];
    let posted = p.post(fiona, ENTRIES, json!({ "entries": of_classes })).await;
    let reversed = format!("{ENTRIES}/{}", posted["entries"][0]["id"].as_str().expect("an id"));
    p.verb(fiona, &reversed, "reverse", json!({ "reason": "?", "reference": "?" })).await;
    let published = json!({ "source": "?", "total": { "amount": "?", "precision": "?" },
        "shares": [{ "class": "european", "percent": "?", "precision": "?" }] });
    p.change(fiona, &years[0], json!({ "published": published })).await;
    p.verb(fiona, &years[0], "close", json!({ "note": "?", "confirm": true })).await;
    p.verb(fiona, &years[0], "reopen", json!({ "reason": "?" })).await;
    p.verb(fiona, &years[0], "close", json!({ "note": "?", "confirm": true })).await;
}

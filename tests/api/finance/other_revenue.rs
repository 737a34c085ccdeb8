//! Revenue beside the three classes: interest, fees, donations, rent, private foundations.

use api::finance::revenue::verify;
use macro_rules_attribute::apply;
use serde_json::{Value, json};

use crate::api::finance::ledger::post;
use crate::harness::{Server, id, on_both_databases, with};

fn entry(reference: &str, amount: &str, members: Value) -> Value {
    with(
        json!({ "year": 2024, "reference": reference, "amount": amount, "currency": "EUR",
            "description": "Revenue" }),
        members,
    )
}

/// The year of an association: 100 000.00 in the three classes, 25 000.00 beside them.
async fn books(server: &Server) -> (Server, String) {
    let fiona = server.person("fiona", "finance_director").await.0;
    let year = fiona.made("/v1/fiscal-years", json!({ "year": 2024 })).await;
    let entries = [
        entry("E-1", "20000.00", json!({ "class": "european" })),
        entry("E-2", "60000.00", json!({ "class": "national" })),
        entry("E-3", "20000.00", json!({ "class": "consultancy" })),
        entry("E-4", "3000.00", json!({ "class": "other", "other_kind": "membership_fees" })),
        entry("E-5", "1500.00", json!({ "class": "other", "other_kind": "donations" })),
        entry("E-6", "400.00", json!({ "class": "other", "other_kind": "interest" })),
        entry("E-7", "100.00", json!({ "class": "other" })),
    ];
    post(&fiona, &entries).await;
    let foundation = json!({ "name": "King Baudouin Foundation", "level": "private" });
    let foundation = id(&server.made("/v1/programmes", foundation).await).to_owned();
    let line = json!({ "programme": foundation, "form": "grant", "currency": "EUR",
        "total_award": "20000.00", "own_share": "20000.00", "recognition_method": "pro_rata_months",
        "period": { "start": "2024", "end": "2024" } });
    let line = fiona.signed_line(line, "2024-01-01").await;
    post(&fiona, &[entry("E-8", "20000.00", json!({ "funding_line": id(&line) }))]).await;
    (fiona, year)
}

fn by_kind() -> Value {
    json!([{ "kind": "private_foundations", "amount": "20000.00" },
        { "kind": "membership_fees", "amount": "3000.00" }, { "kind": "donations", "amount": "1500.00" },
        { "kind": "interest", "amount": "400.00" }, { "kind": "miscellaneous", "amount": "100.00" }])
}

fn column<'a>(split: &'a Value, member: &str) -> Vec<&'a Value> {
    split["classes"].as_array().expect("classes").iter().map(|class| &class[member]).collect()
}

const SPLIT: &str = "/v1/revenue-split?year=2024";

#[apply(on_both_databases!)]
async fn the_ledger_equals_the_accounts_though_only_three_classes_have_shares(server: Server) {
    let (fiona, year) = books(&server).await;
    let split = fiona.read(&format!("{SPLIT}&explain=true&by=programme")).await;
    assert_eq!((&split["total"], &split["grand_total"]), (&json!("100000.00"), &json!("125000.00")));
    assert_eq!(column(&split, "percent"), ["20", "60", "20"]);
    assert_eq!(split["other"], json!({ "amount": "25000.00", "counted": false, "by_kind": by_kind() }));
    assert_eq!(split["not_counted"], json!([]));
    let other = split["contributions"].as_array().expect("a list").iter();
    let other: Vec<_> = other.filter(|given| given["class"] == "other").collect();
    let kinds: Vec<_> = other.iter().map(|given| (&given["other_kind"], &given["amount"])).collect();
    assert_eq!(kinds[0], (&json!("private_foundations"), &json!("20000.00")), "the line comes first");
    assert_eq!((kinds.len(), kinds[1]), (5, (&json!("membership_fees"), &json!("3000.00"))));
    assert_eq!(split["breakdown"][0]["amount"], "100000.00", "parts add up to the total");
    let by_origin = fiona.read(&format!("{SPLIT}&view=origin")).await;
    assert_eq!(by_origin["origin_not_recorded"], "100000.00", "a part of the total");
    // The frozen split is the same.
    fiona.done(&year, "close", json!({})).await;
    let frozen = fiona.read(&format!("{SPLIT}&explain=true&by=programme")).await;
    for member in ["total", "grand_total", "classes", "other", "contributions", "breakdown"] {
        assert_eq!(frozen[member], split[member], "{member}");
    }
    let verified = server.app.read(async |connection| verify(connection).await).await.expect("a comparison");
    assert_eq!(verified.differences, Vec::<String>::new());
}

#[apply(on_both_databases!)]
async fn a_policy_can_count_other_revenue_as_a_fourth_class(server: Server) {
    let (fiona, _) = books(&server).await;
    let rules =
        json!([{ "level": "european", "class": "european" }, { "level": "private", "class": "other" }]);
    let trial = json!({ "year": 2024, "rules": rules, "counts_other": true });
    let trial = fiona.post("/v1/revenue-split/what-if", trial).await.body;
    assert_eq!(column(&trial["what_if"], "percent"), ["16", "48", "16", "20"]);
    assert_eq!(trial["actual"]["other"]["counted"], json!(false));
    let policy = json!({ "valid_from": "2024-01-01", "note": "The board counts all revenue", "rules": rules,
        "counts_other": true });
    fiona.made("/v1/classification-policies", policy).await;
    let split = fiona.read(&format!("{SPLIT}&decimals=1&by=programme")).await;
    assert_eq!((&split["total"], &split["grand_total"]), (&json!("125000.00"), &json!("125000.00")));
    assert_eq!(column(&split, "class"), ["european", "national", "consultancy", "other"]);
    assert_eq!(column(&split, "percent"), ["16.0", "48.0", "16.0", "20.0"]);
    assert_eq!(split["other"], json!({ "amount": "25000.00", "counted": true, "by_kind": by_kind() }));
    let parts: Vec<_> =
        split["breakdown"].as_array().expect("parts").iter().map(|part| &part["amount"]).collect();
    assert_eq!(parts, ["20000.00", "105000.00"]);
    // The year before is compared by the same definition.
    fiona.made("/v1/fiscal-years", json!({ "year": 2023 })).await;
    let earlier = ["european", "other"].map(|class| {
        json!({ "year": 2023, "reference": class, "amount": "1000.00", "currency": "EUR", "class": class,
            "description": "Revenue" })
    });
    post(&fiona, &earlier).await;
    let previous = &fiona.read(SPLIT).await["previous"];
    assert_eq!((&previous["total"], &previous["change"]["total"]), (&json!("2000.00"), &json!("123000.00")));
    let changes = previous["change"]["classes"].as_array().expect("changes");
    let changes: Vec<_> = changes.iter().map(|change| &change["amount"]).collect();
    assert_eq!(changes, ["19000.00", "60000.00", "20000.00", "24000.00"]);
    // A target and a published share can name the class.
    let target = json!({ "year": 2024, "class": "other", "percent": "10", "tolerance": "1" });
    fiona.made("/v1/revenue-targets", target).await;
    let check = &fiona.read(SPLIT).await["targets"][0];
    assert_eq!((&check["class"], &check["drift"]), (&json!("other"), &json!("10.0000000000")));
}

#[apply(on_both_databases!)]
async fn other_revenue_comes_last_in_ties(server: Server) {
    let fiona = server.books(&[2024]).await;
    let entries =
        ["european", "national", "other"].map(|class| entry(class, "1.00", json!({ "class": class })));
    post(&fiona, &entries).await;
    let rules = json!([{ "level": "european", "class": "european" }]);
    let trial = json!({ "year": 2024, "rules": rules, "counts_other": true });
    let trial = fiona.post("/v1/revenue-split/what-if", trial).await.body;
    assert_eq!(column(&trial["what_if"], "percent"), ["34", "33", "0", "33"]);
}

#[apply(on_both_databases!)]
async fn only_other_revenue_has_a_kind(server: Server) {
    let fiona = server.books(&[2024]).await;
    let entries = json!({ "entries": [
        entry("E-1", "1.00", json!({ "class": "european", "other_kind": "rent" })),
        entry("E-2", "1.00", json!({ "class": "other", "other_kind": "lottery" })),
    ] });
    let refused = fiona.post("/v1/revenue-entries", entries).await;
    assert_eq!(refused.faults(), [("/entries/1/other_kind", "choice")]);
    let entries =
        json!({ "entries": [entry("E-1", "1.00", json!({ "class": "european", "other_kind": "rent" }))] });
    let refused = fiona.post("/v1/revenue-entries", entries).await;
    assert_eq!(refused.faults(), [("/entries/0/other_kind", "unused")]);
}

#[apply(on_both_databases!)]
async fn other_revenue_is_reversed_and_kept_in_a_file_with_its_kind(server: Server) {
    let (fiona, _) = books(&server).await;
    let entries = fiona.read("/v1/revenue-entries?class=other").await;
    let fees = entries["items"].as_array().expect("a page").iter().find(|one| one["reference"] == "E-4");
    let fees = fees.expect("the fees");
    assert_eq!(fees["other_kind"], "membership_fees");
    let place = format!("/v1/revenue-entries/{}", fees["id"].as_str().expect("an id"));
    fiona.done(&place, "reverse", json!({ "reason": "Paid twice" })).await;
    let other = fiona.read(SPLIT).await["other"].clone();
    assert_eq!(other["amount"], "22000.00");
    let kinds: Vec<_> = other["by_kind"].as_array().expect("kinds").iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["private_foundations", "donations", "interest", "miscellaneous"]);
    let file: Value = serde_json::from_str(&server.dump().await).expect("a file");
    let kept = file["revenue_entries"].as_array().expect("entries").iter();
    let kinds: Vec<_> = kept.filter_map(|one| one["other_kind"].as_str()).collect();
    assert_eq!(kinds, ["membership_fees", "donations", "interest", "miscellaneous", "membership_fees"]);
}

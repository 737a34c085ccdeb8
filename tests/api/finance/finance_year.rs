//! A finance director's year, from its first budget to the day it is closed for good.

use macro_rules_attribute::apply;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::api::finance::ledger::{differences, entry, post};
use crate::harness::{Server, id, on_both_databases, with};

/// What the year is about: a project with a call's rules, and two programmes. An administrator registers it.
struct Scene {
    project: String,
    owner: String,
    call: String,
    region: String,
    service: String,
}

async fn scene(server: &Server) -> Scene {
    let project = server.signed_project("ENACT", "2025-01", "2026-12").await;
    let owner = server.made("/v1/organisations", json!({ "name": "Ours", "owner": true })).await;
    let owner = server.made(&format!("{project}/partners"), json!({ "organisation": id(&owner) })).await;
    let european = server.made("/v1/programmes", json!({ "name": "Erasmus+", "level": "european" })).await;
    let region = server.made("/v1/programmes", json!({ "name": "Actiris", "level": "regional" })).await;
    let rules = json!({ "funding_rate": "80", "indirect_rate": "7", "indirect_base": "direct_costs" });
    let call =
        json!({ "programme": id(&european), "reference": "ERASMUS-2024", "title": "T", "rules": rules });
    let call = server.made("/v1/calls", call).await;
    let service = server.made("/v1/organisations", json!({ "name": "A client" })).await;
    let [owner, call, region, service] = [owner, call, region, service].map(|place| id(&place).to_owned());
    Scene { project, owner, call, region, service }
}

impl Scene {
    /// Costs of `travel` and 10 000 of staff, and what pays for them.
    fn budget(&self, travel: &str, funding: &str, own: &str) -> Value {
        json!({
            "periods": [{ "number": 1, "start": "2025-01-01", "end": "2026-12-31" }],
            "lines": [
                { "partner": self.owner, "category": "A.1", "period": 1, "units": "10", "unit": "month", "unit_rate": "1000.00" },
                { "partner": self.owner, "category": "C.1", "period": 1, "amount": travel },
            ],
            "financing": [{ "source": "funding", "amount": funding }, { "source": "own_contribution", "amount": own }]
        })
    }

    fn line(&self, said: &Value) -> Value {
        with(json!({ "project": id(&self.project), "currency": "EUR", "form": "grant" }), said.clone())
    }
}

async fn approved(fiona: &Server, scene: &Scene) -> String {
    let mut form = scene.budget("2000.00", "10272.00", "2567.99");
    form["title"] = json!("Annex 2");
    form["call"] = json!(scene.call);
    let budget = fiona.made(&format!("{}/budgets", scene.project), form).await;
    let short = fiona.verb(&budget, "approve", json!({})).await;
    assert_eq!(short.status, StatusCode::CONFLICT);
    assert!(short.detail().contains("0.01"), "the gap is named: {}", short.detail());
    let whole = scene.budget("2000.00", "10272.00", "2568.00");
    fiona.patch(&budget, json!({ "financing": whole["financing"] })).await;
    assert_eq!(fiona.done(&budget, "approve", json!({})).await["stage"], "approved");
    budget
}

/// A grant that is earned by its costs, one that is spread over the year, and a proposal; where the first is.
async fn awarded(fiona: &Server, scene: &Scene) -> String {
    let grant = scene.line(&json!({ "call": scene.call, "total_award": "10272.00", "own_share": "10272.00", "recognition_method": "costs" }));
    let grant = fiona.made("/v1/funding-lines", grant).await;
    fiona.done(&grant, "submit", json!({ "on": "2024-10-01" })).await;
    fiona.done(&grant, "sign", json!({ "signed_on": "2025-01-10", "reference": "101187435" })).await;
    let regional = scene.line(&json!({ "programme": scene.region, "total_award": "1200.00", "own_share": "1200.00",
        "period": { "start": "2025-01", "end": "2025-12" }, "recognition_method": "pro_rata_months", "origin": { "european": "40", "national": "60" } }));
    let regional = fiona.made("/v1/funding-lines", regional).await;
    fiona.done(&regional, "sign", json!({ "signed_on": "2025-01-15" })).await;
    let asked = scene.line(&json!({ "payer": scene.service, "form": "service", "total_award": "2000.00", "own_share": "2000.00",
        "period": { "start": "2025-01", "end": "2025-12" }, "recognition_method": "pro_rata_months", "probability": "50" }));
    fiona.done(&fiona.made("/v1/funding-lines", asked).await, "submit", json!({ "on": "2025-02-01" })).await;
    grant
}

async fn spent(fiona: &Server, scene: &Scene, grant: &str) {
    let cost = |category: &str, amount: &str, document: &str| json!({ "funding_line": id(grant), "partner": scene.owner, "category": category, "incurred_on": "2025-06-30", "amount": amount, "currency": "EUR", "document": document });
    let costs = json!({ "costs": [cost("A.1", "5000.00", "PAY-06"), cost("C.1", "800.00", "INV-17")] });
    let declared = fiona.post(&format!("{}/costs", scene.project), costs).await;
    assert_eq!(declared.status, StatusCode::CREATED, "{}", declared.body);
    for cost in declared.body["costs"].as_array().expect("costs") {
        fiona.done(&format!("/v1/costs/{}", cost["id"].as_str().expect("an id")), "accept", json!({})).await;
    }
}

async fn amended(fiona: &Server, scene: &Scene, budget: &str, grant: &str) {
    let again = fiona
        .made(&format!("{budget}/amend"), json!({ "title": "Annex 2 bis", "reason": "More travel" }))
        .await;
    let whole = scene.budget("2500.00", "10700.00", "2675.00");
    let drafted =
        fiona.patch(&again, json!({ "lines": whole["lines"], "financing": whole["financing"] })).await;
    assert_eq!(drafted.status, StatusCode::OK, "{}", drafted.body);
    fiona.done(&again, "approve", json!({})).await;
    assert_eq!(fiona.read(budget).await["stage"], "superseded");
    let diff = fiona.read(&format!("{again}/diff?against={}", id(budget))).await;
    let flagged: Vec<_> = diff["transfers"]["by_category"]
        .as_array()
        .expect("transfers")
        .iter()
        .filter(|one| one["beyond"] == true)
        .collect();
    assert_eq!(flagged.len(), 1, "a quarter more travel: {diff}");
    let terms = json!({ "number": "AMD-1", "on": "2025-09-01", "reason": "More travel", "total_award": "10700.00", "own_share": "10700.00" });
    fiona.done(grant, "amend", terms).await;
}

const SIDES: [(&str, &str, [&str; 4]); 10] = [
    ("recognised", "payer", ["4964.80", "1700.00", "1000.00", "7664.80"]),
    ("recognised", "origin", ["5444.80", "1220.00", "1000.00", "7664.80"]),
    ("accrued", "payer", ["4964.80", "1200.00", "0.00", "6164.80"]),
    ("accrued", "origin", ["5444.80", "720.00", "0.00", "6164.80"]),
    ("received", "payer", ["4108.80", "0.00", "0.00", "4108.80"]),
    ("received", "origin", ["4108.80", "0.00", "0.00", "4108.80"]),
    ("awarded", "payer", ["10700.00", "1200.00", "0.00", "11900.00"]),
    ("awarded", "origin", ["11180.00", "720.00", "0.00", "11900.00"]),
    ("pipeline", "payer", ["0.00", "0.00", "1000.00", "1000.00"]),
    ("pipeline", "origin", ["0.00", "0.00", "1000.00", "1000.00"]),
];

async fn figures(server: &Server, basis: &str, view: &str) -> (Vec<String>, Value) {
    let split =
        server.read(&format!("/v1/revenue-split?year=2025&basis={basis}&view={view}&explain=true")).await;
    let amounts = split["classes"].as_array().expect("classes").iter().map(|class| &class["amount"]);
    let amounts =
        amounts.chain([&split["total"]]).map(|amount| amount.as_str().expect("an amount").to_owned());
    (amounts.collect(), split)
}

fn cents(amount: &Value) -> i64 {
    amount.as_str().expect("an amount").replace('.', "").parse().expect("cents")
}

/// Every split is what it should be, and is the sum of what explains it.
async fn every_side(server: &Server) {
    for (basis, view, expected) in SIDES {
        let (told, split) = figures(server, basis, view).await;
        assert_eq!(told, expected, "{basis} by {view}");
        for class in split["classes"].as_array().expect("classes") {
            let given = split["contributions"].as_array().expect("contributions").iter();
            let added: i64 =
                given.filter(|one| one["class"] == class["class"]).map(|one| cents(&one["amount"])).sum();
            assert_eq!(added, cents(&class["amount"]), "{basis} by {view}: {class}");
        }
    }
}

/// The entries of the year: what is proposed, what is known by its class alone, and one that was wrong.
async fn booked(fiona: &Server, year: &str) {
    let proposed = fiona.read(&format!("{year}/proposed-entries")).await;
    let mut entries: Vec<_> =
        proposed["proposals"].as_array().expect("proposals").iter().map(|one| one["entry"].clone()).collect();
    assert_eq!(
        entries.iter().map(|entry| cents(&entry["amount"])).sum::<i64>(),
        616_480,
        "what the lines accrue"
    );
    entries.extend([
        entry(2025, "S-1", "1000.00", "consultancy"),
        entry(2025, "N-1", "500.00", "national"),
        entry(2025, "N-2", "50.00", "national"),
    ]);
    let posted = post(fiona, &entries).await;
    let wrong = posted.last().expect("an entry");
    fiona.done(wrong, "reverse", json!({ "reason": "Booked twice" })).await;
}

#[apply(on_both_databases!)]
async fn a_finance_directors_year(server: Server) {
    let scene = scene(&server).await;
    let fiona = server.person("fiona", "finance_director").await.0;
    let budget = approved(&fiona, &scene).await;
    let grant = awarded(&fiona, &scene).await;

    let prefinancing =
        json!({ "funding_line": id(&grant), "kind": "prefinancing", "amount": "4108.80", "due": "2025-02" });
    let prefinancing = fiona.made("/v1/payments", prefinancing).await;
    fiona.done(&prefinancing, "receive", json!({ "on": "2025-02-03" })).await;
    assert_eq!(fiona.read(&format!("{grant}/position")).await["unearned"], "4108.80");

    spent(&fiona, &scene, &grant).await;
    let execution = fiona.read(&format!("{budget}/execution?by=category")).await;
    assert_eq!(execution["total"]["declared"], "6206.00", "with 7 % indirect costs: {execution}");
    amended(&fiona, &scene, &budget, &grant).await;

    let year = fiona.made("/v1/fiscal-years", json!({ "year": 2025 })).await;
    booked(&fiona, &year).await;
    assert_eq!(fiona.read(&format!("{grant}/position")).await["unearned"], "0.00", "it is earned");
    every_side(&server).await;

    let closed = fiona.done(&year, "close", json!({ "note": "Approved by the board" })).await;
    assert_eq!((&closed["closing"]["signed_by"], &closed["status"]), (&json!("fiona"), &json!("closed")));
    let late = fiona
        .post("/v1/revenue-entries", json!({ "entries": [entry(2025, "late", "1.00", "national")] }))
        .await;
    assert_eq!(
        (late.status, late.faults()),
        (StatusCode::CONFLICT, vec![("/entries/0/year", "closed_year")])
    );
    let programme = server
        .all("/v1/programmes")
        .await
        .into_iter()
        .find(|one| one["name"] == "Actiris")
        .expect("a programme");
    let programme = format!("/v1/programmes/{}", programme["id"].as_str().expect("an id"));
    assert_eq!(server.patch(&programme, json!({ "level": "european" })).await.status, StatusCode::OK);
    for (basis, view, expected) in &SIDES[..2] {
        assert_eq!(figures(&server, basis, view).await.0, expected, "what is closed stays, by {view}");
    }
    assert_eq!(figures(&server, "accrued", "payer").await.0[0], "6164.80", "what is not frozen follows");

    let silent = fiona.verb(&year, "reopen", json!({})).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    fiona.done(&year, "reopen", json!({ "reason": "An invoice was found" })).await;
    post(&fiona, &[entry(2025, "late", "1.00", "national")]).await;
    fiona.done(&year, "close", json!({})).await;
    assert_eq!(figures(&server, "recognised", "payer").await.0, ["6164.80", "501.00", "1000.00", "7665.80"]);
    let kinds: Vec<_> =
        fiona.all("/v1/fiscal-year-closings?year=2025").await.iter().map(|one| one["kind"].clone()).collect();
    assert_eq!(kinds, ["closed", "reopened", "closed"]);
    assert_eq!(differences(&server).await, Vec::<String>::new());
}

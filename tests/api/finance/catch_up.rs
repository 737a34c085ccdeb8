//! What closed years lack is caught up in the first open year, to the cent.

use macro_rules_attribute::apply;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::api::finance::ledger::post;
use crate::harness::{BudgetScene, Server, id, on_both_databases, with};

/// Fiscal years and what funds the lines.
struct Books {
    fiona: Server,
    years: Vec<(i32, String)>,
    programme: String,
}

impl Books {
    async fn of(server: &Server, years: &[i32]) -> Self {
        let fiona = server.person("fiona", "finance_director").await.0;
        let mut places = Vec::new();
        for year in years {
            places.push((*year, fiona.made("/v1/fiscal-years", json!({ "year": year })).await));
        }
        let programme = json!({ "name": "Erasmus+", "level": "european" });
        let programme = id(&server.made("/v1/programmes", programme).await).to_owned();
        Self { fiona, years: places, programme }
    }

    /// A signed line with the whole award for the owner.
    async fn line(&self, own_share: &str, period: (&str, &str), method: &str) -> String {
        self.line_named(None, own_share, period, method).await
    }

    /// The same, with a reference.
    async fn line_named(
        &self,
        reference: Option<&str>,
        own_share: &str,
        period: (&str, &str),
        method: &str,
    ) -> String {
        let form = json!({ "programme": self.programme, "form": "grant", "currency": "EUR",
            "total_award": "1000000.00", "own_share": own_share, "recognition_method": method,
            "period": { "start": period.0, "end": period.1 } });
        let form = match reference {
            Some(reference) => with(form, json!({ "reference": reference })),
            None => form,
        };
        self.fiona.signed_line(form, "2020-01-01").await
    }

    fn year(&self, year: i32) -> &str {
        &self.years.iter().find(|(name, _)| *name == year).expect("a year").1
    }

    async fn proposals(&self, year: i32) -> Vec<Value> {
        let proposed = self.fiona.read(&format!("{}/proposed-entries", self.year(year))).await;
        assert_eq!(proposed["not_counted"], json!([]), "{year}");
        proposed["proposals"].as_array().expect("proposals").clone()
    }

    /// What is proposed: accrual, catch-up and the amount to post.
    async fn proposed(&self, year: i32) -> Vec<[String; 3]> {
        let text = |amount: &Value| amount.as_str().expect("an amount").to_owned();
        let of = |one: &Value| [text(&one["accrued"]), text(&one["catch_up"]), text(&one["entry"]["amount"])];
        self.proposals(year).await.iter().map(of).collect()
    }

    async fn post(&self, year: i32) {
        let entries: Vec<_> = self.proposals(year).await.iter().map(|one| one["entry"].clone()).collect();
        if !entries.is_empty() {
            post(&self.fiona, &entries).await;
        }
    }

    async fn close(&self, year: i32) {
        self.fiona.done(self.year(year), "close", json!({})).await;
    }

    async fn post_and_close(&self, year: i32) {
        self.post(year).await;
        self.close(year).await;
    }

    async fn amend(&self, line: &str, on: &str, changes: Value) {
        let number = format!("AMD {on} {changes}");
        let form = with(json!({ "number": number, "on": on, "reason": "A new agreement" }), changes);
        self.fiona.done(line, "amend", form).await;
    }

    /// The entries of a line, in all years.
    async fn recognised(&self, line: &str) -> String {
        let position = self.fiona.read(&format!("{line}/position")).await;
        position["recognised"].as_str().expect("an amount").to_owned()
    }
}

fn texts<const N: usize>(rows: [[&str; 3]; N]) -> Vec<[String; 3]> {
    rows.map(|row| row.map(str::to_owned)).to_vec()
}

#[apply(on_both_databases!)]
async fn a_larger_own_share_after_a_closed_year_is_caught_up(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("30000.00", ("2023-10", "2025-11"), "pro_rata_days").await;
    assert_eq!(books.proposed(2023).await, texts([["3484.85", "0.00", "3484.85"]]));
    books.post_and_close(2023).await;
    assert_eq!(books.proposed(2024).await, texts([["13863.63", "0.00", "13863.63"]]));
    books.amend(&line, "2024-05-01", json!({ "own_share": "36000.00" })).await;
    let proposed = texts([["16636.36", "696.97", "17333.33"]]);
    assert_eq!(books.proposed(2024).await, proposed);
    let explained = server.read("/v1/revenue-split?year=2024&basis=accrued&explain=true").await;
    let contribution = &explained["contributions"][0];
    assert_eq!((&contribution["amount"], &contribution["catch_up"]), (&json!("17333.33"), &json!("696.97")));
    assert_eq!(explained["total"], "17333.33");
    // The closed year accrues by the terms of its own last day.
    let closed = server.read("/v1/revenue-split?year=2023&basis=accrued&explain=true").await;
    assert_eq!(
        (&closed["total"], &closed["contributions"][0]["catch_up"]),
        (&json!("3484.85"), &Value::Null)
    );
    let entry = &books.proposals(2024).await[0]["entry"]["description"];
    assert_eq!(entry, "Accrued in 2024, with 696.97 for closed years, less the amount posted");
    books.post_and_close(2024).await;
    assert_eq!(books.proposed(2025).await, texts([["15181.82", "0.00", "15181.82"]]));
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "36000.00");
}

#[apply(on_both_databases!)]
async fn a_smaller_own_share_after_closed_years_is_caught_up(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("30000.00", ("2023-10", "2025-11"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.post_and_close(2024).await;
    books.amend(&line, "2025-02-01", json!({ "own_share": "24000.00" })).await;
    // 24 000.00 less the 17 348.48 that are posted.
    assert_eq!(books.proposed(2025).await, texts([["10121.21", "-3469.69", "6651.52"]]));
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "24000.00");
}

#[apply(on_both_databases!)]
async fn an_extension_after_a_closed_year_takes_back_what_was_too_early(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("12000.00", ("2023", "2024"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.amend(&line, "2024-06-01", json!({ "period": { "start": "2023", "end": "2025" } })).await;
    assert_eq!(books.proposed(2024).await, texts([["4007.30", "-1995.44", "2011.86"]]));
    books.post_and_close(2024).await;
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "12000.00");
}

#[apply(on_both_databases!)]
async fn two_open_years_may_be_posted_in_either_order(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("30000.00", ("2023-10", "2025-11"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.amend(&line, "2024-05-01", json!({ "own_share": "36000.00" })).await;
    assert_eq!(books.proposed(2025).await, texts([["15181.82", "0.00", "15181.82"]]));
    books.post(2025).await;
    assert_eq!(books.proposed(2024).await, texts([["16636.36", "696.97", "17333.33"]]));
    books.post(2024).await;
    assert_eq!((books.proposed(2024).await, books.proposed(2025).await), (Vec::new(), Vec::new()));
    assert_eq!(books.recognised(&line).await, "36000.00");
}

#[apply(on_both_databases!)]
async fn an_amendment_after_the_end_of_an_open_year_does_not_change_it(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("30000.00", ("2023-10", "2025-11"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.amend(&line, "2025-01-01", json!({ "own_share": "36000.00" })).await;
    assert_eq!(books.proposed(2024).await, texts([["13863.63", "0.00", "13863.63"]]));
    books.post_and_close(2024).await;
    assert_eq!(books.proposed(2025).await, texts([["15181.82", "3469.70", "18651.52"]]));
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "36000.00");
}

#[apply(on_both_databases!)]
async fn a_reopened_year_takes_no_more_than_what_is_lacking(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("30000.00", ("2023-10", "2025-11"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.post_and_close(2024).await;
    books.amend(&line, "2025-02-01", json!({ "own_share": "36000.00" })).await;
    books.post_and_close(2025).await;
    assert_eq!(books.recognised(&line).await, "36000.00");
    books.fiona.done(books.year(2024), "reopen", json!({ "reason": "An invoice was missing" })).await;
    assert_eq!(books.proposed(2024).await, Vec::<[String; 3]>::new());
}

#[apply(on_both_databases!)]
async fn a_line_whose_period_is_over_is_caught_up(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("12000.00", ("2023", "2024"), "pro_rata_days").await;
    books.post_and_close(2023).await;
    books.close(2024).await;
    let proposed = texts([["0.00", "6008.21", "6008.21"]]);
    assert_eq!(books.proposed(2025).await, proposed, "2024 was closed with nothing posted");
    let explained = server.read("/v1/revenue-split?year=2025&basis=accrued&explain=true").await;
    let contribution = &explained["contributions"][0];
    assert_eq!((&contribution["base"], &contribution["catch_up"]), (&json!("0.00"), &json!("6008.21")));
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "12000.00");
}

#[apply(on_both_databases!)]
async fn entries_of_a_year_that_a_line_no_longer_touches_are_taken_back(server: Server) {
    let books = Books::of(&server, &[2024, 2025]).await;
    let line = books.line("12000.00", ("2024", "2025"), "pro_rata_months").await;
    books.post(2025).await;
    books.amend(&line, "2024-06-01", json!({ "period": { "start": "2024", "end": "2024" } })).await;
    assert_eq!(books.proposed(2025).await, texts([["0.00", "0.00", "-6000.00"]]));
    books.post(2024).await;
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "12000.00");
}

#[apply(on_both_databases!)]
async fn an_indexation_is_new_money_and_an_estimate_is_caught_up(server: Server) {
    let books = Books::of(&server, &[2023, 2024, 2025]).await;
    let line = books.line("150000.00", ("2023", "2025"), "annual").await;
    books.post_and_close(2023).await;
    let indexed = json!({ "own_share": "152000.00", "changes": "from_on" });
    books.amend(&line, "2024-01-01", indexed).await;
    assert_eq!(books.proposed(2024).await, texts([["51000.00", "0.00", "51000.00"]]));
    assert_eq!(books.proposed(2025).await, texts([["51000.00", "0.00", "51000.00"]]));
    let split = server.read("/v1/revenue-split?year=2024&basis=accrued&explain=true").await;
    let bases: Vec<_> =
        split["contributions"].as_array().expect("a list").iter().map(|one| &one["base"]).collect();
    assert_eq!(bases, ["150000.00", "2000.00"], "each part is explained by its own period");
    assert_eq!(
        split["contributions"][1]["span"],
        json!({ "unit": "months", "before": 0, "counted": 12, "total": 24 })
    );
    let estimate = json!({ "own_share": "155000.00" });
    books.amend(&line, "2024-07-01", estimate).await;
    assert_eq!(books.proposed(2024).await, texts([["51666.66", "1666.67", "53333.33"]]));
    books.post_and_close(2024).await;
    books.post(2025).await;
    assert_eq!(books.recognised(&line).await, "155000.00");
    let amended = server.read(&line).await;
    let changes = amended["amendments"].as_array().expect("a list").iter().map(|one| &one["changes"]);
    assert_eq!(changes.collect::<Vec<_>>(), ["from_on", "whole_period"]);
}

#[apply(on_both_databases!)]
async fn a_yearly_subsidy_from_july_to_june_counts_by_its_months(server: Server) {
    let books = Books::of(&server, &[2024, 2025]).await;
    books.line("12000.00", ("2024-07", "2025-06"), "annual").await;
    assert_eq!(books.proposed(2024).await, texts([["6000.00", "0.00", "6000.00"]]));
    assert_eq!(books.proposed(2025).await, texts([["6000.00", "0.00", "6000.00"]]));
}

#[apply(on_both_databases!)]
async fn new_money_needs_an_amount_and_days_to_spread_it(server: Server) {
    let books = Books::of(&server, &[2024]).await;
    let line = books.line("12000.00", ("2024", "2025-06"), "annual").await;
    let form = |changes: Value| {
        with(json!({ "number": "1", "on": "2025-09-01", "reason": "R", "changes": "from_on" }), changes)
    };
    let extended = json!({ "period": { "start": "2024", "end": "2025" } });
    assert_eq!(books.fiona.verb(&line, "amend", form(extended)).await.faults(), [("/changes", "unused")]);
    let late = books.fiona.verb(&line, "amend", form(json!({ "own_share": "13000.00" }))).await;
    assert_eq!(late.faults(), [("/on", "reversed")]);
    let unknown =
        json!({ "number": "1", "on": "2025-01-01", "reason": "R", "own_share": "1.00", "changes": "all" });
    assert_eq!(books.fiona.verb(&line, "amend", unknown).await.faults(), [("/changes", "choice")]);
}

#[apply(on_both_databases!)]
async fn an_undivided_work_package_is_ours_in_the_proportion_of_the_own_share(server: Server) {
    let scene = BudgetScene::under(&server, json!({ "form": "lump_sum" })).await;
    let fiona = server.books(&[2025]).await;
    let line = json!({ "project": id(&scene.project), "call": scene.call, "form": "grant", "currency": "EUR",
        "total_award": "100000.00", "own_share": "40000.00", "recognition_method": "work_packages" });
    let line = fiona.signed_line(line, "2024-01-01").await;
    let lump = |number: &str, amount: &str| json!({ "category": "lump_sum", "work_package": number, "amount": amount });
    let budget = json!({ "title": "B", "lines": [lump("1", "60000.00"), lump("2", "40000.00")],
        "financing": [{ "source": "funding", "amount": "100000.00", "funding_line": id(&line) }] });
    let budget = scene.draft(&fiona, budget).await;
    fiona.done(&budget, "approve", json!({})).await;
    for (number, on) in [("1", "2025-03-01"), ("2", "2025-09-01")] {
        let milestone = json!({ "number": number, "title": "Done", "work_package": number, "due": on });
        let milestone = server.made(&format!("{}/milestones", scene.project), milestone).await;
        server.done(&milestone, "achieve", json!({ "on": on })).await;
    }
    let split = fiona.read("/v1/revenue-split?year=2025&basis=accrued").await;
    assert_eq!((&split["total"], &split["not_counted"]), (&json!("40000.00"), &json!([])));
    let flow = fiona.read("/v1/cash-flow?from=2025-01&to=2025-12").await;
    let earned: Vec<_> =
        flow["months"].as_array().expect("months").iter().map(|month| &month["earned"]).collect();
    assert_eq!((earned[2], earned[8]), (&json!("24000.00"), &json!("16000.00")));
}

#[apply(on_both_databases!)]
async fn what_a_line_receives_counts_in_the_cash_flow_though_what_it_earns_is_not_known(server: Server) {
    let books = Books::of(&server, &[2025]).await;
    let line = json!({ "programme": books.programme, "form": "grant", "currency": "EUR",
        "total_award": "50000.00", "own_share": "50000.00" });
    let line = books.fiona.signed_line(line, "2024-01-01").await;
    let payment = json!({ "funding_line": id(&line), "kind": "prefinancing", "amount": "40000.00" });
    let payment = books.fiona.made("/v1/payments", payment).await;
    books.fiona.done(&payment, "receive", json!({ "on": "2025-02-01" })).await;
    let due =
        json!({ "funding_line": id(&line), "kind": "final", "amount": "10000.00", "due": "2026-03-01" });
    books.fiona.made("/v1/payments", due).await;
    let flow = books.fiona.read("/v1/cash-flow?from=2025-01&to=2026-12").await;
    let months = flow["months"].as_array().expect("months");
    assert_eq!((&months[1]["received"], &months[14]["expected"]), (&json!("40000.00"), &json!("10000.00")));
    let reasons: Vec<_> =
        flow["not_counted"].as_array().expect("a list").iter().map(|one| &one["reason"]).collect();
    assert_eq!(reasons, ["no_method"], "what it earns is listed");
}

async fn found(server: &Server) -> Vec<(Value, String)> {
    let findings = server.read("/v1/findings").await;
    let of = |one: &Value| (one["kind"].clone(), one["summary"].as_str().expect("a text").to_owned());
    findings["findings"].as_array().expect("findings").iter().map(of).collect()
}

#[apply(on_both_databases!)]
async fn a_ledger_that_misses_the_own_share_is_found(server: Server) {
    let books = Books::of(&server, &[2023, 2024]).await;
    let line = books.line("12000.00", ("2023", "2023"), "pro_rata_months").await;
    assert_eq!(found(&books.fiona).await, [], "the proposals will bring it");
    books.close(2023).await;
    assert_eq!(found(&books.fiona).await, [], "the open year catches it up");
    books.close(2024).await;
    let summary = "the ledger has 0.00 EUR for the funding line without a reference, and 0.00 EUR are proposed: it will \
                   stay below its own share of 12000.00 EUR";
    assert_eq!(found(&books.fiona).await, [(json!("ledger_below_own_share"), summary.to_owned())]);
    books.fiona.done(books.year(2024), "reopen", json!({ "reason": "R" })).await;
    books.post(2024).await;
    assert_eq!(found(&books.fiona).await, []);
    books.amend(&line, "2024-06-01", json!({ "own_share": "9000.00" })).await;
    let summary = "the ledger has 12000.00 EUR for the funding line without a reference, above its own share of 9000.00 EUR";
    assert_eq!(found(&books.fiona).await, [(json!("ledger_above_own_share"), summary.to_owned())]);
    books.post(2024).await;
    assert_eq!(found(&books.fiona).await, []);
}

/// What happens to the books in a sequence.
#[derive(Clone, Debug)]
enum Event {
    Post(usize),
    Close(usize),
    Reopen(usize),
    /// A line, the day in months after the first, the own share in cents, and the end in months.
    Amend(usize, u32, i64, Option<u32>, bool),
}

/// The fiscal years of a sequence; the last one is not over, so it stays open.
const YEARS: [i32; 6] = [2021, 2022, 2023, 2024, 2025, 2026];
/// How many lines a sequence of events has. Each is one sequence of amendments and postings.
const LINES: usize = 25;

fn event() -> impl Strategy<Value = Event> {
    let year = 0..YEARS.len();
    prop_oneof![
        3 => year.clone().prop_map(Event::Post),
        2 => year.clone().prop_map(Event::Close),
        1 => year.prop_map(Event::Reopen),
        6 => (0..LINES, 0_u32..60, 0_i64..100_000_000, prop::option::of(0_u32..72), any::<bool>())
            .prop_map(|(line, on, own_share, end, new)| Event::Amend(line, on, own_share, end, new)),
    ]
}

fn month(after: u32) -> String {
    format!("{}-{:02}", 2021 + after / 12, after % 12 + 1)
}

fn euros(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

async fn happens(books: &Books, lines: &[String], event: &Event) {
    match event {
        Event::Post(year) => {
            let proposed = books.fiona.get(&format!("{}/proposed-entries", books.years[*year].1)).await;
            if proposed.status.is_success() {
                books.post(books.years[*year].0).await;
            }
        }
        // A year that is closed already, or that is not over, is refused.
        Event::Close(year) => drop(books.fiona.verb(&books.years[*year].1, "close", json!({})).await),
        Event::Reopen(year) => {
            drop(books.fiona.verb(&books.years[*year].1, "reopen", json!({ "reason": "R" })).await);
        }
        Event::Amend(line, on, own_share, end, new) => {
            let mut form = json!({ "number": format!("{on} {own_share} {end:?} {new}"), "on": format!("{}-01", month(*on)),
                "reason": "R", "own_share": euros(*own_share) });
            if let Some(end) = end {
                form["period"] = json!({ "start": "2021", "end": month(*end) });
            }
            if *new {
                form["changes"] = json!("from_on");
            }
            // Some are refused, for example new money after the end of the line.
            books.fiona.verb(&lines[*line], "amend", form).await;
        }
    }
}

/// Any sequence of postings, closings and amendments: the entries of a line total to its own share.
async fn entries_total_to_the_own_share(server: &Server, runs: usize) {
    let books = Books::of(server, &YEARS).await;
    let mut runner = TestRunner::deterministic();
    for run in 0..runs {
        let mut lines = Vec::new();
        for at in 0..LINES {
            let method = ["pro_rata_days", "pro_rata_months", "annual"][at % 3];
            let own_share = euros(1_000_000 + 7 * i64::try_from(at).expect("few"));
            let reference = format!("{run}/{at}");
            lines.push(books.line_named(Some(&reference), &own_share, ("2021", "2024-06"), method).await);
        }
        let events = prop::collection::vec(event(), 60).new_tree(&mut runner).expect("events").current();
        for event in &events {
            happens(&books, &lines, event).await;
        }
        // In the end all years are closed, except the last one, which takes what they lack.
        for (year, place) in &books.years {
            if server.read(place).await["status"] == "open" {
                books.post(*year).await;
                happens(&books, &lines, &Event::Close(usize::try_from(year - YEARS[0]).expect("a year")))
                    .await;
            }
        }
        assert_eq!(books.proposed(2026).await, Vec::<[String; 3]>::new());
        for line in &lines {
            let own_share = &server.read(line).await["own_share"];
            assert_eq!(&json!(books.recognised(line).await), own_share, "{line} {events:?}");
        }
    }
}

#[apply(on_both_databases!)]
async fn the_entries_of_a_line_total_to_its_own_share(server: Server) {
    entries_total_to_the_own_share(&server, 4).await;
}

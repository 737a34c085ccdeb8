//! Any sequence of postings, closings, reopenings and amendments.

use macro_rules_attribute::apply;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::json;

use super::Books;
use crate::harness::{Server, on_both_databases};

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
        Event::Close(year) => {
            drop(books.fiona.verb(&books.years[*year].1, "close", json!({ "confirm": true })).await);
        }
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
async fn entries_total_to_the_own_share(server: &Server, runs: usize, mut runner: TestRunner) {
    let books = Books::of(server, &YEARS).await;
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
    // `.ci/thorough` asks for more sequences, and for others each time.
    let more = std::env::var("SEQUENCES").ok().map(|asked| asked.parse::<usize>().expect("a number"));
    let runner = if more.is_some() { TestRunner::default() } else { TestRunner::deterministic() };
    entries_total_to_the_own_share(&server, more.unwrap_or(100).div_ceil(LINES), runner).await;
}

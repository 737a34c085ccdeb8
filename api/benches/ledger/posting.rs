//! Posting ten thousand entries in one request.

use std::fmt::Write;
use std::time::{Duration, Instant};

use sea_orm::sqlx::{Connection, query, query_scalar};
use uuid::Uuid;

use crate::books::Books;
use crate::service::rounds;

/// The entries per request: the maximum.
const ENTRIES: usize = 10_000;
/// The entries at the start.
const AT_FIRST: u64 = 1_000;
/// After how many requests the memory peak is printed. The page cache of the writer fills its 32 MiB first.
const REQUESTS: [usize; 4] = [1, 10, 20, 30];
/// The number of rounds.
const TURNS: usize = 15;

const INSERT: &str = "INSERT INTO revenue_entry
     (id, fiscal_year_id, reference, amount, funding_line_id, booked_on, description) VALUES (?, ?, ?, ?, ?, ?, ?)";
const DAY: &str = "2024-12-31";
const DESCRIPTION: &str = "What the money is for, in a few words";

/// Prints the growth of the memory peak over many requests.
pub(crate) async fn memory() {
    let books = Books::of(AT_FIRST).await;
    // Allocates what is needed only once, whatever the size of a request.
    books.post("/v1/revenue-entries", form(&books, 0, 2)).await;
    std::fs::write("/proc/self/clear_refs", "5").expect("Linux");
    let before = peak();
    println!("peak of memory before: {} MiB", before / 1_024);
    for request in 1..=REQUESTS[REQUESTS.len() - 1] {
        books.post("/v1/revenue-entries", form(&books, request, ENTRIES)).await;
        if REQUESTS.contains(&request) {
            let more = (peak() - before) / 1_024;
            println!("after {request:>2} requests of {ENTRIES} entries: {more} MiB more");
        }
    }
}

/// The memory peak of the process since the last reset, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    peak.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// Compares posting by the service with bare inserts into the same ledger, in turns.
pub(crate) async fn measured() {
    let books = Books::of(AT_FIRST).await;
    let mut took = Vec::new();
    for turn in 0..TURNS {
        // The order alternates between rounds.
        took.push(if turn % 2 == 0 {
            let real = posted(&books, turn).await;
            (real, inserted(&books, turn).await)
        } else {
            let bare = inserted(&books, turn).await;
            (posted(&books, turn).await, bare)
        });
    }
    let (real, bare) = rounds::medians(&took);
    let [low, middle, high] = rounds::ratios(&took);
    let rate = |took: Duration| 1_000_000 * ENTRIES as u128 / took.as_micros().max(1);
    println!("posting {ENTRIES} entries   service/s     bare/s  ratio  (half of the rounds)");
    println!(
        "{:<23} {:>11}  {:>9}  {middle:>5.2}  ({low:.2} to {high:.2})\n",
        "entries",
        rate(real),
        rate(bare)
    );
}

/// How long the service takes to post a request of the maximum size.
async fn posted(books: &Books, turn: usize) -> Duration {
    let form = form(books, turn, ENTRIES);
    let begun = Instant::now();
    books.post("/v1/revenue-entries", form).await;
    begun.elapsed()
}

fn form(books: &Books, request: usize, entries: usize) -> String {
    let mut form = String::from(r#"{"entries":["#);
    for number in 0..entries {
        let (line, cents) = (books.lines[number % books.lines.len()], 1 + number % 100_000);
        let (euros, cents, comma) = (cents / 100, cents % 100, if number == 0 { "" } else { "," });
        write!(
            form,
            r#"{comma}{{"year":2024,"reference":"S{request:03}-{number:06}","amount":"{euros}.{cents:02}","currency":"EUR","funding_line":"{line}","booked_on":"{DAY}","description":"{DESCRIPTION}"}}"#
        )
        .expect("a text");
    }
    form.push_str("]}");
    form
}

/// How long a prepared statement takes to insert the same entries, in one transaction.
async fn inserted(books: &Books, turn: usize) -> Duration {
    let begun = Instant::now();
    let mut writer = books.pools.write.acquire().await.expect("a writer");
    let mut work = writer.begin_with("BEGIN IMMEDIATE").await.expect("a transaction");
    let year: Uuid = query_scalar("SELECT id FROM fiscal_year WHERE year = 2024")
        .fetch_one(&mut *work)
        .await
        .expect("a year");
    for number in 0..ENTRIES {
        let id = (0x0191_u128 << 112) | ((turn * ENTRIES + number) as u128) << 80 | 0x7000_8000 << 48;
        let done = query(INSERT)
            .bind(Uuid::from_u128(id))
            .bind(year)
            .bind(format!("B{turn:03}-{number:06}"))
            .bind(i64::try_from(1 + number % 100_000).expect("cents"))
            .bind(books.lines[number % books.lines.len()])
            .bind(DAY)
            .bind(DESCRIPTION)
            .execute(&mut *work);
        done.await.expect("an entry");
    }
    work.commit().await.expect("a commit");
    begun.elapsed()
}

//! How the ledger fares as it grows: `cargo bench --bench ledger`.
//!
//! The split of a year is read of 5 000 000 entries and of 1 000, by turns, and so are, by hand-written SQL, the totals
//! that the database keeps and what they save: a `GROUP BY` of the entries. Before that, requests of 10 000 entries
//! are posted, to tell by how much the peak of memory grows and how fast they are beside bare inserts. The service has
//! somebody signed in, and its limits, its log, its checks and its rules.
//!
//! With `explain=true` the split lists every entry, and so it is not measured. `cargo bench --bench ledger -- 100000`
//! measures another size than 5 000 000.

#![expect(clippy::expect_used, reason = "a measurement that cannot go on ends")]
#![expect(clippy::print_stdout, reason = "it tells what it measured")]

mod books;
mod posting;
mod reading;
#[path = "../service/mod.rs"]
mod service;

/// How many entries there are.
const SMALL: u64 = 1_000;
const LARGE: u64 = 5_000_000;

#[tokio::main]
async fn main() {
    service::log();
    let asked = std::env::args().skip(1).find_map(|word| word.parse().ok());
    // First, while nothing else has been given memory that it would use again.
    posting::memory().await;
    posting::measured().await;
    reading::measured(SMALL, asked.unwrap_or(LARGE)).await;
}

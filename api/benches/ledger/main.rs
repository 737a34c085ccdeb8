//! Measures the ledger as it grows: `cargo bench --bench ledger`.
//!
//! Reads the revenue split of a year with 5 000 000 entries and with 1 000, in turns. Also reads, with
//! hand-written SQL, the totals that the database stores, and the `GROUP BY` of the entries that they
//! replace. Before that, it posts requests of 10 000 entries, to measure the growth of the memory peak and
//! the speed compared with bare inserts. The service has a signed-in caller, limits, logging, validation
//! and rules.
//!
//! With `explain=true` the split lists every entry, so it is not measured. `cargo bench --bench ledger --
//! 100000` uses another size than 5 000 000.

#![expect(clippy::expect_used, reason = "a measurement that cannot go on ends")]
#![expect(clippy::print_stdout, reason = "it tells what it measured")]

mod books;
mod posting;
mod reading;
#[path = "../service/mod.rs"]
mod service;

/// The sizes of the ledger, in entries.
const SMALL: u64 = 1_000;
const LARGE: u64 = 5_000_000;

#[tokio::main]
async fn main() {
    service::log();
    let asked = std::env::args().skip(1).find_map(|word| word.parse().ok());
    // First, before other allocations leave memory that could be reused.
    posting::memory().await;
    posting::measured().await;
    reading::measured(SMALL, asked.unwrap_or(LARGE)).await;
}

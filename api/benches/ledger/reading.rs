//! Compares reading a large ledger with reading a small one.

use std::time::{Duration, Instant};

use sea_orm::sqlx::query_as;
use serde_json::Value;
use uuid::Uuid;

use crate::books::Books;
use crate::service::rounds;

/// The query to measure.
#[derive(Clone, Copy, Debug)]
enum Job {
    /// The revenue split of the year, from the service.
    Split,
    /// The rows that the service uses.
    Totals,
    /// The same totals computed from the entries, which these rows make unnecessary.
    GroupBy,
}

/// The jobs, with the number of rounds and of queries per turn.
const JOBS: [(Job, &str, usize, u32); 3] = [
    (Job::Split, "the split, of the service", 81, 20),
    (Job::Totals, "bare read of the totals", 81, 100),
    (Job::GroupBy, "bare GROUP BY of the entries", 9, 1),
];

const SPLIT: &str = "/v1/revenue-split?year=2024";
const TOTALS: &str = "SELECT funding_line_id, class, total FROM revenue_total
     WHERE fiscal_year_id = (SELECT id FROM fiscal_year WHERE year = 2024)";
const GROUP_BY: &str = "SELECT funding_line_id, class, SUM(amount) FROM revenue_entry
     WHERE fiscal_year_id = (SELECT id FROM fiscal_year WHERE year = 2024) GROUP BY funding_line_id, class";

/// Measures both in turns and prints how many times longer the large ledger takes.
pub(crate) async fn measured(small: u64, large: u64) {
    let (of_small, of_large) = (Books::of(small).await, Books::of(large).await);
    println!("{:<28}  {small:>8} entries  {large:>8} entries  ratio  (half of the rounds)", "what");
    for books in [&of_small, &of_large] {
        alike(books).await;
    }
    for (job, name, turns, times) in JOBS {
        let mut took = Vec::new();
        for turn in 0..turns {
            // The order alternates between rounds.
            took.push(if turn % 2 == 0 {
                let small = timed(&of_small, job, times).await;
                (small, timed(&of_large, job, times).await)
            } else {
                let large = timed(&of_large, job, times).await;
                (timed(&of_small, job, times).await, large)
            });
        }
        let (small, large) = rounds::medians(&took);
        let each = |took: Duration| (took / times).as_micros();
        let [low, middle, high] = rounds::ratios(&took);
        println!(
            "{name:<28}  {:>13} µs  {:>13} µs  {middle:>5.2}  ({low:.2} to {high:.2})",
            each(small),
            each(large)
        );
    }
}

/// Checks that all three give the same total.
async fn alike(books: &Books) {
    let split: Value = serde_json::from_slice(&books.get(SPLIT).await).expect("JSON");
    for statement in [TOTALS, GROUP_BY] {
        let cents = sums(books, statement).await.iter().map(|(_, _, cents)| cents).sum::<i64>();
        assert_eq!(split["total"], format!("{}.{:02}", cents / 100, cents % 100));
    }
}

async fn timed(books: &Books, job: Job, times: u32) -> Duration {
    let begun = Instant::now();
    for _ in 0..times {
        match job {
            Job::Split => drop(books.get(SPLIT).await),
            Job::Totals => drop(sums(books, TOTALS).await),
            Job::GroupBy => drop(sums(books, GROUP_BY).await),
        }
    }
    begun.elapsed()
}

async fn sums(books: &Books, statement: &'static str) -> Vec<(Option<Uuid>, Option<String>, i64)> {
    query_as(statement).fetch_all(&books.pools.read).await.expect("sums")
}

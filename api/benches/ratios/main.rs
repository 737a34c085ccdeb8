//! Compares the throughput of the service with bare handlers: `cargo bench --bench ratios`.
//!
//! Both run in this process, on the same `SQLite` file and with the same clients. The service has a
//! signed-in caller, limits, logging, validation and rules. The bare handlers give the same responses with
//! hand-written SQL (`bare`). They take turns in short rounds, so that other load slows both. The result is
//! the median over the rounds of the service's throughput divided by that of the bare handlers.
//!
//! `cargo bench --bench ratios -- 1000 patch` measures one size and one job.

#![expect(clippy::expect_used, reason = "a measurement that cannot go on ends")]
#![expect(clippy::print_stdout, reason = "it tells what it measured")]
#![expect(clippy::disallowed_types, reason = "the bare handlers are plain axum")]

mod bare;
mod clients;
mod filled;
#[path = "../service/mod.rs"]
mod service;

use std::path::Path;
use std::time::Duration;

use axum::Router;

use clients::{Client, Job, drive};
use service::{Real, rounds};

/// The sizes of the portfolio, in projects.
const SIZES: [u64; 2] = [1_000, 100_000];
/// The jobs, with the number of concurrent clients.
const JOBS: [(Job, &str, u64); 5] = [
    (Job::Project, "project in full", 8),
    (Job::Page, "page of 50", 8),
    (Job::Patch, "patch of a milestone", 1),
    (Job::Patch, "patch of a milestone", 4),
    (Job::Patch, "patch of a milestone", 8),
];

/// The number of rounds, and the length of a turn. Write turns are shorter and more frequent: the speed of
/// the disk varies quickly, and must affect both alike.
fn pace(job: Job) -> (usize, Duration) {
    if job == Job::Patch { (151, Duration::from_millis(40)) } else { (41, Duration::from_millis(100)) }
}

#[tokio::main]
async fn main() {
    service::log();
    let asked: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let numbers = asked.iter().filter_map(|word| word.parse().ok());
    let sizes: Vec<u64> = numbers.collect();
    let words: Vec<_> = asked.iter().filter(|word| word.parse::<u64>().is_err()).collect();
    println!("projects  what                   clients  service/s     bare/s  ratio  (half of the rounds)");
    for size in if sizes.is_empty() { SIZES.to_vec() } else { sizes } {
        // In the build folder: writes must wait for a real disk.
        let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        let (real, bare) = services(folder.path(), size).await;
        for (job, name, clients) in JOBS {
            if words.is_empty() || words.iter().any(|word| name.contains(word.as_str())) {
                alike(job, &real, &bare, size).await;
                let told = measured(job, &real, &bare, size, clients).await;
                println!("{size:>8}  {name:<22} {clients:>7}  {told}");
            }
        }
    }
}

async fn services(folder: &Path, projects: u64) -> (Real, Router) {
    let (app, pools) = filled::portfolio(folder, projects).await;
    (Real::of(app).await, bare::router(pools))
}

/// Checks that both give the same response.
async fn alike(job: Job, real: &Real, bare: &Router, projects: u64) {
    let mut one = Client::new(job, &real.service, real, projects, 15).await;
    if job == Job::Patch {
        let day = |written: &str| written.parse().expect("a day");
        one.patch(0, day("2026-01-31")).await;
        let by_real = one.patch(0, day("2026-02-28")).await;
        one.patch(0, day("2026-01-31")).await;
        let by_bare = one.turned_to(bare).patch(0, day("2026-02-28")).await;
        assert_eq!(by_real, by_bare);
        return;
    }
    let mut other = Client::new(job, bare, real, projects, 15).await;
    for _ in 0..25 {
        assert_eq!(one.ask().await, other.ask().await);
    }
}

/// Measures both in turns.
async fn measured(job: Job, real: &Real, bare: &Router, projects: u64, clients: u64) -> String {
    let (mut of_real, mut of_bare) = (Vec::new(), Vec::new());
    for number in 0..clients {
        of_real.push(Client::new(job, &real.service, real, projects, number).await);
        of_bare.push(Client::new(job, bare, real, projects, number + clients).await);
    }
    drive(&mut of_bare, 20).await;
    let warm = drive(&mut of_real, 20).await;
    let (turns, turn) = pace(job);
    let times = u32::try_from(20 * turn.as_micros() / warm.as_micros().max(1)).expect("a number").max(5);
    let mut measured = Vec::new();
    for round in 0..turns {
        // The order alternates between rounds.
        let (real, bare) = if round % 2 == 0 {
            let real = drive(&mut of_real, times).await;
            (real, drive(&mut of_bare, times).await)
        } else {
            let bare = drive(&mut of_bare, times).await;
            (drive(&mut of_real, times).await, bare)
        };
        measured.push((real, bare));
    }
    told(&measured, u128::from(times) * u128::from(clients))
}

fn told(measured: &[(Duration, Duration)], requests: u128) -> String {
    let rate = |took: Duration| requests * 1_000_000 / took.as_micros().max(1);
    let (real, bare) = rounds::medians(measured);
    let [low, middle, high] = rounds::ratios(measured);
    format!("{:>9}  {:>9}  {middle:>5.2}  ({low:.2} to {high:.2})", rate(real), rate(bare))
}

//! Compares the speed of imports with a bulk insert of the same rows: `cargo bench --bench imports`.
//!
//! Files in the proportions of CORDIS are imported into an empty `SQLite` file. Then the resulting rows are
//! inserted into another empty file of the same schema, with one prepared statement per table and
//! transactions of the same size: once with the audit trail of the import, and once without. The three take
//! turns. The result is the number of records per second, and the median over the rounds of the import's
//! rate divided by the others'.
//!
//! `cargo bench --bench imports -- 5000` uses 5000 projects; `-- FOLDER` imports the files of a folder.

#![expect(clippy::expect_used, reason = "a measurement that cannot go on ends")]
#![expect(clippy::print_stdout, reason = "it tells what it measured")]
#![expect(clippy::float_arithmetic, reason = "rates and ratios of what was measured")]

mod bulk;
#[path = "../service/database.rs"]
mod database;
mod files;

use std::path::Path;
use std::time::{Duration, Instant};

use api::Caller;
use api::exchange::cordis::import;
use api::exchange::ingest::{Finding, Mode, ProgressListener};
use api::platform::error::Result;

use bulk::Rows;
use database::opened;

/// The default number of projects.
const PROJECTS: u64 = 2000;
/// The number of rounds.
const ROUNDS: usize = 5;

/// A listener that does nothing.
struct Nobody;

impl ProgressListener for Nobody {
    fn begins(&mut self, _: &str, _: u64) {}

    async fn has_read(&mut self, _: u64) -> Result<()> {
        Ok(())
    }

    fn found(&mut self, _: &Finding) {}
}

#[tokio::main]
async fn main() {
    let asked = std::env::args().skip(1).find(|word| !word.starts_with('-'));
    let work = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let made = work.path().join("files");
    let folder = match asked.as_deref().map(|word| (word, word.parse::<u64>())) {
        Some((folder, Err(_))) => folder.into(),
        asked => {
            let projects = asked.and_then(|(_, number)| number.ok()).unwrap_or(PROJECTS);
            files::write(&made, projects);
            made
        }
    };
    let records = files::records(&folder);
    let mut told: Vec<[Duration; 3]> = Vec::new();
    for round in 0..ROUNDS {
        let file = |name: &str| work.path().join(format!("{name}-{round}.db"));
        let (imported, rows) = imported(&folder, &file("imported")).await;
        let with_trail = inserted(&rows, &file("with-trail"), true).await;
        let without = inserted(&rows, &file("without"), false).await;
        told.push([imported, with_trail, without]);
    }
    println!("{records} records          records/s  import's rate to it");
    for (index, name) in ["import", "bulk insert, with the trail", "bulk insert, without"].iter().enumerate()
    {
        let rate = records / median(told.iter().map(|round| round[index].as_secs_f64()));
        let ratio = median(told.iter().map(|round| round[index].as_secs_f64() / round[0].as_secs_f64()));
        println!("{name:<28} {rate:>8.0}  {ratio:.2}");
    }
}

/// Imports a folder into a new database; returns the time and the resulting rows.
async fn imported(folder: &Path, file: &Path) -> (Duration, Rows) {
    let (app, pools) = opened(file).await;
    let begun = Instant::now();
    import(&app, &Caller::command_line(), folder, Mode::Write, &mut Nobody).await.expect("an import");
    let took = begun.elapsed();
    (took, Rows::of(&pools.read).await)
}

async fn inserted(rows: &Rows, file: &Path, trail: bool) -> Duration {
    let (_, pools) = opened(file).await;
    let begun = Instant::now();
    rows.insert(&pools.write, trail).await;
    begun.elapsed()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

use std::fmt;
use std::path::PathBuf;

use super::table;
use crate::platform::auth::RefusedPasswordsError;
use crate::platform::database::OpenError;
use crate::platform::error::Error;
use crate::platform::quote::quoted;
use crate::serve::server::TlsError;

/// The most errors of a file that are listed.
const MAX_LISTED_FAULTS: usize = 10_000;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("{0}")]
    Database(#[from] OpenError),
    #[error("{path} cannot be {done}: {cause}", path = .path.display())]
    File { path: PathBuf, done: &'static str, cause: std::io::Error },
    #[error("cannot listen on {address}: {cause}")]
    Listen { address: String, cause: std::io::Error },
    #[error("{0}")]
    Tls(#[from] TlsError),
    #[error("{0}")]
    RefusedPasswords(#[from] RefusedPasswordsError),
    #[error("{}", Refused(.path, .error))]
    Refused { path: String, error: Error },
    #[error("{0}")]
    Import(crate::exchange::ingest::Fault),
    #[error("{path} was not imported; records refused: {refused}", path = .path.display())]
    Strict { path: PathBuf, refused: u64 },
    #[error("records refused: {refused}; the others were {done}", done = if *.dry_run { "read, and nothing was stored" } else { "imported" })]
    Refusals { refused: u64, dry_run: bool },
    #[error("{}", causes(.0))]
    Failed(#[from] Error),
    #[error("the audit trail has been tampered with at entry {number}: {fault}")]
    Tampered { number: i64, fault: &'static str },
    #[error("the stored data does not agree with the ledger:\n{}", .0.join("\n"))]
    Disagreement(Vec<String>),
    #[error("the collection `{name}` does not exist; use one of {}", .known.join(", "))]
    NoCollection { name: String, known: Vec<String> },
    #[error("`{0}` is not a filter: write NAME=VALUE")]
    Filter(String),
    #[error("{}", told(.0))]
    Problem(openapi::platform::problem::Problem),
    #[error("a workbook cannot be printed to a terminal: give a file with --out")]
    Terminal,
    #[error("the output cannot be written: {0}")]
    Output(std::io::Error),
    #[error("{0}")]
    Json(#[from] serde_json::Error),
    #[error("{0}")]
    System(#[from] std::io::Error),
}

impl From<crate::exchange::ingest::Fault> for Fault {
    fn from(fault: crate::exchange::ingest::Fault) -> Self {
        match fault {
            crate::exchange::ingest::Fault::Failed(error) => Self::Failed(error),
            fault => Self::Import(fault),
        }
    }
}

/// An error response with its errors, one per line.
fn told(problem: &openapi::platform::problem::Problem) -> String {
    let faults = problem.errors.iter().map(|fault| format!("\n  {}: {}", fault.pointer, fault.detail));
    let mut faults: Vec<_> = faults.collect();
    if faults.len() == 1 {
        faults.clear();
    }
    format!("{}{}", problem.detail, faults.concat())
}

/// A refused file with its errors, one per line.
struct Refused<'a>(&'a str, &'a Error);

impl fmt::Display for Refused<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(path, error) = self;
        let faults = error.faults();
        if faults.is_empty() {
            return write!(f, "{path} was not loaded: {}", causes(error));
        }
        let count = if faults.len() == 1 { "1 error".to_owned() } else { format!("{} errors", faults.len()) };
        writeln!(f, "{path} was refused and nothing was loaded: {count}\n")?;
        let place = |pointer: &str| {
            if pointer.is_empty() { "(whole file)".to_owned() } else { pointer.to_owned() }
        };
        let listed = faults.iter().take(MAX_LISTED_FAULTS);
        let rows = listed.map(|fault| vec![place(&quoted(&fault.pointer)), fault.detail.clone()]);
        write!(f, "{}", table::plain(rows, &[]))?;
        match faults.len().saturating_sub(MAX_LISTED_FAULTS) {
            0 => Ok(()),
            more => write!(f, "\n  and {more} more"),
        }
    }
}

/// An error with its causes. The command line may see them.
fn causes(error: &Error) -> String {
    let mut told = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(behind) = cause {
        let behind_it = behind.to_string();
        if !told.ends_with(&behind_it) {
            told = format!("{told}: {behind_it}");
        }
        cause = behind.source();
    }
    told
}

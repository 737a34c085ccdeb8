//! The commands, one file each.

mod audit;
mod console;
mod database_url;
mod demo;
mod dump;
mod export;
mod fault;
mod import;
mod load;
mod network;
mod oidc;
mod openapi;
mod quotas;
mod report;
mod serve;
mod split;
mod table;
mod telemetry;
mod user;
mod verify;

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use console::say;
use database_url::DatabaseUrl;
use fault::Fault;
use telemetry::Logging;

use crate::platform::database::IfMissing;

/// Manages an organisation's portfolio of European, national and consultancy projects, and proves its
/// revenue split.
///
/// Every option can also be set by the environment variable next to it.
#[derive(Debug, Parser)]
#[command(name = "portfolio", version, max_term_width = 100, arg_required_else_help = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    logging: Logging,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
    Serve(serve::Serve),
    Migrate(Migrate),
    Load(load::Load),
    Import(import::Import),
    Dump(dump::Dump),
    Export(export::Export),
    Split(split::Split),
    Report(report::Report),
    #[command(name = "user")]
    Users(user::Users),
    Audit(audit::Audit),
    Verify(verify::Verify),
    Openapi(openapi::Openapi),
    Schema(openapi::Schema),
}

/// Migrate the schema of a database
///
/// Other commands do this too; use this one to do it in advance. Creates the database if it does not exist,
/// as `serve` and `load` do. A schema of a newer version is refused and not changed.
#[derive(Debug, Args)]
struct Migrate {
    #[command(flatten)]
    database: DatabaseUrl,
}

/// The exit status of an import that ran but refused records. Success is 0, failure 1, and wrong arguments
/// 2.
const WITH_REFUSALS: u8 = 3;

/// Runs a command and returns its exit status.
#[must_use]
pub fn run(cli: Cli) -> ExitCode {
    let Cli { logging, command } = cli;
    logging.start(matches!(command, Command::Serve(_)));
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(cause) => return tell(&Fault::from(cause)),
    };
    match runtime.block_on(carry_out(command)) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the output closed it early, as `head` does.
        Err(Fault::Output(cause)) if cause.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(fault @ Fault::Refusals { .. }) => {
            tell(&fault);
            ExitCode::from(WITH_REFUSALS)
        }
        Err(fault) => tell(&fault),
    }
}

async fn carry_out(command: Command) -> Result<(), Fault> {
    match command {
        Command::Demo(demo) => demo.run().await,
        Command::Serve(serve) => serve.run().await,
        Command::Migrate(Migrate { database }) => {
            database.open(IfMissing::Create).await?.database.close().await;
            say("The schema is up to date.\n")
        }
        Command::Load(load) => load.run().await,
        Command::Import(import) => import.run().await,
        Command::Dump(dump) => dump.run().await,
        Command::Export(export) => export.run().await,
        Command::Split(split) => split.run().await,
        Command::Report(report) => report.run().await,
        Command::Users(users) => users.run().await,
        Command::Audit(audit) => audit.run().await,
        Command::Verify(verify) => verify.run().await,
        Command::Openapi(openapi) => openapi.run(),
        Command::Schema(schema) => schema.run(),
    }
}

/// Writes the error of a command to standard error.
fn tell(fault: &Fault) -> ExitCode {
    // If this fails too, the exit status still shows the failure.
    let _ = writeln!(std::io::stderr(), "portfolio: {fault}");
    ExitCode::FAILURE
}

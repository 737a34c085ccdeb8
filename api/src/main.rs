//! The `portfolio` command.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    api::serve::cli::run(api::serve::cli::Cli::parse())
}

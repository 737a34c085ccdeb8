use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use openapi::exchange::annual_report::{AnnualReport, Language, ReportFormat};

use super::console::say;
use super::database_url::DatabaseUrl;
use super::fault::Fault;
use crate::exchange::annual_report::{of_year, picture_of, render};
use crate::platform::database::IfMissing;

/// Write the annual report of a year
///
/// As Markdown, as HTML for the screen, as HTML for A4 paper (print it to PDF in a browser), or its data as
/// JSON in the form of the API. HTML contains the revenue chart. For a Markdown file the chart is a
/// separate file; on standard output it is embedded.
#[derive(Debug, Args)]
pub(super) struct Report {
    /// Fiscal year
    #[arg(long, env = "PORTFOLIO_YEAR", hide_env_values = true, value_parser = clap::value_parser!(i32).range(1900..=2999))]
    year: i32,
    /// Language of headings and texts; stored data is not translated
    #[arg(long, env = "PORTFOLIO_LANGUAGE", hide_env_values = true, default_value = "en",
        value_parser = PossibleValuesParser::new(["en", "fr", "nl"]).try_map(|word| word.parse::<Language>()))]
    language: Language,
    /// Format of the report
    #[arg(long, env = "PORTFOLIO_FORMAT", hide_env_values = true, default_value = "markdown",
        value_parser = PossibleValuesParser::new(["markdown", "html", "print", "json"]).try_map(|word| word.parse::<ReportFormat>()))]
    format: ReportFormat,
    /// File to write [default: standard output]
    #[arg(long, short, value_name = "FILE", env = "PORTFOLIO_OUTPUT", hide_env_values = true)]
    out: Option<PathBuf>,
    #[command(flatten)]
    database: DatabaseUrl,
}

impl Report {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let Self { year, language, format, out, database } = self;
        let app = database.open(IfMissing::Refuse).await?;
        let report = of_year(&app, year).await;
        app.database.close().await;
        let report = report?;
        match out {
            Some(path) => save(&path, &report, format, language),
            None => say(&render(&report, format, language, &embedded(&report, language))?),
        }
    }
}

/// The chart as a data URL, for a report without a file beside it.
fn embedded(report: &AnnualReport, language: Language) -> String {
    let picture = picture_of(report, language).unwrap_or_default();
    format!("data:image/svg+xml;base64,{}", STANDARD.encode(picture))
}

fn save(path: &Path, report: &AnnualReport, format: ReportFormat, language: Language) -> Result<(), Fault> {
    let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = format!("{stem}-revenue-split.svg");
    write(path, &render(report, format, language, &address(&beside))?)?;
    match picture_of(report, language) {
        Some(picture) if format == ReportFormat::Markdown => write(&path.with_file_name(beside), &picture),
        _ => Ok(()),
    }
}

/// A file name as a relative URL.
fn address(name: &str) -> String {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let each = name
        .bytes()
        .map(|byte| if safe(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") });
    each.collect()
}

fn write(path: &Path, text: &str) -> Result<(), Fault> {
    std::fs::write(path, text).map_err(|cause| Fault::File { path: path.to_owned(), done: "written", cause })
}

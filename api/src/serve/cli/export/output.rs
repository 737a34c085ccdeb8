use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use axum::body::to_bytes;
use axum::response::Response;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use futures_util::StreamExt;
use openapi::platform::export::Dialect;
use openapi::platform::problem::Problem;

use super::ask::ask;
use crate::platform::app::App;
use crate::platform::error::Error;
use crate::platform::http::Media;
use crate::serve::cli::database_url::DatabaseUrl;
use crate::serve::cli::fault::Fault;

/// The most bytes that are read of a response that is not a file.
pub(super) const ANSWER: usize = 1024 * 1024;

/// The destination and format.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// File format [default: by the extension of --out, otherwise csv]
    #[arg(long, env = "PORTFOLIO_FORMAT", hide_env_values = true)]
    format: Option<Format>,
    /// CSV dialect: RFC 4180, Excel in English, or Excel in French and most other European languages
    #[arg(long, env = "PORTFOLIO_DIALECT", hide_env_values = true,
        value_parser = PossibleValuesParser::new(["rfc4180", "excel", "excel_fr"]).try_map(|word| word.parse::<Dialect>()))]
    dialect: Option<Dialect>,
    /// File to write [default: standard output]
    #[arg(long, short, value_name = "FILE", env = "PORTFOLIO_OUTPUT", hide_env_values = true)]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) database: DatabaseUrl,
}

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Comma-separated values.
    Csv,
    /// A workbook.
    Xlsx,
}

/// A response, if it is not an error.
pub(super) async fn answered(answer: Response) -> Result<Response, Fault> {
    if answer.status().is_success() {
        return Ok(answer);
    }
    let body = to_bytes(answer.into_body(), ANSWER).await.map_err(Error::internal)?;
    Err(Fault::Problem(serde_json::from_slice::<Problem>(&body)?))
}

impl Output {
    fn media(&self) -> Media {
        let of_name = |path: &Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
        match self.format {
            Some(Format::Xlsx) => Media::Workbook,
            None if self.out.as_deref().is_some_and(of_name) => Media::Workbook,
            _ => Media::Csv,
        }
    }

    /// Requests a file and writes it as it arrives.
    pub(super) async fn write(&self, app: &App, target: &str) -> Result<(), Fault> {
        let media = self.media();
        if media == Media::Workbook && self.out.is_none() && std::io::stdout().is_terminal() {
            return Err(Fault::Terminal);
        }
        let dialect = self.dialect.map(|dialect| format!("&dialect={dialect}")).unwrap_or_default();
        let answer =
            answered(ask(app, &format!("{target}{dialect}").replace("?&", "?"), media).await?).await?;
        let mut output: Box<dyn Write + Send> = match &self.out {
            Some(path) => Box::new(std::fs::File::create(path).map_err(|cause| self.fault(cause))?),
            None => Box::new(std::io::stdout()),
        };
        let mut body = answer.into_body().into_data_stream();
        while let Some(chunk) = body.next().await {
            let chunk = chunk.map_err(Error::internal)?;
            output.write_all(&chunk).map_err(|cause| self.fault(cause))?;
        }
        output.flush().map_err(|cause| self.fault(cause))
    }

    fn fault(&self, cause: std::io::Error) -> Fault {
        match &self.out {
            Some(path) => Fault::File { path: path.clone(), done: "written", cause },
            None => Fault::Output(cause),
        }
    }
}

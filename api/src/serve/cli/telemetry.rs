use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

/// Logging options. Logs go to standard error.
#[derive(Debug, Args)]
#[command(next_help_heading = "Logging")]
pub(super) struct Logging {
    /// Log level, or a filter such as `warn,api=debug` [default: info for `serve`, otherwise warn]
    #[arg(long, global = true, value_name = "FILTER", env = "PORTFOLIO_LOG", hide_env_values = true, value_parser = filter)]
    log: Option<String>,
    /// Log format
    #[arg(
        long,
        global = true,
        value_name = "FORM",
        env = "PORTFOLIO_LOG_FORMAT",
        hide_env_values = true,
        default_value = "text"
    )]
    log_format: Form,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Text for people.
    Text,
    /// One JSON object per line.
    Json,
}

fn filter(written: &str) -> Result<String, String> {
    EnvFilter::try_new(written).map(|_| written.to_owned()).map_err(|cause| cause.to_string())
}

impl Logging {
    pub(super) fn start(self, serving: bool) {
        let fallback = if serving { "warn,api=info,tower_http=info" } else { "warn" };
        let filter = EnvFilter::new(self.log.as_deref().unwrap_or(fallback));
        let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
        match self.log_format {
            Form::Text => log.with_target(false).init(),
            Form::Json => log.json().flatten_event(true).init(),
        }
    }
}

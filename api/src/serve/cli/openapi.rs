use clap::Args;

use super::console::say;
use super::fault::Fault;

/// Print the OpenAPI document of the API
#[derive(Debug, Args)]
pub(super) struct Openapi {}

/// Print the JSON Schema of portfolio files
#[derive(Debug, Args)]
pub(super) struct Schema {}

impl Openapi {
    #[expect(clippy::unused_self, reason = "every command runs alike")]
    pub(super) fn run(self) -> Result<(), Fault> {
        say(&format!("{}\n", crate::document().to_pretty_json()?))
    }
}

impl Schema {
    #[expect(clippy::unused_self, reason = "every command runs alike")]
    pub(super) fn run(self) -> Result<(), Fault> {
        say(&format!(
            "{}\n",
            serde_json::to_string_pretty(&openapi::exchange::portfolio_file::json_schema()?)?
        ))
    }
}

use std::net::{Ipv4Addr, SocketAddr};

use clap::Args;
use openapi::revenue::{Basis, SplitQuery, View};

use super::load::load_text;
use super::serve::{listen, serve};
use super::{DatabaseUrl, Fault, say, split};
use crate::database::Missing;
use crate::revenue::revenue_split;

/// The portfolio file of a real annual report; `api/demo/README.md` says where it comes from.
const REPORT: &str = include_str!("../../demo/pls-2024.json");

/// The year of the report.
const YEAR: i32 = 2024;

/// Try it: a throw-away database with a real annual report in it, served
///
/// Prints the revenue split of 2024 and where to look around, and serves until Ctrl-C. The last line of the
/// greeting is the address. Nothing is left behind.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The port to listen on, on 127.0.0.1; 0 takes any free one
    #[arg(long, env = "PORTFOLIO_PORT", hide_env_values = true, default_value_t = 8080)]
    port: u16,
}

impl Demo {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let (listener, address) = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))).await?;
        let folder = tempfile::tempdir()?;
        let database = format!("sqlite://{}", folder.path().join("demo.db").display());
        let app = DatabaseUrl { database }.open(Missing::Create).await?;
        load_text(&app, REPORT, "the demo's portfolio file").await?;
        let query = SplitQuery {
            year: YEAR,
            basis: Basis::Recognised,
            view: View::Payer,
            decimals: 0,
            explain: false,
        };
        let report = app.read(async |connection| revenue_split(connection, query).await).await?;
        say(&format!("{}{}", split::drawn(&report), directions(address)))?;
        serve(listener, app).await
    }
}

fn directions(address: SocketAddr) -> String {
    format!(
        "
  the API                http://{address}/v1/projects
  its documentation      http://{address}/docs
  the OpenAPI document   http://{address}/openapi.json

Ctrl-C ends the demo and removes its database. It listens on
http://{address}
"
    )
}

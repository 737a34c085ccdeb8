use std::net::{Ipv4Addr, SocketAddr};

use clap::Args;
use entity::value::Role;
use openapi::access::users::UserInput;
use openapi::finance::revenue::{Basis, SplitQuery, View};

use super::console::say;
use super::database_url::DatabaseUrl;
use super::fault::Fault;
use super::load::load_text;
use super::serve::{listen, serve, stop_signal};
use super::{split, table};
use crate::access::assignments::service::assign;
use crate::access::resources::Users;
use crate::access::sessions::signed_in;
use crate::finance::revenue::split_for_year;
use crate::platform::app::App;
use crate::platform::app::WebhookSettings;
use crate::platform::database::IfMissing;
use crate::platform::resource::create_resource;

/// The portfolio file of a real annual report; `api/demo/README.md` names its source.
const REPORT: &str = include_str!("../../../demo/pls-2024.json");

/// The fiscal year of the report.
const YEAR: i32 = 2024;

/// The users of the demo.
const PEOPLE: [(Role, &str, &str); 5] = [
    (Role::Admin, "Ada Admin", "ada@demo.example"),
    (Role::FinanceDirector, "Fiona Finance", "fiona@demo.example"),
    (Role::ProjectManager, "Maud Manager", "maud@demo.example"),
    (Role::Auditor, "Aude Auditor", "aude@demo.example"),
    (Role::Reader, "Rik Reader", "rik@demo.example"),
];

/// The projects that are assigned to the project manager.
const MANAGED: [&str; 3] = ["ENACT", "FAMOUS", "HERO"];

/// Try it out: serve a temporary database with a real annual report
///
/// Prints the revenue split of 2024, some URLs, and the tokens of five users, one per role: each line
/// starts with the role and ends with the token. The last line is the address. Serves until Ctrl-C and
/// leaves nothing behind.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// Port to listen on, on 127.0.0.1; 0 selects a free port
    #[arg(long, env = "PORTFOLIO_PORT", hide_env_values = true, default_value_t = 8080)]
    port: u16,
}

impl Demo {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let stop = stop_signal()?;
        let (listener, address) = listen(SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))).await?;
        let folder = tempfile::tempdir()?;
        let database = format!("sqlite://{}", folder.path().join("demo.db").display());
        // A receiver for webhooks is on the same machine in a demo.
        let webhooks = WebhookSettings { to_private: true };
        let app = DatabaseUrl { database }.open(IfMissing::Create).await?.with_webhooks(webhooks);
        load_text(&app, REPORT, "the demo's portfolio file").await?;
        let query = SplitQuery {
            year: YEAR,
            basis: Basis::Recognised,
            view: View::Payer,
            decimals: 0,
            explain: false,
            by: None,
        };
        let report = app.read(async |connection| split_for_year(connection, query).await).await?;
        let people = people(&app).await?;
        say(&format!("{}{}", split::drawn(&report), directions(address, &people)))?;
        serve(listener, None, app, stop).await
    }
}

/// Creates and signs in five users, one per role. Returns a table of roles, names and tokens.
async fn people(app: &App) -> Result<String, Fault> {
    let signed_in = app
        .write(async |work| {
            let mut rows = Vec::new();
            for (role, name, email) in PEOPLE {
                let new = UserInput { name: name.to_owned(), email: Some(email.to_owned()), role };
                let (row, _) = create_resource::<Users>(work, (), new).await?;
                if role == Role::ProjectManager {
                    assign(work, row.id, &MANAGED).await?;
                }
                let session = signed_in(work, &row, Some("the demo".to_owned())).await?;
                rows.push(vec![role.to_string(), name.to_owned(), session.token]);
            }
            Ok(rows)
        })
        .await?;
    Ok(table::plain(signed_in, &[]))
}

fn directions(address: SocketAddr, people: &str) -> String {
    format!(
        "
  the API                http://{address}/v1/projects
  its documentation      http://{address}/docs
  the guide              http://{address}/docs/guide
  the OpenAPI document   http://{address}/openapi.json

Five users are signed in, one per role. Send a token as
`Authorization: Bearer TOKEN`:

{people}

Ctrl-C stops the demo and deletes its database. It listens on
http://{address}
"
    )
}

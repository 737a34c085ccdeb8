mod ask;
mod output;

use ask::ask;
use axum::body::to_bytes;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use openapi::finance::revenue::{Basis, View};
use output::{ANSWER, Output, answered};
use serde_json::Value;
use utoipa::openapi::RefOr;
use uuid::Uuid;

use super::fault::Fault;
use crate::platform::app::App;
use crate::platform::database::IfMissing;
use crate::platform::error::Error;
use crate::platform::http::Media;

/// Export a collection, the revenue split with its proof, or a budget for a spreadsheet
///
/// Collections have the same names as in the API: `projects`, `revenue-entries`, `projects/ID/history`. The
/// export has all items that the API returns, and is recorded in the audit trail.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true, flatten_help = true)]
pub(super) struct Export {
    /// Name of the collection
    #[arg(value_name = "COLLECTION", required = true)]
    collection: Option<String>,
    /// Filter or sort parameter of the API, as `NAME=VALUE`; can be given several times
    #[arg(
        long,
        value_name = "NAME=VALUE",
        env = "PORTFOLIO_FILTER",
        hide_env_values = true,
        value_delimiter = '\n'
    )]
    filter: Vec<String>,
    #[command(flatten)]
    output: Output,
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Revenue split of a year: a workbook with its proof, or its contributions as CSV
    Split {
        /// Fiscal year
        #[arg(long, env = "PORTFOLIO_YEAR", hide_env_values = true, value_parser = clap::value_parser!(i32).range(1900..=2999))]
        year: i32,
        /// What counts as revenue
        #[arg(long, env = "PORTFOLIO_BASIS", hide_env_values = true, default_value = "recognised",
            value_parser = PossibleValuesParser::new(["recognised", "accrued", "received", "awarded", "pipeline"]).try_map(|word| word.parse::<Basis>()))]
        basis: Basis,
        /// Whether money is classified by its payer or by its origin
        #[arg(long, env = "PORTFOLIO_VIEW", hide_env_values = true, default_value = "payer",
            value_parser = PossibleValuesParser::new(["payer", "origin"]).try_map(|word| word.parse::<View>()))]
        view: View,
        #[command(flatten)]
        output: Output,
    },
    /// Execution of a budget version: costs compared with the budget
    Execution {
        /// Identifier of the budget version
        #[arg(value_name = "BUDGET")]
        budget: Uuid,
        /// How to group costs, separated by commas: `partner`, `category`, `work_package`, `period`
        #[arg(long, env = "PORTFOLIO_BY", hide_env_values = true, default_value = "category")]
        by: String,
        #[command(flatten)]
        output: Output,
    },
    /// Budget version: a workbook to fill in, or its lines as CSV
    Budget {
        /// Identifier of the budget version
        #[arg(value_name = "BUDGET", required_unless_present = "project")]
        budget: Option<Uuid>,
        /// Acronym of a project: exports its approved budget version, or the latest
        #[arg(
            long,
            value_name = "ACRONYM",
            env = "PORTFOLIO_PROJECT",
            hide_env_values = true,
            conflicts_with = "budget"
        )]
        project: Option<String>,
        #[command(flatten)]
        output: Output,
    },
}

impl Export {
    pub(super) async fn run(self) -> Result<(), Fault> {
        let Self { collection, filter, output, what } = self;
        let output = match &what {
            Some(
                What::Split { output, .. } | What::Execution { output, .. } | What::Budget { output, .. },
            ) => output,
            None => &output,
        };
        let app = output.database.open(IfMissing::Refuse).await?;
        let written = async {
            let target = match &what {
                Some(what) => what.target(&app).await?,
                None => of_collection(&collection.unwrap_or_default(), &filter)?,
            };
            output.write(&app, &target).await
        };
        let written = written.await;
        app.database.close().await;
        written
    }
}

impl What {
    /// The path in the API.
    async fn target(&self, app: &App) -> Result<String, Fault> {
        Ok(match self {
            Self::Split { year, basis, view, .. } => {
                format!("/v1/revenue-split?year={year}&basis={basis}&view={view}")
            }
            Self::Execution { budget, by, .. } => {
                format!("/v1/budgets/{}/execution?{}", budget, query(&[("by", by)]))
            }
            Self::Budget { budget: Some(id), .. } => format!("/v1/budgets/{id}?"),
            Self::Budget { project, .. } => {
                let acronym = project.as_deref().unwrap_or_default();
                format!("/v1/budgets/{}?", version_of(app, acronym).await?)
            }
        })
    }
}

/// The path of a collection with its filters.
fn of_collection(name: &str, filter: &[String]) -> Result<String, Fault> {
    if !collections().iter().any(|known| fits(known, name)) {
        return Err(Fault::NoCollection { name: name.to_owned(), known: collections() });
    }
    let pairs = filter.iter().map(|pair| pair.split_once('=').ok_or_else(|| Fault::Filter(pair.clone())));
    Ok(format!("/v1/{name}?{}", query(&pairs.collect::<Result<Vec<_>, _>>()?)))
}

fn query(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The names of all collections: operations that return pages.
fn collections() -> Vec<String> {
    let paths = crate::document().paths.paths;
    let paged = paths.into_iter().filter(|(_, operations)| {
        let parameters = operations.get.as_ref().and_then(|get| get.parameters.as_ref());
        parameters.is_some_and(|all| {
            all.iter().any(|one| match one {
                RefOr::T(parameter) => parameter.name == "after",
                RefOr::Ref(shared) => shared.ref_location.ends_with("/after"),
            })
        })
    });
    paged.map(|(path, _)| path.trim_start_matches("/v1/").to_owned()).collect()
}

fn fits(known: &str, name: &str) -> bool {
    let (known, name): (Vec<_>, Vec<_>) = (known.split('/').collect(), name.split('/').collect());
    let alike =
        |(known, given): (&&str, &&str)| known == given || known.starts_with('{') && !given.is_empty();
    known.len() == name.len() && known.iter().zip(&name).all(alike)
}

/// The approved budget version of a project, or the latest.
async fn version_of(app: &App, acronym: &str) -> Result<String, Fault> {
    let of = |item: &Value| item["id"].as_str().map(str::to_owned);
    let projects = read(app, &format!("/v1/projects?limit=100&{}", query(&[("q", acronym)]))).await?;
    let project = projects.iter().find(|project| project["acronym"] == acronym).and_then(of);
    let project = project.ok_or(Fault::Failed(Error::NotFound("project")))?;
    let budgets = read(app, &format!("/v1/budgets?limit=100&project={project}")).await?;
    let held = budgets.iter().find(|budget| budget["stage"] == "approved").or(budgets.last());
    held.and_then(of).ok_or(Fault::Failed(Error::NotFound("budget")))
}

async fn read(app: &App, target: &str) -> Result<Vec<Value>, Fault> {
    let answer = answered(ask(app, target, Media::Json).await?).await?;
    let body = to_bytes(answer.into_body(), ANSWER).await.map_err(Error::internal)?;
    let page: Value = serde_json::from_slice(&body)?;
    Ok(page["items"].as_array().cloned().unwrap_or_default())
}

//! A portfolio of any size, made by a few statements.

use std::path::Path;

use api::platform::app::App;
use sea_orm::sqlx::{AssertSqlSafe, raw_sql};
use uuid::Uuid;

use crate::service::{Pools, opened};

/// How many milestones a project has.
pub(crate) const MILESTONES: u64 = 3;

/// What an identifier of the portfolio is of; a part of it.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    Project = 1,
    Milestone = 8,
}

/// The identifier of one of a kind of things: the same that the statements make.
pub(crate) fn id(of: Of, number: u64) -> Uuid {
    Uuid::from_u128(0x0190 << 112 | u128::from(number) << 80 | 0x7000_8000 << 48 | of as u128)
}

/// A portfolio of so many projects in a folder: the service on it, and bare connections to the same file.
pub(crate) async fn portfolio(folder: &Path, projects: u64) -> (App, Pools) {
    let (app, pools) = opened(&folder.join(format!("{projects}.db"))).await;
    let statements = include_str!("fill.sql").replace("{projects}", &projects.to_string());
    raw_sql(AssertSqlSafe(statements)).execute(&pools.write).await.expect("a portfolio");
    (app, pools)
}

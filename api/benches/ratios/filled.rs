//! A portfolio of any size, filled by a few statements.

use std::path::Path;

use api::platform::app::App;
use sea_orm::sqlx::{AssertSqlSafe, raw_sql};
use uuid::Uuid;

use crate::service::{Pools, opened};

/// The milestones of each project.
pub(crate) const MILESTONES: u64 = 3;

/// The kind of record in an identifier; it is part of the identifier.
#[derive(Clone, Copy)]
pub(crate) enum Of {
    Project = 1,
    Milestone = 8,
}

/// The identifier of a record, as the statements create it.
pub(crate) fn id(of: Of, number: u64) -> Uuid {
    Uuid::from_u128(0x0190 << 112 | u128::from(number) << 80 | 0x7000_8000 << 48 | of as u128)
}

/// A portfolio with this many projects in a folder: the service, and bare connections to the same file.
pub(crate) async fn portfolio(folder: &Path, projects: u64) -> (App, Pools) {
    let (app, pools) = opened(&folder.join(format!("{projects}.db"))).await;
    let statements = include_str!("fill.sql").replace("{projects}", &projects.to_string());
    raw_sql(AssertSqlSafe(statements)).execute(&pools.write).await.expect("a portfolio");
    (app, pools)
}

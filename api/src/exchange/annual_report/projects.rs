//! The projects of a report.

use entity::portfolio::project;
use sea_orm::sea_query::{Query, SelectStatement};

use crate::exchange::portfolio_file::queries::{Days, of_the_year};

/// The identifiers of the year's projects as a subquery: a list could exceed the limit of a statement.
pub(super) fn ids(days: &Days) -> SelectStatement {
    Query::select().column(project::Column::Id).from(project::Entity).cond_where(of_the_year(days)).take()
}

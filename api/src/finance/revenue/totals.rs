//! The range of the ledger's totals.
//!
//! A split adds up the totals of a year in any order and by any class. So the totals of the lines and classes
//! of a year, without their signs, must add up to at most the largest amount. The total of a line over all
//! years must be an amount, too. A posting that leaves this range is refused, so that every year stays
//! readable.

use std::collections::HashMap;

use entity::finance::{fiscal_year, revenue_entry, revenue_total};
use entity::value::{FiscalYearId, FundingLineId, Money};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::{ErrorLocation, FieldError};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::finance::range;
use crate::platform::error::{Error, Result, fault};

/// The most values of a query.
const AT_ONCE: usize = 1_000;

/// The totals of some years and funding lines, in cents and without signs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    of_years: HashMap<FiscalYearId, i64>,
    of_lines: HashMap<FundingLineId, i64>,
}

impl Totals {
    /// The totals that some entries change.
    pub(crate) async fn read(
        connection: &impl ConnectionTrait,
        entries: &[revenue_entry::Model],
    ) -> Result<Self> {
        let mut totals = Self::default();
        let mut years: Vec<_> = entries.iter().map(|row| row.fiscal_year_id).collect();
        years.sort_unstable();
        years.dedup();
        let of_years = revenue_total::Entity::find()
            .select_only()
            .column(revenue_total::Column::FiscalYearId)
            .column_as(Expr::expr(Func::sum(Func::abs(total()))).cast_as("bigint"), "total")
            .filter(revenue_total::COLUMN.fiscal_year_id.is_in(years))
            .group_by(revenue_total::Column::FiscalYearId);
        totals.of_years.extend(of_years.into_tuple::<(FiscalYearId, i64)>().all(connection).await?);
        let mut lines: Vec<_> = entries.iter().filter_map(|row| row.funding_line_id).collect();
        lines.sort_unstable();
        lines.dedup();
        for some in lines.chunks(AT_ONCE) {
            let of_lines = revenue_total::Entity::find()
                .select_only()
                .column(revenue_total::Column::FundingLineId)
                .column_as(Expr::expr(Func::abs(Func::sum(total()))).cast_as("bigint"), "total")
                .filter(revenue_total::COLUMN.funding_line_id.is_in(some.iter().copied().map(Some)))
                .group_by(revenue_total::Column::FundingLineId);
            totals.of_lines.extend(of_lines.into_tuple::<(FundingLineId, i64)>().all(connection).await?);
        }
        Ok(totals)
    }

    /// Checks that the entries did not take a total out of the range.
    ///
    /// # Errors
    /// [`Error::Conflict`] with the largest entry of each such total.
    pub(crate) async fn check(
        &self,
        connection: &impl ConnectionTrait,
        entries: &[revenue_entry::Model],
        pointer: impl Fn(usize) -> String,
    ) -> Result<()> {
        let faults = self.faults(connection, entries, pointer).await?;
        if faults.is_empty() { Ok(()) } else { Err(Error::Conflict(faults)) }
    }

    /// The totals that the entries took out of the range. A total that was out of it already may come closer.
    /// `pointer` gives the place of an entry in the request.
    pub(crate) async fn faults(
        &self,
        connection: &impl ConnectionTrait,
        entries: &[revenue_entry::Model],
        pointer: impl Fn(usize) -> String,
    ) -> Result<Vec<FieldError>> {
        let now = Self::read(connection, entries).await?;
        let mut faults = Vec::new();
        for id in outgrown(&self.of_years, &now.of_years) {
            let year = fiscal_year::Entity::find_by_id(id).one(connection).await?.map(|row| row.year);
            let what = format!("the totals of the fiscal year {}", year.unwrap_or_default());
            let at = largest(entries, |row| row.fiscal_year_id == id);
            faults.extend(at.map(|at| refused(pointer(at), &what)));
        }
        for id in outgrown(&self.of_lines, &now.of_lines) {
            let what = format!("the total of the funding line {} over all years", id.0);
            let at = largest(entries, |row| row.funding_line_id == Some(id));
            faults.extend(at.map(|at| refused(pointer(at), &what)));
        }
        Ok(faults)
    }
}

fn total() -> Expr {
    Expr::col(revenue_total::Column::Total)
}

/// The totals that are out of the range and have grown.
fn outgrown<Id: Copy + Eq + Ord + std::hash::Hash>(was: &HashMap<Id, i64>, is: &HashMap<Id, i64>) -> Vec<Id> {
    let grew = |(id, total): (&Id, &i64)| {
        let is_amount = Money::from_cents(*total).is_ok();
        (!is_amount && *total > was.get(id).copied().unwrap_or_default()).then_some(*id)
    };
    let mut ids: Vec<_> = is.iter().filter_map(grew).collect();
    ids.sort_unstable();
    ids
}

/// The largest of the entries that match, by its position.
fn largest(entries: &[revenue_entry::Model], holds: impl Fn(&revenue_entry::Model) -> bool) -> Option<usize> {
    let those = entries.iter().enumerate().filter(|(_, row)| holds(row));
    range::largest(those.map(|(index, row)| (index, row.amount)))
}

fn refused(pointer: String, what: &str) -> FieldError {
    let detail = format!("with this amount, {what} would leave the range of amounts, up to 100000000000.00");
    fault(ErrorLocation::Body, pointer, ErrorCode::TotalRange, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_total_that_grew_beyond_the_range_is_refused() {
        const MOST: i64 = 10_000_000_000_000;
        let of = |totals: &[(u8, i64)]| totals.iter().copied().collect::<HashMap<_, _>>();
        assert_eq!(outgrown(&of(&[]), &of(&[(1, MOST), (2, MOST + 1)])), [2]);
        let was = of(&[(1, MOST + 5), (2, MOST + 5), (3, MOST + 5)]);
        assert_eq!(outgrown(&was, &of(&[(1, MOST + 4), (2, MOST + 5), (3, MOST + 6)])), [3]);
    }
}

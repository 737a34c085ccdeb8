//! A fiscal year, recorded or not.

use entity::finance::fiscal_year;
use entity::value::CurrencyCode;
use sea_orm::ConnectionTrait;

use super::fiscal_calendar::days_of;
use super::policy::Policy;
use super::receipts::years;
use super::recognition::Days;
use crate::platform::error::{Error, Result};

/// A fiscal year: the recorded one, or twelve months in euro next to the recorded ones.
#[derive(Clone, Debug)]
pub(crate) struct Year {
    pub(crate) row: Option<fiscal_year::Model>,
    pub(crate) days: Days,
    pub(crate) currency: CurrencyCode,
    /// The classification policy of a comparison, in place of the one in force.
    pub(crate) what_if: Option<Policy>,
}

impl Year {
    pub(crate) fn of(row: fiscal_year::Model) -> Self {
        let days = Days { first: row.first_day, last: row.last_day };
        Self { days, currency: row.currency, row: Some(row), what_if: None }
    }
}

/// The fiscal year with this name.
pub(crate) async fn fiscal_year(connection: &impl ConnectionTrait, year: i32) -> Result<Year> {
    let recorded = years(connection).await?;
    if let Some(row) = recorded.iter().find(|row| row.year == year) {
        return Ok(Year::of(row.clone()));
    }
    let days = days_of(year, &recorded).ok_or_else(|| Error::internal("no such year"))?;
    Ok(Year { row: None, days, currency: CurrencyCode::default(), what_if: None })
}

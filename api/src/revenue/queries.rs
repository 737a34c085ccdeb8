use chrono::NaiveDate;
use entity::value::{CurrencyCode, DecimalString, FiscalYearId};
use entity::{fiscal_year, published_share};
use openapi::revenue::{Basis, Change, ClassChange, PreviousYear, RevenueSplit, SplitQuery};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::recognition::Days;
use super::split::{Gathered, Split, split};
use super::{gather, view};
use crate::error::{Error, Result};

/// A fiscal year as it is reckoned: the recorded one, or the calendar year in euro where none is recorded.
#[derive(Clone, Debug)]
pub(crate) struct Year {
    pub(crate) row: Option<fiscal_year::Model>,
    pub(crate) days: Days,
    pub(crate) currency: CurrencyCode,
}

/// The fiscal year of a name.
pub(crate) async fn year_named(connection: &impl ConnectionTrait, year: i32) -> Result<Year> {
    let row = fiscal_year::Entity::find().filter(fiscal_year::COLUMN.year.eq(year)).one(connection).await?;
    let day =
        |month, day| NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| Error::internal("no such year"));
    let days = match &row {
        Some(row) => Days { first: row.first_day, last: row.last_day },
        None => Days { first: day(1, 1)?, last: day(12, 31)? },
    };
    let currency = row.as_ref().map(|row| row.currency).unwrap_or_default();
    Ok(Year { row, days, currency })
}

/// A year's revenue split, with the year before, what was published, and the proof when it is asked for. The
/// connection sees one state of the database throughout.
///
/// # Errors
/// When the database fails, or a total leaves the range of amounts.
pub async fn revenue_split(connection: &impl ConnectionTrait, query: SplitQuery) -> Result<RevenueSplit> {
    let year = year_named(connection, query.year).await?;
    let gathered = gathered(connection, &year, query.basis, query.explain).await?;
    let split = split(gathered, query.view, year.currency, query.decimals)?;
    let published = match &year.row {
        Some(row) => view::published_check(row, published_shares(connection, &[row.id]).await?, &split),
        None => None,
    };
    Ok(RevenueSplit {
        year: query.year,
        first_day: year.days.first,
        last_day: year.days.last,
        basis: query.basis,
        view: query.view,
        currency: year.currency,
        previous: previous(connection, query, &year, &split).await?,
        published,
        total: split.total,
        classes: split.classes,
        percent_withheld: split.withheld,
        not_counted: split.not_counted,
        contributions: query.explain.then_some(split.contributions),
    })
}

async fn gathered(
    connection: &impl ConnectionTrait,
    year: &Year,
    basis: Basis,
    explain: bool,
) -> Result<Gathered> {
    match basis {
        Basis::Recognised => gather::recognised(connection, year, explain).await,
        Basis::Accrued => gather::accrued(connection, year).await,
    }
}

async fn previous(
    connection: &impl ConnectionTrait,
    query: SplitQuery,
    year: &Year,
    now: &Split,
) -> Result<Option<PreviousYear>> {
    let before = year_named(connection, query.year - 1).await?;
    let then = match gathered(connection, &before, query.basis, false).await {
        Ok(gathered) => split(gathered, query.view, before.currency, query.decimals).map_err(Error::from),
        Err(cause) => Err(cause),
    };
    let then = match then {
        Ok(then) if !then.contributions.is_empty() => then,
        // That the year before cannot be told does not make this one untellable.
        Ok(_) | Err(Error::OutOfRange) => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let change = if before.currency == year.currency { Some(change(&then, now)?) } else { None };
    Ok(Some(PreviousYear {
        year: query.year - 1,
        currency: before.currency,
        total: then.total,
        classes: then.classes,
        change,
    }))
}

fn change(then: &Split, now: &Split) -> Result<Change> {
    let classes = then.classes.iter().zip(&now.classes).map(|(then, now)| {
        let points = now.percent.zip(then.percent).map(|(now, then)| DecimalString(now.0 - then.0));
        Ok(ClassChange {
            class: now.class,
            amount: now.amount.minus(then.amount)?,
            percentage_points: points,
        })
    });
    Ok(Change { total: now.total.minus(then.total)?, classes: classes.collect::<Result<_>>()? })
}

pub(super) async fn published_shares(
    connection: &impl ConnectionTrait,
    years: &[FiscalYearId],
) -> Result<Vec<published_share::Model>> {
    Ok(published_share::Entity::find()
        .filter(published_share::COLUMN.fiscal_year_id.is_in(years.iter().copied()))
        .all(connection)
        .await?)
}

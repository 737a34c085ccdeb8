//! The revenue that funding lines accrue in a year, and what the year catches up for closed years.
//!
//! A line accrues by the terms that are in force on the last day of the year. A change of an estimate belongs
//! to the open year (IAS 8.36). So the first open year of a line also takes what closed years lack: their
//! accrual by the terms of that year, less what is posted in them.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::finance::fiscal_year;
use entity::value::{FiscalYearId, FiscalYearStatus, FundingLineId, Money, MoneyError};
use openapi::finance::revenue::{ExchangedAmount, NotCounted};
use sea_orm::ConnectionTrait;

use super::exchange::YearRates;
use super::ledger_sums::posted;
use super::receipts::years;
use super::recognised::{NotRecognised, Recognised};
use super::recognition::Days;
use super::recorded::Recorded;
use super::stored::{Line, signed_lines, signed_lines_besides, source};
use super::year::Year;
use crate::platform::error::Result;

/// The accrual of a line in a year.
pub(super) struct Accrual {
    pub(super) line: Line,
    /// The parts of the year's own revenue.
    pub(super) parts: Vec<Recognised>,
    /// What closed years lack, if the year is the first open one of the line.
    pub(super) catch_up: Money,
    /// Both in the currency of the line, if that is not the currency of the year.
    pub(super) exchanged: Option<ExchangedAmount>,
}

/// The accruals of all lines in a year.
#[derive(Default)]
pub(super) struct Accruals {
    pub(super) lines: Vec<Accrual>,
    pub(super) not_counted: Vec<NotCounted>,
}

/// The accruals of a year.
pub(super) async fn accruals(connection: &impl ConnectionTrait, year: &Year) -> Result<Accruals> {
    let fiscal_years = years(connection).await?;
    let closed = Closed::of(&fiscal_years, year);
    let of_year = signed_lines(connection, year.days).await?;
    // These lines have nothing of their own in the year. If their revenue is not known, their own years list
    // them.
    let mut posted_in: Vec<_> = closed.years.iter().map(|(id, _)| *id).collect();
    posted_in.extend(year.row.as_ref().map(|row| row.id));
    let besides = signed_lines_besides(connection, year.days, &closed.spans, &posted_in).await?;
    let inputs = Inputs::read(connection, year, &closed, of_year.iter().chain(&besides)).await?;
    let mut accruals = Accruals::default();
    for (line, is_listed) in
        of_year.into_iter().map(|line| (line, true)).chain(besides.into_iter().map(|line| (line, false)))
    {
        match inputs.accrual(&line, year, &fiscal_years, &closed) {
            Ok((parts, catch_up, exchanged)) => {
                accruals.lines.push(Accrual { line, parts, catch_up, exchanged });
            }
            Err(NotRecognised::Because(reason, detail)) if is_listed => {
                accruals.not_counted.push(NotCounted {
                    source: source(&line),
                    reason,
                    detail: detail.into_owned(),
                    amount: line.row.own_share,
                    currency: line.row.currency,
                });
            }
            Err(NotRecognised::Because(..)) => {}
            Err(NotRecognised::Failed(cause)) => return Err(cause),
        }
    }
    Ok(accruals)
}

/// The closed years that an open year may catch up: those in its currency.
#[derive(Debug, Default)]
struct Closed {
    years: Vec<(FiscalYearId, Days)>,
    /// Their days; years that follow each other are one span.
    spans: Vec<Days>,
    last_day: Option<NaiveDate>,
}

impl Closed {
    /// The closed years; none if the year itself is closed or not recorded.
    fn of(recorded: &[fiscal_year::Model], year: &Year) -> Self {
        let open = year.row.as_ref().is_some_and(|row| row.status == FiscalYearStatus::Open);
        let closed = |row: &&fiscal_year::Model| {
            row.status == FiscalYearStatus::Closed && row.currency == year.currency
        };
        let mut rows: Vec<_> = recorded.iter().filter(|_| open).filter(closed).collect();
        rows.sort_by_key(|row| row.first_day);
        let mut spans: Vec<Days> = Vec::new();
        for row in &rows {
            match spans.last_mut() {
                Some(span) if span.last.succ_opt() == Some(row.first_day) => span.last = row.last_day,
                _ => spans.push(Days { first: row.first_day, last: row.last_day }),
            }
        }
        let last_day = spans.last().map(|span| span.last);
        let days = |row: &fiscal_year::Model| Days { first: row.first_day, last: row.last_day };
        Self { years: rows.iter().map(|row| (row.id, days(row))).collect(), spans, last_day }
    }
}

/// Whether a year is the first open one, in its currency, of a line that begins on a day. A line without a
/// known start begins before all years.
fn is_first_open(recorded: &[fiscal_year::Model], year: &Year, start: Option<NaiveDate>) -> bool {
    let open =
        recorded.iter().filter(|row| row.status == FiscalYearStatus::Open && row.currency == year.currency);
    let after_the_start = open.filter(|row| start.is_none_or(|start| start <= row.last_day));
    let first = after_the_start.min_by_key(|row| row.first_day);
    first.zip(year.row.as_ref()).is_some_and(|(first, row)| first.id == row.id)
}

/// The recorded data of all lines, and what is posted to them in closed years.
struct Inputs {
    recorded: Recorded,
    posted: HashMap<FundingLineId, HashMap<FiscalYearId, Money>>,
    rates: YearRates,
}

/// The parts of a year's own revenue, the catch-up, and both in the currency of the line.
type OfYear = (Vec<Recognised>, Money, Option<ExchangedAmount>);

impl Inputs {
    async fn read(
        connection: &impl ConnectionTrait,
        year: &Year,
        closed: &Closed,
        lines: impl Iterator<Item = &Line> + Clone,
    ) -> Result<Self> {
        let ids: Vec<_> = closed.years.iter().map(|(id, _)| *id).collect();
        let years = std::iter::once(year.days).chain(closed.years.iter().map(|(_, days)| *days));
        let mut periods: Vec<_> = std::iter::once(year.days).chain(closed.spans.iter().copied()).collect();
        if lines.clone().any(|line| line.row.currency != year.currency) {
            let others: Vec<_> = years.clone().filter(|days| !periods.contains(days)).collect();
            periods.extend(others);
        }
        Ok(Self {
            recorded: Recorded::read(connection, &periods, None).await?,
            posted: posted(connection, &ids).await?,
            rates: YearRates::read(connection, year.currency, lines, years).await?,
        })
    }

    /// The revenue of a line in the year, and what it catches up.
    fn accrual(
        &self,
        line: &Line,
        year: &Year,
        fiscal_years: &[fiscal_year::Model],
        closed: &Closed,
    ) -> Result<OfYear, NotRecognised> {
        let catches_up = !closed.spans.is_empty() && is_first_open(fiscal_years, year, line.period().0);
        // A year that was closed before this one was reopened knew the terms of its own last day. A year that
        // is not recorded is computed by the terms of today.
        let closed_until = closed.last_day.filter(|_| catches_up).unwrap_or(year.days.last);
        let known = year.row.as_ref().map_or(NaiveDate::MAX, |row| row.last_day.max(closed_until));
        let agreed = self.recorded.agreed(&line.row, known);
        let revenue = |days| self.recorded.revenue(line, &agreed, days);
        let parts = revenue(year.days)?;
        let posted = self.posted.get(&line.row.id);
        let posted_in =
            |id: &FiscalYearId| posted.and_then(|posted| posted.get(id)).copied().unwrap_or_default();
        if line.row.currency == year.currency {
            let mut lacking = Money::ZERO;
            if catches_up {
                for span in &closed.spans {
                    lacking = lacking.plus(total(&revenue(*span)?)?)?;
                }
                for (id, _) in &closed.years {
                    lacking = lacking.minus(posted_in(id))?;
                }
            }
            return Ok((parts, lacking, None));
        }
        let mut lacking = Money::ZERO;
        for (id, days) in closed.years.iter().filter(|_| catches_up) {
            let accrued = total(&revenue(*days)?)?;
            let posted = self.rates.posted(posted_in(id), accrued, line.row.currency, *days)?;
            lacking = lacking.plus(accrued)?.minus(posted)?;
        }
        self.exchanged(line, year, total(&parts)?, lacking)
    }

    /// The revenue of a line in another currency, and what it catches up, in the currency of the year.
    fn exchanged(
        &self,
        line: &Line,
        year: &Year,
        accrued: Money,
        lacking: Money,
    ) -> Result<OfYear, NotRecognised> {
        let currency = line.row.currency;
        let (in_books, _) = self.rates.convert(accrued, currency, year.days)?;
        let (both, exchanged) = self.rates.convert(accrued.plus(lacking)?, currency, year.days)?;
        let parts = if in_books == Money::ZERO { Vec::new() } else { vec![Recognised::Amount(in_books)] };
        Ok((parts, both.minus(in_books)?, exchanged))
    }
}

fn total(parts: &[Recognised]) -> Result<Money, MoneyError> {
    parts.iter().try_fold(Money::ZERO, |total, part| total.plus(part.amount()?))
}

#[cfg(test)]
mod tests;

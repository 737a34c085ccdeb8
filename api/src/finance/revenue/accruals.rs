//! The revenue that funding lines accrue in a year, and what the year catches up for closed years.
//!
//! A line accrues by the terms that are in force on the last day of the year. A change of an estimate belongs
//! to the open year (IAS 8.36). So the first open year of a line also takes what closed years lack: their
//! accrual by the terms of that year, less what is posted in them.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::finance::{fiscal_year, funding_amendment, funding_line};
use entity::value::{FiscalYearId, FiscalYearStatus, FundingLineId, Money, RecognitionMethod};
use openapi::finance::revenue::NotCounted;
use sea_orm::ConnectionTrait;

use super::agreed::{AgreedTerms, agreed};
use super::lump_sums::lump_sums;
use super::receipts::{Flows, invoices, receipts, recognised_by, years};
use super::recognised::{LineData, NotRecognised, Recognised, RecognitionPeriod, recognise};
use super::recognition::{Days, Flow, LumpSum};
use super::stored::{Line, amendments, posted, signed_lines, signed_lines_besides, source};
use super::year::Year;
use crate::finance::costs::accepted::{OfLine, accepted};
use crate::finance::costs::eligible::{Spent, eligible, rules_of};
use crate::platform::error::Result;

/// The accrual of a line in a year.
pub(super) struct Accrual {
    pub(super) line: Line,
    /// The parts of the year's own revenue.
    pub(super) parts: Vec<Recognised>,
    /// What closed years lack, if the year is the first open one of the line.
    pub(super) catch_up: Money,
}

/// The accruals of all lines in a year.
#[derive(Default)]
pub(super) struct Accruals {
    pub(super) lines: Vec<Accrual>,
    pub(super) not_counted: Vec<NotCounted>,
}

/// The accruals of a year.
pub(super) async fn accruals(connection: &impl ConnectionTrait, year: &Year) -> Result<Accruals> {
    let recorded = years(connection).await?;
    let closed = Closed::of(&recorded, year);
    let inputs = Inputs::read(connection, year, &closed).await?;
    let mut accruals = Accruals::default();
    for line in signed_lines(connection, year.days).await? {
        match inputs.accrual(&line, year, &recorded, &closed) {
            Ok((parts, catch_up)) => accruals.lines.push(Accrual { line, parts, catch_up }),
            Err(NotRecognised::Because(reason, detail)) => accruals.not_counted.push(NotCounted {
                source: source(&line),
                reason,
                detail: detail.into_owned(),
                amount: line.row.own_share,
                currency: line.row.currency,
            }),
            Err(NotRecognised::Failed(cause)) => return Err(cause),
        }
    }
    // These lines have nothing of their own in the year. If their revenue is not known, their own years list
    // them.
    let mut posted_in = closed.years.clone();
    posted_in.extend(year.row.as_ref().map(|row| row.id));
    for line in signed_lines_besides(connection, year.days, &closed.spans, &posted_in).await? {
        match inputs.accrual(&line, year, &recorded, &closed) {
            Ok((parts, catch_up)) => accruals.lines.push(Accrual { line, parts, catch_up }),
            Err(NotRecognised::Because(..)) => {}
            Err(NotRecognised::Failed(cause)) => return Err(cause),
        }
    }
    Ok(accruals)
}

/// The closed years that an open year may catch up: those in its currency.
#[derive(Debug, Default)]
struct Closed {
    years: Vec<FiscalYearId>,
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
        Self { years: rows.iter().map(|row| row.id).collect(), spans, last_day }
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

/// The recorded data on which the revenue of all lines depends, other than the lines themselves.
#[derive(Debug, Default)]
struct Inputs {
    /// Receipts and invoices in the year and in each span of closed years.
    flows: Vec<(Days, Flows, Flows)>,
    costs: HashMap<FundingLineId, OfLine>,
    lump_sums: HashMap<FundingLineId, Vec<LumpSum>>,
    amendments: HashMap<FundingLineId, Vec<funding_amendment::Model>>,
    /// What is posted in closed years.
    posted: HashMap<FundingLineId, Money>,
}

impl Inputs {
    async fn read(connection: &impl ConnectionTrait, year: &Year, closed: &Closed) -> Result<Self> {
        let mut flows = Vec::new();
        for days in std::iter::once(&year.days).chain(&closed.spans) {
            let receipts = receipts(connection, *days, recognised_by(RecognitionMethod::Cash)).await?;
            let invoices = invoices(connection, *days, recognised_by(RecognitionMethod::Invoice)).await?;
            flows.push((*days, receipts, invoices));
        }
        Ok(Self {
            flows,
            costs: accepted(connection, recognised_by(RecognitionMethod::Costs)).await?,
            lump_sums: lump_sums(connection).await?,
            amendments: amendments(connection).await?,
            posted: posted(connection, &closed.years).await?,
        })
    }

    /// The revenue of a line in the year, and what it catches up.
    fn accrual(
        &self,
        line: &Line,
        year: &Year,
        recorded: &[fiscal_year::Model],
        closed: &Closed,
    ) -> Result<(Vec<Recognised>, Money), NotRecognised> {
        let catches_up = !closed.spans.is_empty() && is_first_open(recorded, year, line.period().0);
        // A year that was closed before this one was reopened knew the terms of its own last day. A year that
        // is not recorded is computed by the terms of today.
        let closed_until = closed.last_day.filter(|_| catches_up).unwrap_or(year.days.last);
        let known = year.row.as_ref().map_or(NaiveDate::MAX, |row| row.last_day.max(closed_until));
        let agreed = self.agreed(&line.row, known);
        let parts = self.revenue(line, &agreed, year, year.days)?;
        if !catches_up {
            return Ok((parts, Money::ZERO));
        }
        let mut lacking = Money::ZERO.minus(self.posted.get(&line.row.id).copied().unwrap_or_default())?;
        for span in &closed.spans {
            for part in self.revenue(line, &agreed, year, *span)? {
                lacking = lacking.plus(part.amount()?)?;
            }
        }
        Ok((parts, lacking))
    }

    /// The terms of a line on a day.
    fn agreed(&self, row: &funding_line::Model, day: NaiveDate) -> AgreedTerms {
        agreed(row, self.amendments.get(&row.id).map(Vec::as_slice).unwrap_or_default(), day)
    }

    fn revenue(
        &self,
        line: &Line,
        agreed: &AgreedTerms,
        year: &Year,
        days: Days,
    ) -> Result<Vec<Recognised>, NotRecognised> {
        let known = self.line_data(&line.row, days).map_err(NotRecognised::Failed)?;
        let project = line.project.as_ref();
        let of_project =
            (project.and_then(|project| project.first_day), project.and_then(|project| project.last_day));
        let period = RecognitionPeriod { days, currency: year.currency };
        recognise(&line.row, agreed, of_project, &known, period)
    }

    /// The recorded data of a line before a period and in it.
    fn line_data(&self, row: &funding_line::Model, days: Days) -> Result<LineData> {
        let flows = self.flows.iter().find(|(of, ..)| *of == days);
        let costs = match self.costs.get(&row.id) {
            Some(Ok(spent)) => Some(Ok(flow_of(spent, row, days)?)),
            Some(Err(detail)) => Some(Err(detail.clone())),
            None => None,
        };
        Ok(LineData {
            receipts: flows.and_then(|(_, receipts, _)| receipts.get(&row.id).copied()),
            invoices: flows.and_then(|(_, _, invoices)| invoices.get(&row.id).copied()),
            costs,
            lump_sums: self.lump_sums.get(&row.id).cloned().unwrap_or_default(),
        })
    }
}

/// The eligible costs before a year and in it, with the indirect costs by the rules of the line.
fn flow_of(spent: &[Spent], row: &funding_line::Model, year: Days) -> Result<Flow> {
    let rules = rules_of(row);
    let before = year.first.pred_opt().map_or(Ok(Money::ZERO), |day| eligible(spent, &rules, day))?;
    Ok(Flow { before, counted: eligible(spent, &rules, year.last)?.minus(before)? })
}

#[cfg(test)]
mod tests;

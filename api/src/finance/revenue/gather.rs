//! The claims that each basis counts in a year.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::finance::{fiscal_year, funding_line};
use entity::value::{Class, FundingForm, FundingLineId, Money, RecognitionMethod};
use openapi::finance::revenue::{ClassedBy, EntryRef, NotCounted, Source};
use sea_orm::ConnectionTrait;

use super::lump_sums::lump_sums;
use super::receipts::{Flows, invoices, receipts, recognised_by, years, years_around};
use super::recognised::{LineData, NotRecognised, Recognised, RecognitionPeriod, recognise};
use super::recognition::{Days, Flow, LumpSum};
use super::split::{Claim, Claims};
use super::stored::{Line, Policy, entries, lines_with_entries, policy, signed_lines, sums};
use super::year::Year;
use crate::finance::costs::accepted::{OfLine, accepted};
use crate::finance::costs::eligible::{Spent, eligible, rules_of};
use crate::platform::error::Result;
use crate::platform::refs::{programme_ref, project_ref};

/// Recognised: the revenue entries posted to the year. The entries of a line are one claim. Entries without
/// a line are one claim each if the split is explained, and otherwise one claim per class.
pub(super) async fn recognised(
    connection: &impl ConnectionTrait,
    year: &Year,
    explain: bool,
) -> Result<Claims> {
    let Some(row) = &year.row else {
        return Ok(Claims::default());
    };
    let policy = policy(connection, year).await?;
    let lines = lines_with_entries(connection, row).await?;
    let mut gathered = Claims::default();
    let mut entries = if explain { entries(connection, row).await? } else { HashMap::new() };
    for (line, class, total) in sums(connection, row).await? {
        let total = Money::from_cents(total)?;
        let of_line = entries.remove(&(line, class)).unwrap_or_default();
        match (line.and_then(|id| lines.get(&id)), class) {
            (Some(line), _) => {
                gathered.claims.push(Claim { entries: of_line, ..claim(line, total, &policy) });
            }
            (None, Some(class)) if explain => {
                gathered.claims.extend(of_line.into_iter().map(|entry| by_itself(entry, class)));
            }
            (None, class) => gathered.claims.push(classed(class, total)),
        }
    }
    Ok(gathered)
}

/// Accrued: the own share of signed funding lines that falls in the year by the method of each line.
pub(super) async fn accrued(connection: &impl ConnectionTrait, year: &Year) -> Result<Claims> {
    let policy = policy(connection, year).await?;
    let mut recorded = AccrualInputs::read(connection, year).await?;
    let mut gathered = Claims::default();
    for line in signed_lines(connection, year).await? {
        let known = recorded.line_data(&line.row, year.days)?;
        let (period, years) = recorded.time(&line);
        let of = RecognitionPeriod { year: year.days, years: &years, currency: year.currency };
        match recognise(&line.row, period, &known, of) {
            Ok(Recognised::Nothing) => {}
            Ok(Recognised::Over(own_share, unit, cut)) => {
                let cut = Some((unit, cut));
                gathered.claims.push(Claim { cut, ..claim(&line, own_share, &policy) });
            }
            Ok(Recognised::Amount(amount)) => gathered.claims.push(claim(&line, amount, &policy)),
            Err(NotRecognised::Because(reason, detail)) => gathered.not_counted.push(NotCounted {
                source: source(&line),
                reason,
                detail: detail.into_owned(),
                amount: line.row.own_share,
                currency: line.row.currency,
            }),
            Err(NotRecognised::Failed(cause)) => return Err(cause),
        }
    }
    Ok(gathered)
}

/// The recorded data on which the revenue of all lines in a year may depend, other than the lines
/// themselves.
#[derive(Debug, Default)]
pub(super) struct AccrualInputs {
    receipts: Flows,
    invoices: Flows,
    costs: HashMap<FundingLineId, OfLine>,
    lump_sums: HashMap<FundingLineId, Vec<LumpSum>>,
    years: Vec<fiscal_year::Model>,
}

impl AccrualInputs {
    async fn read(connection: &impl ConnectionTrait, year: &Year) -> Result<Self> {
        Ok(Self {
            receipts: receipts(connection, year.days, recognised_by(RecognitionMethod::Cash)).await?,
            invoices: invoices(connection, year.days, recognised_by(RecognitionMethod::Invoice)).await?,
            costs: accepted(connection, recognised_by(RecognitionMethod::Costs)).await?,
            lump_sums: lump_sums(connection).await?,
            years: years(connection).await?,
        })
    }

    /// The fiscal years only.
    pub(super) async fn of_time(connection: &impl ConnectionTrait) -> Result<Self> {
        Ok(Self { years: years(connection).await?, ..Self::default() })
    }

    fn line_data(&mut self, row: &funding_line::Model, year: Days) -> Result<LineData> {
        let costs = match self.costs.remove(&row.id) {
            Some(Ok(spent)) => Some(Ok(flow_of(&spent, row, year)?)),
            Some(Err(detail)) => Some(Err(detail)),
            None => None,
        };
        Ok(LineData {
            receipts: self.receipts.remove(&row.id),
            invoices: self.invoices.remove(&row.id),
            costs,
            lump_sums: self.lump_sums.remove(&row.id).unwrap_or_default(),
        })
    }

    /// The period of a line, or else of its project, and the fiscal years around it.
    pub(super) fn time(
        &self,
        Line { row, project, .. }: &Line,
    ) -> ((Option<NaiveDate>, Option<NaiveDate>), Vec<Days>) {
        let first = row.first_day.or_else(|| project.as_ref()?.first_day);
        let last = row.last_day.or_else(|| project.as_ref()?.last_day);
        let around = first.zip(last).filter(|_| row.recognition_method == Some(RecognitionMethod::Annual));
        let years = around.map(|(first, last)| years_around(&self.years, first, last));
        ((first, last), years.unwrap_or_default())
    }
}

/// The eligible costs before a year and in it, with the indirect costs by the rules of the line.
fn flow_of(spent: &[Spent], row: &funding_line::Model, year: Days) -> Result<Flow> {
    let rules = rules_of(row);
    let before = year.first.pred_opt().map_or(Ok(Money::ZERO), |day| eligible(spent, &rules, day))?;
    Ok(Flow { before, counted: eligible(spent, &rules, year.last)?.minus(before)? })
}

pub(super) fn claim(line: &Line, base: Money, policy: &Policy) -> Claim {
    Claim {
        source: source(line),
        method: line.row.recognition_method,
        base,
        probability: None,
        cut: None,
        payer: payer_class(line, policy),
        origin: crate::finance::funding::view::origin(&line.row),
        entries: Vec::new(),
    }
}

/// The class by payer. The line's own class comes first; a service is consultancy; otherwise the policy
/// gives the class for the level of the programme.
fn payer_class(line: &Line, policy: &Policy) -> Option<(Class, ClassedBy)> {
    if let Some(class) = line.row.payer_class {
        return Some((class, ClassedBy::FundingLine));
    }
    if line.row.form == FundingForm::Service {
        return Some((Class::Consultancy, ClassedBy::ServiceContract));
    }
    let level = line.programme.as_ref()?.level;
    policy.rules.get(&level).map(|class| (*class, ClassedBy::Policy))
}

/// The source of the money of a line.
pub(crate) fn source(line: &Line) -> Source {
    Source {
        funding_line: Some(line.row.id),
        revenue_entry: None,
        project: line.project.as_ref().map(project_ref),
        programme: line.programme.as_ref().map(programme_ref),
        reference: line.row.reference.clone(),
    }
}

fn by_itself(entry: EntryRef, class: Class) -> Claim {
    let amount = entry.amount;
    let source = Source {
        funding_line: None,
        revenue_entry: Some(entry.id),
        project: None,
        programme: None,
        reference: Some(entry.reference.clone()),
    };
    Claim { source, entries: vec![entry], ..classed(Some(class), amount) }
}

fn classed(class: Option<Class>, base: Money) -> Claim {
    Claim {
        source: Source {
            funding_line: None,
            revenue_entry: None,
            project: None,
            programme: None,
            reference: None,
        },
        method: None,
        base,
        probability: None,
        cut: None,
        payer: class.map(|class| (class, ClassedBy::Entry)),
        origin: None,
        entries: Vec::new(),
    }
}

#[cfg(test)]
mod tests;

//! What each basis counts of a year.

use std::collections::HashMap;

use entity::value::{Class, FundingForm, Money, RecognitionMethod};
use openapi::revenue::{ClassedBy, EntryRef, NotCounted, NotCountedReason, Source, SpanUnit};
use sea_orm::ConnectionTrait;

use super::queries::Year;
use super::recognition::{Days, pro_rata_days, pro_rata_months};
use super::split::{Claim, Gathered};
use super::stored::{Line, Policy, entries, lines_with_entries, policy, signed_lines, sums};
use crate::error::Result;
use crate::{programmes, projects};

/// Recognised: the revenue entries posted to the year. A line's entries make one claim; entries of which only
/// the class is known make one each when they are to be explained, and one a class otherwise.
pub(super) async fn recognised(
    connection: &impl ConnectionTrait,
    year: &Year,
    explain: bool,
) -> Result<Gathered> {
    let Some(row) = &year.row else {
        return Ok(Gathered::default());
    };
    let policy = policy(connection, year).await?;
    let lines = lines_with_entries(connection, row).await?;
    let mut gathered = Gathered::default();
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

/// Accrued: the own share of signed funding lines, spread over the year by each line's method.
pub(super) async fn accrued(connection: &impl ConnectionTrait, year: &Year) -> Result<Gathered> {
    let policy = policy(connection, year).await?;
    let mut gathered = Gathered::default();
    for line in signed_lines(connection, year).await? {
        match spread(&line, year) {
            Ok(Some((own_share, cut))) => {
                gathered.claims.push(Claim { cut: Some(cut), ..claim(&line, own_share, &policy) });
            }
            Ok(None) => {}
            Err((reason, detail)) => gathered.not_counted.push(NotCounted {
                source: source(&line),
                reason,
                detail: detail.to_owned(),
                amount: line.row.own_share,
                currency: line.row.currency,
            }),
        }
    }
    Ok(gathered)
}

type Spread = Option<(Money, (SpanUnit, super::recognition::Cut))>;

/// The own share of a line and the part of its time that falls in the year; nothing when none does.
fn spread(line: &Line, year: &Year) -> Result<Spread, (NotCountedReason, &'static str)> {
    use NotCountedReason as Reason;
    let row = &line.row;
    let own_share = row.own_share.ok_or((Reason::NoOwnShare, "nobody recorded the own share"))?;
    if row.currency != year.currency {
        return Err((Reason::OtherCurrency, "its currency is not the year's"));
    }
    let first = row.first_day.or_else(|| line.project.as_ref()?.first_day);
    let last = row.last_day.or_else(|| line.project.as_ref()?.last_day);
    let method =
        row.recognition_method.ok_or((Reason::NoMethod, "nobody recorded a method of recognition"))?;
    let (unit, cut): (_, fn(Days, Days) -> _) = match method {
        RecognitionMethod::ProRataDays => (SpanUnit::Days, pro_rata_days),
        RecognitionMethod::ProRataMonths => (SpanUnit::Months, pro_rata_months),
        RecognitionMethod::Cash
        | RecognitionMethod::Costs
        | RecognitionMethod::WorkPackages
        | RecognitionMethod::Annual
        | RecognitionMethod::Invoice => {
            return Err((Reason::MethodNotSpread, "its method of recognition does not spread it over time"));
        }
    };
    let first = first.ok_or((Reason::NoStart, "neither the line nor its project has a start"))?;
    let last = last.ok_or((Reason::NoEnd, "neither the line nor its project has an end"))?;
    if last < first {
        return Err((Reason::ReversedPeriod, "its end, or its project's, lies before its start"));
    }
    Ok(cut(Days { first, last }, year.days).map(|cut| (own_share, (unit, cut))))
}

fn claim(line: &Line, base: Money, policy: &Policy) -> Claim {
    Claim {
        source: source(line),
        method: line.row.recognition_method,
        base,
        cut: None,
        payer: payer_class(line, policy),
        origin: crate::funding::view::origin(&line.row),
        entries: Vec::new(),
    }
}

/// The class by payer: what the line says; a service is consultancy; otherwise what the policy says of the
/// programme's level.
fn payer_class(line: &Line, policy: &Policy) -> Option<(Class, ClassedBy)> {
    if let Some(class) = line.row.payer_class {
        return Some((class, ClassedBy::FundingLine));
    }
    if line.row.form == FundingForm::Service {
        return Some((Class::Consultancy, ClassedBy::ServiceContract));
    }
    let level = line.programme.as_ref()?.level;
    policy.0.get(&level).map(|class| (*class, ClassedBy::Policy))
}

fn source(line: &Line) -> Source {
    Source {
        funding_line: Some(line.row.id),
        revenue_entry: None,
        project: line.project.as_ref().map(projects::view::project_ref),
        programme: line.programme.as_ref().map(programmes::view::programme_ref),
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
        cut: None,
        payer: class.map(|class| (class, ClassedBy::Entry)),
        origin: None,
        entries: Vec::new(),
    }
}

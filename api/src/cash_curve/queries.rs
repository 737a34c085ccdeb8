use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate};
use entity::value::{
    FundingLineId, FundingStage, Money, PartialDate, PaymentStage, ProjectId, RecognitionMethod,
};
use entity::{funding_line, payment, programme, project};
use openapi::cash_curve::{CashCurve, CashCurveQuery, CashMonth, CashOpening};
use openapi::problem::Place;
use openapi::revenue::{NotCounted, NotCountedReason as Reason};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::curve::{Dated, Earning, Line, Totals, totals};
use crate::error::{Error, Result, fault};
use crate::resource::row_of;
use crate::revenue::recognition::{Days, Terms, own_part};
use crate::revenue::{self, source};
use crate::search::is;

/// How many months a curve may have.
const MOST: u32 = 120;

/// The months of a curve.
#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    first: NaiveDate,
    months: u32,
}

impl Window {
    /// The months that are asked for.
    pub(super) fn of(query: &CashCurveQuery) -> Result<Self> {
        // The query was checked: both are months.
        let month = |written: &str| written.parse::<PartialDate>().map_err(Error::internal);
        let (first, last) = (month(&query.from)?.first_day(), month(&query.to)?.first_day());
        let number = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
        let months = number(last) - number(first) + 1;
        match u32::try_from(months) {
            Ok(months) if (1..=MOST).contains(&months) => Ok(Self { first, months }),
            Ok(0) | Err(_) => Err(refused("reversed", "the last month lies before the first")),
            Ok(_) => Err(refused("too_long", "a curve has at most 120 months")),
        }
    }

    /// The first day of each month, and of the one after the last.
    fn starts(self) -> impl Iterator<Item = NaiveDate> {
        (0..=self.months).filter_map(move |after| self.first.checked_add_months(Months::new(after)))
    }
}

fn refused(code: &str, detail: &str) -> Error {
    Error::Invalid(vec![fault(Place::Query, "/to", code, detail)])
}

/// The curve of a project, or of the whole portfolio, as of a day. The connection sees one state of the database
/// throughout.
pub(super) async fn curve(
    connection: &impl ConnectionTrait,
    query: &CashCurveQuery,
    window: &Window,
    as_of: NaiveDate,
) -> Result<CashCurve> {
    if let Some(project) = query.project {
        row_of::<project::Entity>(connection, project).await?;
    }
    let currency = query.currency.unwrap_or_default();
    let mut payments = payments(connection, query.project).await?;
    let (mut lines, mut not_counted, mut overdue) = (Vec::new(), Vec::new(), Money::ZERO);
    for line in signed_lines(connection, query.project).await? {
        let of_line = payments.remove(&line.row.id).unwrap_or_default();
        let told = if line.row.currency == currency {
            told(&line, &of_line, as_of)
        } else {
            Err((Reason::OtherCurrency, "its currency is not the curve's"))
        };
        match told {
            Ok(told) => {
                overdue = overdue.plus(late(&of_line, told.terms, as_of)?)?;
                not_counted.extend(undated(&line, &of_line, told.terms)?);
                lines.push(told);
            }
            Err(why) => not_counted.push(left_out(&line, why, line.row.own_share)),
        }
    }
    let ends: Vec<_> = window.starts().filter_map(|start| start.pred_opt()).collect();
    let totals = totals(&lines, &ends)?;
    let first = totals.first().copied().unwrap_or_default();
    Ok(CashCurve {
        from: query.from.clone(),
        to: query.to.clone(),
        as_of,
        currency,
        opening: opening(first)?,
        months: months(&totals, &ends)?,
        overdue,
        not_counted,
    })
}

fn opening(totals: Totals) -> Result<CashOpening> {
    let Totals { received, expected, earned } = totals;
    Ok(CashOpening { received, expected, earned, advance: totals.advance()? })
}

fn months(totals: &[Totals], ends: &[NaiveDate]) -> Result<Vec<CashMonth>> {
    let pairs = totals.windows(2).zip(ends.iter().skip(1));
    pairs
        .map(|(pair, end)| {
            let Totals { received, expected, earned } = pair[1].since(pair[0])?;
            let month = end.format("%Y-%m").to_string();
            Ok(CashMonth { month, received, expected, earned, advance: pair[1].advance()? })
        })
        .collect()
}

/// A line, as far as the curve needs it; or why it cannot be counted.
fn told(
    line: &revenue::Line,
    payments: &[payment::Model],
    as_of: NaiveDate,
) -> Result<Line, (Reason, &'static str)> {
    let row = &line.row;
    let own_share = row.own_share.ok_or((Reason::NoOwnShare, "nobody recorded the own share"))?;
    let terms = Terms::of(row.total_award, row.own_share).ok_or((
        Reason::NoAward,
        "without its total award, the owner's part of what comes in is not known",
    ))?;
    let method =
        row.recognition_method.ok_or((Reason::NoMethod, "nobody recorded a method of recognition"))?;
    let earning = match method {
        RecognitionMethod::ProRataDays => Earning::Days(days(line)?, own_share),
        RecognitionMethod::ProRataMonths => Earning::Months(days(line)?, own_share),
        RecognitionMethod::Cash => Earning::Receipts,
        RecognitionMethod::Invoice => Earning::Invoices(invoices(payments)),
        RecognitionMethod::Costs | RecognitionMethod::WorkPackages | RecognitionMethod::Annual => {
            return Err((Reason::NotMonthly, "its method says what is earned of a year, not of a month"));
        }
    };
    let receipts = payments.iter().filter_map(|payment| payment.received_on.zip(payment.received_amount));
    // What is late cannot come before today.
    let expected =
        expected(payments).filter_map(|payment| payment.due_on.map(|due| due.max(as_of)).zip(payment.amount));
    Ok(Line { terms, earning, receipts: receipts.collect(), expected: expected.collect() })
}

fn expected(payments: &[payment::Model]) -> impl Iterator<Item = &payment::Model> {
    payments.iter().filter(|payment| payment.stage == PaymentStage::Expected)
}

fn invoices(payments: &[payment::Model]) -> Dated {
    payments.iter().filter_map(|payment| payment.invoiced_on.zip(payment.amount)).collect()
}

/// The owner's part of what was due before a day and is still expected.
fn late(payments: &[payment::Model], terms: Terms, as_of: NaiveDate) -> Result<Money> {
    let late = expected(payments).filter(|payment| payment.due_on.is_some_and(|due| due < as_of));
    Ok(own_part(Money::total(late.filter_map(|payment| payment.amount))?, terms)?)
}

/// What is expected of a line and nobody knows when.
fn undated(line: &revenue::Line, payments: &[payment::Model], terms: Terms) -> Result<Vec<NotCounted>> {
    let undated = expected(payments).filter(|payment| payment.due_on.is_none());
    let amounts = undated.filter_map(|payment| payment.amount);
    let why = (Reason::NoDate, "a payment is expected, and nobody recorded when it is due");
    amounts.map(|amount| Ok(left_out(line, why, Some(own_part(amount, terms)?)))).collect()
}

fn left_out(line: &revenue::Line, (reason, detail): (Reason, &str), amount: Option<Money>) -> NotCounted {
    NotCounted {
        source: source(line),
        reason,
        detail: detail.to_owned(),
        amount,
        currency: line.row.currency,
    }
}

/// The days of a line, or else of its project.
fn days(line: &revenue::Line) -> Result<Days, (Reason, &'static str)> {
    let first = line.row.first_day.or_else(|| line.project.as_ref()?.first_day);
    let last = line.row.last_day.or_else(|| line.project.as_ref()?.last_day);
    revenue::days((first, last))
}

async fn signed_lines(
    connection: &impl ConnectionTrait,
    project: Option<ProjectId>,
) -> Result<Vec<revenue::Line>> {
    let lines = funding_line::Entity::find()
        .find_also_related(programme::Entity)
        .find_also(funding_line::Entity, project::Entity)
        .filter(funding_line::COLUMN.stage.is_in([FundingStage::Signed, FundingStage::Closed]))
        .filter(is(funding_line::Column::ProjectId, project))
        .order_by_asc(funding_line::COLUMN.id)
        .all(connection)
        .await?;
    let line = |(row, programme, project)| revenue::Line { row, programme, project };
    Ok(lines.into_iter().map(line).collect())
}

/// The payments that came in or are to, by their lines.
async fn payments(
    connection: &impl ConnectionTrait,
    project: Option<ProjectId>,
) -> Result<HashMap<FundingLineId, Vec<payment::Model>>> {
    let rows = payment::Entity::find()
        .filter(payment::COLUMN.stage.ne(PaymentStage::Cancelled))
        .filter(is(payment::Column::ProjectId, project))
        .order_by_asc(payment::COLUMN.id)
        .all(connection)
        .await?;
    let mut payments: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        payments.entry(row.funding_line_id).or_default().push(row);
    }
    Ok(payments)
}

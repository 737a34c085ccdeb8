use std::borrow::Cow;

use chrono::{Datelike, Months, NaiveDate};
use entity::finance::payment;
use entity::value::{
    CurrencyCode, Money, PartialDate, PaymentStage, ProjectId, ProjectStage, RecognitionMethod,
};
use openapi::finance::cash_flow::{CashFlow, CashFlowQuery, CashMonth, CashOpening};
use openapi::finance::revenue::{NotCounted, NotCountedReason as Reason};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::ConnectionTrait;

use super::earned::{Recorded, by_costs};
use super::running_totals::{Dated, Earning, Line, Spreading, Totals, totals};
use super::spent::spent;
use super::stored::{payments, signed_lines};
use crate::finance::costs::accepted::OfLine;
use crate::finance::revenue::agreed::AgreedTerms;
use crate::finance::revenue::recognised::{NO_LUMP_SUMS, lump_sum_rule};
use crate::finance::revenue::recognition::{LumpSum, Terms, own_part, pro_rata_days, pro_rata_months};
use crate::finance::revenue::{self, source};
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::find_row;
use crate::portfolio::resources::Projects;

/// The maximum number of months.
const MOST: u32 = 120;

#[derive(Clone, Copy, Debug)]
pub(super) struct Window {
    first: NaiveDate,
    months: u32,
}

impl Window {
    /// The requested months.
    pub(super) fn of(query: &CashFlowQuery) -> Result<Self> {
        // The query was validated: both are months.
        let month = |written: &str| written.parse::<PartialDate>().map_err(Error::internal);
        let (first, last) = (month(&query.from)?.first_day(), month(&query.to)?.first_day());
        let number = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
        let months = number(last) - number(first) + 1;
        match u32::try_from(months) {
            Ok(months) if (1..=MOST).contains(&months) => Ok(Self { first, months }),
            Ok(0) | Err(_) => Err(refused(ErrorCode::Reversed, "the last month is before the first")),
            Ok(_) => Err(refused(ErrorCode::TooLong, "a cash flow has at most 120 months")),
        }
    }

    /// The first day of each month, and of the month after the last.
    fn starts(self) -> impl Iterator<Item = NaiveDate> {
        (0..=self.months).filter_map(move |after| self.first.checked_add_months(Months::new(after)))
    }
}

fn refused(code: ErrorCode, detail: &str) -> Error {
    Error::Invalid(vec![fault(ErrorLocation::Query, "/to", code, detail)])
}

/// The cash flow of a project, or of the whole portfolio, as of a day. The connection must be a snapshot:
/// one state of the database.
pub(super) async fn cash_flow(
    connection: &impl ConnectionTrait,
    query: &CashFlowQuery,
    window: &Window,
    as_of: NaiveDate,
) -> Result<CashFlow> {
    if let Some(project) = query.project {
        find_row::<Projects>(connection, project).await?;
    }
    let currency = query.currency.unwrap_or_default();
    let (lines, mut not_counted, overdue) = gathered(connection, query.project, currency, as_of).await?;
    let ends: Vec<_> = window.starts().filter_map(|start| start.pred_opt()).collect();
    let (spent, unconverted) = spent(connection, query.project, currency, as_of).await?;
    not_counted.extend(unconverted);
    let totals = totals(&lines, &spent, &ends)?;
    let first = totals.first().copied().unwrap_or_default();
    Ok(CashFlow {
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

/// The lines that count, the lines that do not, and the late amounts.
async fn gathered(
    connection: &impl ConnectionTrait,
    project: Option<ProjectId>,
    currency: CurrencyCode,
    as_of: NaiveDate,
) -> Result<(Vec<Line>, Vec<NotCounted>, Money)> {
    let mut payments = payments(connection, project).await?;
    let mut recorded = Recorded::read(connection).await?;
    let (mut lines, mut not_counted, mut overdue) = (Vec::new(), Vec::new(), Money::ZERO);
    for line in signed_lines(connection, project).await? {
        let of_line = payments.remove(&line.row.id).unwrap_or_default();
        let agreed = recorded.agreed(&line.row, as_of);
        let terms = match terms(&line, &agreed, currency) {
            Ok(terms) => terms,
            Err(why) => {
                not_counted.push(left_out(&line, why, line.row.own_share));
                continue;
            }
        };
        if !is_suspended(&line) {
            overdue = overdue.plus(late(&of_line, terms, as_of)?)?;
        }
        not_counted.extend(undated(&line, &of_line, terms)?);
        let earning = earning(&line, &agreed, &of_line, recorded.of(line.row.id));
        let earning = earning.unwrap_or_else(|(reason, detail)| {
            // What came in and what is due is known all the same.
            let why = (reason, format!("what it earns is not counted: {detail}").into());
            not_counted.push(left_out(&line, why, line.row.own_share));
            Earning::NotKnown
        });
        lines.push(flow_of(terms, earning, &of_line, as_of));
    }
    Ok((lines, not_counted, overdue))
}

fn opening(totals: Totals) -> Result<CashOpening> {
    let Totals { received, expected, earned, spent } = totals;
    let (advance, out_of_pocket) = (totals.advance()?, totals.out_of_pocket()?);
    Ok(CashOpening { received, expected, earned, spent, advance, out_of_pocket })
}

fn months(totals: &[Totals], ends: &[NaiveDate]) -> Result<Vec<CashMonth>> {
    let pairs = totals.windows(2).zip(ends.iter().skip(1));
    pairs
        .map(|(pair, end)| {
            let Totals { received, expected, earned, spent } = pair[1].since(pair[0])?;
            let month = end.format("%Y-%m").to_string();
            let (advance, out_of_pocket) = (pair[1].advance()?, pair[1].out_of_pocket()?);
            Ok(CashMonth { month, received, expected, earned, spent, advance, out_of_pocket })
        })
        .collect()
}

/// Why something is not counted.
type Why = (Reason, Cow<'static, str>);

fn why((reason, detail): (Reason, &'static str)) -> Why {
    (reason, detail.into())
}

const NO_AWARD: (Reason, &str) =
    (Reason::NoAward, "its total award is not recorded, so the owner's part of receipts is not known");
const NO_METHOD: (Reason, &str) = (Reason::NoMethod, "its recognition method is not recorded");

/// The owner's proportion of the payments of a line, or why it is not known.
fn terms(line: &revenue::Line, agreed: &AgreedTerms, currency: CurrencyCode) -> Result<Terms, Why> {
    if line.row.currency != currency {
        return Err(why((Reason::OtherCurrency, "its currency is not the currency of the cash flow")));
    }
    if agreed.own_share.is_none() {
        return Err(why((Reason::NoOwnShare, "its own share is not recorded")));
    }
    let terms = Terms::of_payments(agreed.total_award, agreed.own_share, line.payments_cover);
    terms.ok_or_else(|| why(NO_AWARD))
}

/// How a line earns, or why that is not known.
fn earning(
    line: &revenue::Line,
    agreed: &AgreedTerms,
    payments: &[payment::Model],
    (costs, lump_sums): (Option<OfLine>, Vec<LumpSum>),
) -> Result<Earning, Why> {
    let row = &line.row;
    let own_share = agreed.own_share.unwrap_or_default();
    let spread = |by: Spreading| {
        let parts = agreed.tranches.iter().map(|tranche| {
            let (first, last) = line.period();
            Ok((revenue::days((tranche.first.or(first), tranche.last.or(last)))?, tranche.amount))
        });
        Ok(Earning::Spread(parts.collect::<Result<_, _>>().map_err(why)?, by))
    };
    match row.recognition_method.ok_or_else(|| why(NO_METHOD))? {
        RecognitionMethod::ProRataDays => spread(pro_rata_days),
        RecognitionMethod::ProRataMonths | RecognitionMethod::Annual => spread(pro_rata_months),
        RecognitionMethod::Cash => Ok(Earning::Receipts),
        RecognitionMethod::Invoice => Ok(Earning::Invoices(invoices(payments))),
        RecognitionMethod::Costs => by_costs(row, own_share, costs),
        RecognitionMethod::WorkPackages if lump_sums.is_empty() => Err(why(NO_LUMP_SUMS)),
        RecognitionMethod::WorkPackages => {
            let rule = lump_sum_rule(&lump_sums, (agreed.total_award, own_share)).map_err(why)?;
            Ok(Earning::LumpSums(lump_sums, rule))
        }
    }
}

/// The data of a line for the cash flow.
fn flow_of(terms: Terms, earning: Earning, payments: &[payment::Model], as_of: NaiveDate) -> Line {
    let receipts = payments.iter().filter_map(|payment| payment.received_on.zip(payment.received_amount));
    // A late payment is expected today at the earliest.
    let expected =
        expected(payments).filter_map(|payment| payment.due_on.map(|due| due.max(as_of)).zip(payment.amount));
    Line { terms, earning, receipts: receipts.collect(), expected: expected.collect() }
}

fn expected(payments: &[payment::Model]) -> impl Iterator<Item = &payment::Model> {
    payments.iter().filter(|payment| payment.stage == PaymentStage::Expected)
}

fn invoices(payments: &[payment::Model]) -> Dated {
    payments.iter().filter_map(|payment| payment.invoiced_on.zip(payment.amount)).collect()
}

fn is_suspended(line: &revenue::Line) -> bool {
    line.project.as_ref().is_some_and(|project| project.stage == ProjectStage::Suspended)
}

/// The owner's part of payments that were due before a day and are still expected.
fn late(payments: &[payment::Model], terms: Terms, as_of: NaiveDate) -> Result<Money> {
    let late = expected(payments).filter(|payment| payment.due_on.is_some_and(|due| due < as_of));
    Ok(own_part(Money::total(late.filter_map(|payment| payment.amount))?, terms)?)
}

/// The expected payments of a line without a due date.
fn undated(line: &revenue::Line, payments: &[payment::Model], terms: Terms) -> Result<Vec<NotCounted>> {
    let undated = expected(payments).filter(|payment| payment.due_on.is_none());
    let amounts = undated.filter_map(|payment| payment.amount);
    let undated = (Reason::NoDate, "an expected payment has no due date");
    amounts.map(|amount| Ok(left_out(line, why(undated), Some(own_part(amount, terms)?)))).collect()
}

fn left_out(line: &revenue::Line, (reason, detail): Why, amount: Option<Money>) -> NotCounted {
    NotCounted {
        source: source(line),
        reason,
        detail: detail.into_owned(),
        amount,
        currency: line.row.currency,
    }
}

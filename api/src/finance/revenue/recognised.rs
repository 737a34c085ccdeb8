//! How much of a signed funding line is revenue of a year, by its method; or why that cannot be told.

use std::borrow::Cow;

use chrono::NaiveDate;
use entity::finance::funding_line;
use entity::value::{CurrencyCode, Money, RecognitionMethod};
use openapi::finance::revenue::{NotCountedReason, SpanUnit};

use super::recognition::{
    CostRule, Cut, Days, Flow, LumpSum, Terms, annual, costs, of_flow, pro_rata_days, pro_rata_months,
    work_packages,
};
use crate::platform::error::Error;

/// What is recorded of a line, beside itself, that its revenue of a year may depend on.
#[derive(Clone, Debug, Default)]
pub(super) struct LineData {
    /// What came in; nothing when no payment is recorded.
    pub(super) receipts: Option<Flow>,
    /// What was invoiced; nothing when no invoice is recorded.
    pub(super) invoices: Option<Flow>,
    /// The eligible costs; nothing when none are recorded; or why they cannot be told in the line's currency.
    pub(super) costs: Option<Result<Flow, String>>,
    /// The lump sums of its work packages.
    pub(super) lump_sums: Vec<LumpSum>,
}

/// The year that is asked for, and all the fiscal years there are around a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct RecognitionPeriod<'a> {
    pub(super) year: Days,
    pub(super) years: &'a [Days],
    pub(super) currency: CurrencyCode,
}

/// A line's part in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recognised {
    /// Nothing of it.
    Nothing,
    /// A part of the own share, spread over time.
    Over(Money, SpanUnit, Cut),
    /// An amount, by what came in, was invoiced, was spent or was completed.
    Amount(Money),
}

/// Why a line's part in a year cannot be told.
#[derive(Debug)]
pub(super) enum NotRecognised {
    /// For a reason that is listed.
    Because(NotCountedReason, Cow<'static, str>),
    /// A total leaves the range of amounts.
    Failed(Error),
}

impl From<(NotCountedReason, &'static str)> for NotRecognised {
    fn from((reason, detail): (NotCountedReason, &'static str)) -> Self {
        Self::Because(reason, detail.into())
    }
}

impl From<entity::value::MoneyError> for NotRecognised {
    fn from(cause: entity::value::MoneyError) -> Self {
        Self::Failed(cause.into())
    }
}

use NotCountedReason as Reason;

/// What is to be said of a line by whose method costs count, and of which none are recorded.
pub(crate) const NO_COSTS: (NotCountedReason, &str) =
    (Reason::NoCosts, "no accepted costs of the owner's are recorded under it");
/// The same of the lump sums of its work packages.
pub(crate) const NO_LUMP_SUMS: (NotCountedReason, &str) =
    (Reason::NoLumpSums, "no approved budget that it alone pays for has lump sums of work packages");

/// What a line pays of costs, up to its own share.
pub(crate) fn cost_rule(
    row: &funding_line::Model,
    own_share: Money,
) -> Result<CostRule, (NotCountedReason, &'static str)> {
    let rate = row.funding_rate.ok_or((Reason::NoFundingRate, "nobody recorded its funding rate"))?;
    let rounding = row.rounding.unwrap_or(entity::value::Rounding::HalfUp);
    Ok(CostRule { rate, most: own_share, rounding })
}

/// A line's part in a year; its period, where it has none of its own, is its project's.
pub(super) fn recognise(
    row: &funding_line::Model,
    period: (Option<NaiveDate>, Option<NaiveDate>),
    known: &LineData,
    of: RecognitionPeriod<'_>,
) -> Result<Recognised, NotRecognised> {
    let own_share = row.own_share.ok_or((Reason::NoOwnShare, "nobody recorded the own share"))?;
    if row.currency != of.currency {
        return Err((Reason::OtherCurrency, "its currency is not the year's").into());
    }
    let method =
        row.recognition_method.ok_or((Reason::NoMethod, "nobody recorded a method of recognition"))?;
    let over = |unit, cut: Option<Cut>| {
        cut.map_or(Recognised::Nothing, |cut| Recognised::Over(own_share, unit, cut))
    };
    Ok(match method {
        RecognitionMethod::ProRataDays => over(SpanUnit::Days, pro_rata_days(days(period)?, of.year)),
        RecognitionMethod::ProRataMonths => over(SpanUnit::Months, pro_rata_months(days(period)?, of.year)),
        RecognitionMethod::Annual => over(SpanUnit::Years, annual(days(period)?, of.years, of.year)),
        RecognitionMethod::Cash => {
            let flow = known.receipts.ok_or((Reason::NoPayments, "no payment of it is recorded"))?;
            amount(of_flow(flow, terms(row)?)?)
        }
        RecognitionMethod::Invoice => {
            let flow = known.invoices.ok_or((Reason::NoInvoices, "no invoice of it is recorded"))?;
            amount(of_flow(flow, terms(row)?)?)
        }
        RecognitionMethod::Costs => {
            let flow = known.costs.as_ref().ok_or(NO_COSTS)?.as_ref();
            let flow = *flow
                .map_err(|detail| NotRecognised::Because(Reason::NotConverted, detail.clone().into()))?;
            amount(costs(flow, cost_rule(row, own_share)?)?)
        }
        RecognitionMethod::WorkPackages if known.lump_sums.is_empty() => {
            return Err(NO_LUMP_SUMS.into());
        }
        RecognitionMethod::WorkPackages => amount(work_packages(&known.lump_sums, of.year)?),
    })
}

fn amount(amount: Money) -> Recognised {
    if amount == Money::ZERO { Recognised::Nothing } else { Recognised::Amount(amount) }
}

fn terms(row: &funding_line::Model) -> Result<Terms, NotRecognised> {
    let untold = (Reason::NoAward, "without its total award, the owner's part of what comes in is not known");
    Ok(Terms::of(row.total_award, row.own_share).ok_or(untold)?)
}

/// The days of a line that has a start and an end.
pub(crate) fn days(
    (first, last): (Option<NaiveDate>, Option<NaiveDate>),
) -> Result<Days, (NotCountedReason, &'static str)> {
    let first = first.ok_or((Reason::NoStart, "neither the line nor its project has a start"))?;
    let last = last.ok_or((Reason::NoEnd, "neither the line nor its project has an end"))?;
    if last < first {
        return Err((Reason::ReversedPeriod, "its end, or its project's, lies before its start"));
    }
    Ok(Days { first, last })
}

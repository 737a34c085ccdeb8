//! How much of a signed funding line is revenue of a year by its method, or why that is not known.

use std::borrow::Cow;

use chrono::NaiveDate;
use entity::finance::funding_line;
use entity::value::{Money, MoneyError, PaymentsCover, RecognitionMethod};
use openapi::finance::revenue::{NotCountedReason, SpanUnit};

use super::agreed::AgreedTerms;
use super::apportion::slice;
use super::recognition::{
    CostRule, Cut, Days, Flow, LumpSum, LumpSumRule, Terms, costs, of_flow, pro_rata_days, pro_rata_months,
    work_packages,
};
use super::stored::Line;
use crate::platform::error::Error;

/// The recorded data on which the revenue of a line in a year may depend, other than the line itself.
#[derive(Clone, Debug, Default)]
pub(super) struct LineData {
    /// The receipts; `None` if no payment is recorded.
    pub(super) receipts: Option<Flow>,
    /// The invoiced amounts; `None` if no invoice is recorded.
    pub(super) invoices: Option<Flow>,
    /// The eligible costs; `None` if none are recorded. The error says why they cannot be converted to the
    /// currency of the line.
    pub(super) costs: Option<Result<Flow, String>>,
    pub(super) lump_sums: Vec<LumpSum>,
}

/// A part of a line's revenue in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Recognised {
    /// A part of the own share, spread over time.
    Over(Money, SpanUnit, Cut),
    /// An amount that follows receipts, invoices, costs or completed work.
    Amount(Money),
}

impl Recognised {
    /// The part that falls in the year, to the cent.
    pub(super) fn amount(self) -> Result<Money, MoneyError> {
        match self {
            Self::Over(base, _, Cut { before, counted, total }) => {
                slice(base, before, before + counted, total)
            }
            Self::Amount(amount) => Ok(amount),
        }
    }
}

/// Why the part of a line in a year is not known.
#[derive(Debug)]
pub(super) enum NotRecognised {
    /// For a reason that is listed.
    Because(NotCountedReason, Cow<'static, str>),
    Failed(Error),
}

impl From<(NotCountedReason, &'static str)> for NotRecognised {
    fn from((reason, detail): (NotCountedReason, &'static str)) -> Self {
        Self::Because(reason, detail.into())
    }
}

impl From<MoneyError> for NotRecognised {
    fn from(cause: MoneyError) -> Self {
        Self::Failed(cause.into())
    }
}

use NotCountedReason as Reason;

/// The reason for a line that is recognised by costs, without recorded costs.
pub(crate) const NO_COSTS: (NotCountedReason, &str) =
    (Reason::NoCosts, "no accepted costs of the owner are recorded under it");
/// The reason for a line that is recognised by work packages, without lump sums.
pub(crate) const NO_LUMP_SUMS: (NotCountedReason, &str) =
    (Reason::NoLumpSums, "no approved budget that only this line pays for has lump sums of work packages");

/// The share of costs that a line pays, up to its own share.
pub(crate) fn cost_rule(
    row: &funding_line::Model,
    own_share: Money,
) -> Result<CostRule, (NotCountedReason, &'static str)> {
    let rate = row.funding_rate.ok_or((Reason::NoFundingRate, "its funding rate is not recorded"))?;
    let rounding = row.rounding.unwrap_or(entity::value::Rounding::HalfUp);
    Ok(CostRule { rate, most: own_share, rounding })
}

/// The share of lump sums that is the owner's.
pub(crate) fn lump_sum_rule(
    sums: &[LumpSum],
    (total_award, own_share): (Option<Money>, Money),
) -> Result<LumpSumRule, (NotCountedReason, &'static str)> {
    let terms = Terms::of(total_award, Some(own_share));
    if terms.is_none() && sums.iter().any(|sum| sum.undivided) {
        return Err((Reason::NoAward, "its total award is not recorded, so the owner's part is not known"));
    }
    Ok(LumpSumRule { terms, most: own_share })
}

/// The revenue of a line in a year, by the terms in force, in the currency of the line. Parts of zero are
/// left out. A line without a period has the period of its project.
pub(super) fn recognise(
    line: &Line,
    agreed: &AgreedTerms,
    known: &LineData,
    year: Days,
) -> Result<Vec<Recognised>, NotRecognised> {
    let row = &line.row;
    let project = line.project.as_ref();
    let project =
        (project.and_then(|project| project.first_day), project.and_then(|project| project.last_day));
    let own_share = agreed.own_share.ok_or((Reason::NoOwnShare, "its own share is not recorded"))?;
    let method =
        row.recognition_method.ok_or((Reason::NoMethod, "its recognition method is not recorded"))?;
    Ok(match method {
        RecognitionMethod::ProRataDays => {
            spread(agreed, project, |days| Some((SpanUnit::Days, pro_rata_days(days, year)?)))?
        }
        RecognitionMethod::ProRataMonths | RecognitionMethod::Annual => {
            spread(agreed, project, |days| Some((SpanUnit::Months, pro_rata_months(days, year)?)))?
        }
        RecognitionMethod::Cash => {
            let flow = known.receipts.ok_or((Reason::NoPayments, "no payment of it is recorded"))?;
            amount(of_flow(flow, terms(agreed, line.payments_cover)?)?)
        }
        RecognitionMethod::Invoice => {
            let flow = known.invoices.ok_or((Reason::NoInvoices, "no invoice of it is recorded"))?;
            amount(of_flow(flow, terms(agreed, line.payments_cover)?)?)
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
        RecognitionMethod::WorkPackages => {
            let rule = lump_sum_rule(&known.lump_sums, (agreed.total_award, own_share))?;
            amount(work_packages(&known.lump_sums, rule, year)?)
        }
    })
}

/// The parts of the own share that fall in a year, each by its own period.
fn spread(
    agreed: &AgreedTerms,
    project: (Option<NaiveDate>, Option<NaiveDate>),
    cut: impl Fn(Days) -> Option<(SpanUnit, Cut)>,
) -> Result<Vec<Recognised>, (NotCountedReason, &'static str)> {
    let mut parts = Vec::new();
    for tranche in &agreed.tranches {
        let days = days((tranche.first.or(project.0), tranche.last.or(project.1)))?;
        parts.extend(cut(days).map(|(unit, cut)| Recognised::Over(tranche.amount, unit, cut)));
    }
    Ok(parts)
}

fn amount(amount: Money) -> Vec<Recognised> {
    if amount == Money::ZERO { Vec::new() } else { vec![Recognised::Amount(amount)] }
}

fn terms(agreed: &AgreedTerms, cover: PaymentsCover) -> Result<Terms, NotRecognised> {
    let not_known =
        (Reason::NoAward, "its total award is not recorded, so the owner's part of receipts is not known");
    Ok(Terms::of_payments(agreed.total_award, agreed.own_share, cover).ok_or(not_known)?)
}

/// The days of a line with a start and an end.
pub(crate) fn days(
    (first, last): (Option<NaiveDate>, Option<NaiveDate>),
) -> Result<Days, (NotCountedReason, &'static str)> {
    let first = first.ok_or((Reason::NoStart, "neither the line nor its project has a start"))?;
    let last = last.ok_or((Reason::NoEnd, "neither the line nor its project has an end"))?;
    if last < first {
        return Err((Reason::ReversedPeriod, "its end, or the end of its project, is before its start"));
    }
    Ok(Days { first, last })
}

#[cfg(test)]
mod tests;

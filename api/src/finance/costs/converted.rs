//! Costs in the currency of a budget, by the rule of the budget.

use openapi::platform::error_code::ErrorCode;
use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use entity::finance::{budget, budget_period, cost};
use entity::value::{Conversion, CurrencyCode, Money};
use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;

use crate::finance::rates::averages::{Averages, is_by_days};
use crate::finance::rates::convert::{Missing, converted};
use crate::platform::error::Result;

/// Costs in the currency of a budget, in the same order.
#[derive(Debug, Default)]
pub(super) struct Exchanged {
    /// The amount of each cost, or why it cannot be converted.
    pub(super) amounts: Vec<Result<Money, NotConverted>>,
    /// Whether an average is of a period that has not ended.
    pub(super) is_provisional: bool,
    /// The currencies that have the average of the Commission's months, since the bank does not quote them.
    pub(super) by_months: BTreeSet<CurrencyCode>,
}

/// The days of an average rate: the reporting period of a day. If the period has not ended, its days up to
/// yesterday.
fn averaged(
    periods: &[budget_period::Model],
    day: NaiveDate,
    today: NaiveDate,
) -> Option<(NaiveDate, NaiveDate)> {
    let period = periods.iter().find(|period| (period.first_day..=period.last_day).contains(&day))?;
    let last = if period.last_day < today { Some(period.last_day) } else { today.pred_opt() }?;
    Some((period.first_day, last))
}

/// Converts costs by the rule of a budget.
pub(super) async fn exchange(
    connection: &impl ConnectionTrait,
    budget: &budget::Model,
    periods: &[budget_period::Model],
    costs: &[cost::Model],
    today: NaiveDate,
) -> Result<Exchanged> {
    let foreign = costs.iter().filter(|cost| cost.currency != budget.currency);
    let mut currencies: BTreeSet<String> = foreign.map(|cost| cost.currency.to_string()).collect();
    if !currencies.is_empty() {
        currencies.insert(budget.currency.to_string());
    }
    let rates = load_rates(connection, periods, costs, currencies).await?;
    let mut exchanged = Exchanged::default();
    for cost in costs {
        if cost.currency == budget.currency {
            exchanged.amounts.push(Ok(cost.amount));
            continue;
        }
        let amount = match of_both(&rates, budget, periods, cost, today) {
            Ok(OfBoth { from, into, is_provisional, by_months }) => {
                exchanged.is_provisional |= is_provisional;
                exchanged.by_months.extend(by_months);
                Ok(converted(cost.amount, from, into)?)
            }
            Err(why) => Err(why),
        };
        exchanged.amounts.push(amount);
    }
    Ok(exchanged)
}

/// Why a cost cannot be converted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NotConverted {
    NoRate(Missing),
    NoPeriod(String, NaiveDate),
}

impl NotConverted {
    /// The error code and its sentence.
    pub(super) fn in_words(self) -> (ErrorCode, String) {
        match self {
            Self::NoRate(missing) => (ErrorCode::MissingRate, missing.to_string()),
            Self::NoPeriod(currency, day) => (
                ErrorCode::NoPeriod,
                format!(
                    "no reporting period of the budget contains {day}, so there is no average rate for \
                    {currency}"
                ),
            ),
        }
    }
}

/// The values of one euro in the currency of a cost and in that of a budget.
struct OfBoth {
    from: Decimal,
    into: Decimal,
    is_provisional: bool,
    by_months: Vec<CurrencyCode>,
}

fn of_both(
    rates: &Averages,
    budget: &budget::Model,
    periods: &[budget_period::Model],
    cost: &cost::Model,
    today: NaiveDate,
) -> Result<OfBoth, NotConverted> {
    let day = cost.incurred_on;
    let both = [cost.currency, budget.currency];
    match budget.conversion {
        Conversion::MonthRate => {
            let rate = |currency: CurrencyCode| rates.of_month(&currency.to_string(), day);
            let [from, into] = both.map(rate);
            let (from, into) = (from.map_err(NotConverted::NoRate)?, into.map_err(NotConverted::NoRate)?);
            Ok(OfBoth { from, into, is_provisional: false, by_months: Vec::new() })
        }
        Conversion::PeriodAverage => {
            let none = || NotConverted::NoPeriod(cost.currency.to_string(), day);
            let (first, last) = averaged(periods, day, today).ok_or_else(none)?;
            let by_months = |currency: &CurrencyCode| !is_by_days(&currency.to_string(), last);
            let [from, into] = both.map(|currency| rates.average(&currency.to_string(), first, last));
            let (from, into) = (from.map_err(NotConverted::NoRate)?, into.map_err(NotConverted::NoRate)?);
            let is_provisional =
                periods.iter().any(|period| period.first_day == first && period.last_day > last);
            Ok(OfBoth { from, into, is_provisional, by_months: both.into_iter().filter(by_months).collect() })
        }
    }
}

/// The rates that may be needed.
async fn load_rates(
    connection: &impl ConnectionTrait,
    periods: &[budget_period::Model],
    costs: &[cost::Model],
    currencies: BTreeSet<String>,
) -> Result<Averages> {
    let month_of = |day: NaiveDate| day.with_day(1).unwrap_or(day);
    let of_periods = periods.iter().flat_map(|period| [month_of(period.first_day), period.last_day]);
    let days: Vec<_> = of_periods.chain(costs.iter().map(|cost| month_of(cost.incurred_on))).collect();
    let Some(days) = days.iter().min().copied().zip(days.iter().max().copied()) else {
        return Ok(Averages::default());
    };
    Averages::read(connection, currencies.into_iter().collect(), days).await
}

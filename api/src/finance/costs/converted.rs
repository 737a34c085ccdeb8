//! Costs in the currency of a budget, by the rule of the budget.

use openapi::platform::error_code::ErrorCode;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::finance::{budget, budget_period, cost};
use entity::value::{Conversion, Money};
use openapi::platform::problem::{ErrorLocation, FieldError};
use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;

use crate::finance::rates::convert::{Missing, Rates, converted, source_of};
use crate::finance::rates::queries::rates;
use crate::platform::error::{Error, Result, fault};

/// Costs in the currency of a budget, in the same order.
#[derive(Debug)]
pub(super) struct ConvertedCosts {
    pub(super) amounts: Vec<Money>,
    /// Whether an average is of a period that has not ended.
    pub(super) is_provisional: bool,
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
///
/// # Errors
/// [`Error::Conflict`] with a fault for each missing rate, and for each cost outside all reporting periods.
pub(super) async fn converted_costs(
    connection: &impl ConnectionTrait,
    budget: &budget::Model,
    periods: &[budget_period::Model],
    costs: &[cost::Model],
    today: NaiveDate,
) -> Result<ConvertedCosts> {
    let (exchanged, is_provisional) = exchange(connection, budget, periods, costs, today).await?;
    let (mut amounts, mut against) = (Vec::new(), BTreeSet::new());
    for one in exchanged {
        match one {
            Ok(amount) => amounts.push(amount),
            Err(stands) => {
                against.insert(stands);
            }
        }
    }
    if against.is_empty() {
        return Ok(ConvertedCosts { amounts, is_provisional });
    }
    Err(Error::Conflict(against.into_iter().map(CostPosition::into_error).collect()))
}

/// Each cost in the currency of a budget by its rule, or why it cannot be converted. Also whether an
/// average is of a period that has not ended.
pub(super) async fn exchange(
    connection: &impl ConnectionTrait,
    budget: &budget::Model,
    periods: &[budget_period::Model],
    costs: &[cost::Model],
    today: NaiveDate,
) -> Result<(Vec<Result<Money, CostPosition>>, bool)> {
    let foreign = costs.iter().filter(|cost| cost.currency != budget.currency);
    let mut currencies: BTreeSet<String> = foreign.map(|cost| cost.currency.to_string()).collect();
    if !currencies.is_empty() {
        currencies.insert(budget.currency.to_string());
    }
    let rates = load_rates(connection, budget, periods, costs, currencies).await?;
    let (mut exchanged, mut is_provisional) = (Vec::new(), false);
    for cost in costs {
        if cost.currency == budget.currency {
            exchanged.push(Ok(cost.amount));
            continue;
        }
        exchanged.push(match of_both(&rates, budget, periods, cost, today) {
            Ok((from, into, provisional)) => {
                is_provisional |= provisional;
                Ok(converted(cost.amount, from, into)?)
            }
            Err(stands) => Err(stands),
        });
    }
    Ok((exchanged, is_provisional))
}

/// Why a cost cannot be converted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CostPosition {
    NoRate(Missing),
    NoPeriod(String, NaiveDate),
}

impl CostPosition {
    fn into_error(self) -> FieldError {
        let (code, detail) = self.in_words();
        fault(ErrorLocation::Path, "/id", code, detail)
    }

    /// The error code and its sentence.
    pub(super) fn in_words(self) -> (ErrorCode, String) {
        match self {
            Self::NoRate(Missing { source, currency, day }) => (
                ErrorCode::MissingRate,
                format!("there is no `{source}` rate of {currency} for {day}: import it first"),
            ),
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

/// The value of one euro in the currency of a cost and in that of a budget, and whether it is provisional.
fn of_both(
    rates: &Rates,
    budget: &budget::Model,
    periods: &[budget_period::Model],
    cost: &cost::Model,
    today: NaiveDate,
) -> Result<(Decimal, Decimal, bool), CostPosition> {
    let (from, into) = (cost.currency.to_string(), budget.currency.to_string());
    let day = cost.incurred_on;
    match budget.conversion {
        Conversion::MonthRate => {
            let rate = |currency: &str| rates.of_month(currency, day).map_err(CostPosition::NoRate);
            Ok((rate(&from)?, rate(&into)?, false))
        }
        Conversion::PeriodAverage => {
            let none = || CostPosition::NoPeriod(from.clone(), day);
            let (first, last) = averaged(periods, day, today).ok_or_else(none)?;
            let rate = |currency: &str| rates.average(currency, first, last).map_err(CostPosition::NoRate);
            let under_way = periods.iter().any(|period| period.first_day == first && period.last_day > last);
            Ok((rate(&from)?, rate(&into)?, under_way))
        }
    }
}

/// The rates that may be needed.
async fn load_rates(
    connection: &impl ConnectionTrait,
    budget: &budget::Model,
    periods: &[budget_period::Model],
    costs: &[cost::Model],
    currencies: BTreeSet<String>,
) -> Result<Rates> {
    let of_periods = periods.iter().flat_map(|period| [period.first_day, period.last_day]);
    let of_costs =
        costs.iter().map(|cost| chrono::Datelike::with_day(&cost.incurred_on, 1).unwrap_or(cost.incurred_on));
    let days: Vec<NaiveDate> = of_periods.chain(of_costs).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else {
        return Ok(Rates::default());
    };
    let source = source_of(budget.conversion);
    rates(connection, source, currencies.into_iter().collect(), (*first, *last)).await
}

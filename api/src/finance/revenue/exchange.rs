//! Revenue in another currency than that of the fiscal year.
//!
//! It is converted at the average rate of the year. What closed years lack is converted at the rate of the
//! open year. An average is of the days for which rates are stored, from the first day of the year on.

use std::collections::BTreeSet;

use entity::value::{CurrencyCode, DecimalString, Money, Places, round_half_up};
use openapi::finance::revenue::{ExchangedAmount, NotCountedReason};
use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;

use super::recognised::NotRecognised;
use super::recognition::Days;
use super::stored::Line;
use crate::finance::rates::averages::Averages;
use crate::finance::rates::convert::{Missing, converted};
use crate::platform::error::{Error, Result};

const RATE_PLACES: Places = 12;

/// The average rates of years.
pub(super) struct YearRates {
    into: CurrencyCode,
    averages: Averages,
}

/// The average values of one euro in the currency of a line and in that of the year.
#[derive(Clone, Copy, Debug)]
struct Rate {
    from: Decimal,
    into: Decimal,
    until: chrono::NaiveDate,
}

impl YearRates {
    /// Reads the rates for some lines and years. Without lines in another currency, nothing is read.
    pub(super) async fn read(
        connection: &impl ConnectionTrait,
        into: CurrencyCode,
        lines: impl Iterator<Item = &Line>,
        years: impl Iterator<Item = Days>,
    ) -> Result<Self> {
        let mut currencies: BTreeSet<_> =
            lines.map(|line| line.row.currency).filter(|currency| *currency != into).collect();
        let years: Vec<_> = years.collect();
        let first = years.iter().map(|year| year.first).min();
        let last = years.iter().map(|year| year.last).max();
        let averages = match first.zip(last) {
            Some(days) if !currencies.is_empty() => {
                currencies.insert(into);
                let currencies = currencies.iter().map(ToString::to_string).collect();
                Averages::read(connection, currencies, days).await?
            }
            _ => Averages::default(),
        };
        Ok(Self { into, averages })
    }

    fn rate(&self, currency: CurrencyCode, year: Days) -> Result<Rate, NotRecognised> {
        let [from, into] = [currency, self.into].map(|currency| currency.to_string());
        let until = [&from, &into].map(|one| self.averages.last_stored(one, year.first, year.last));
        // Without any rate, the average names the first one that is missing.
        let until = until.into_iter().min().flatten().unwrap_or(year.last);
        let average = |currency: &str| self.averages.average(currency, year.first, until);
        let missing = |missing: Missing| {
            NotRecognised::Because(NotCountedReason::NotConverted, missing.to_string().into())
        };
        Ok(Rate { from: average(&from).map_err(missing)?, into: average(&into).map_err(missing)?, until })
    }

    /// An amount of a year in the currency of the year. An amount of zero needs no rate.
    pub(super) fn convert(
        &self,
        amount: Money,
        currency: CurrencyCode,
        year: Days,
    ) -> Result<(Money, Option<ExchangedAmount>), NotRecognised> {
        if amount == Money::ZERO || currency == self.into {
            return Ok((amount, None));
        }
        let Rate { from, into, until } = self.rate(currency, year)?;
        let in_books = converted(amount, from, into).map_err(NotRecognised::Failed)?;
        let rate = into.checked_div(from).ok_or(NotRecognised::Failed(Error::OutOfRange))?;
        let rate = DecimalString(round_half_up(rate, RATE_PLACES));
        Ok((in_books, Some(ExchangedAmount { amount, currency, rate, averaged_until: until })))
    }

    /// What was posted in a year, in the currency of a line. `accrued` is what the line accrues in the year:
    /// if exactly that was posted, its rounding is not counted.
    pub(super) fn posted(
        &self,
        posted: Money,
        accrued: Money,
        currency: CurrencyCode,
        year: Days,
    ) -> Result<Money, NotRecognised> {
        if posted == Money::ZERO || self.convert(accrued, currency, year)?.0 == posted {
            return Ok(if posted == Money::ZERO { posted } else { accrued });
        }
        let Rate { from, into, .. } = self.rate(currency, year)?;
        converted(posted, into, from).map_err(NotRecognised::Failed)
    }
}

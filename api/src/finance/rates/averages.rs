//! Average rates over periods, and rates of months.

use chrono::{Months, NaiveDate};
use entity::value::RateSource;
use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;

use super::convert::{EURO, Missing, Rates};
use super::queries::rates;
use super::quoted::is_quoted;
use crate::platform::error::Result;

/// The rates of the European Central Bank and of the Commission.
#[derive(Debug, Default)]
pub(crate) struct Averages {
    bank: Rates,
    commission: Rates,
}

/// Whether an average of a currency is of the bank's days. The euro needs no rate.
pub(crate) fn is_by_days(currency: &str, last: NaiveDate) -> bool {
    currency == EURO || is_quoted(currency, last)
}

impl Averages {
    /// Reads the rates of some currencies between two days.
    pub(crate) async fn read(
        connection: &impl ConnectionTrait,
        currencies: Vec<String>,
        days: (NaiveDate, NaiveDate),
    ) -> Result<Self> {
        Ok(Self {
            bank: rates(connection, RateSource::Ecb, currencies.clone(), days).await?,
            commission: rates(connection, RateSource::Inforeuro, currencies, days).await?,
        })
    }

    /// The average value of one euro over a period, both days included: of the bank's days, or of the
    /// Commission's months if the bank does not quote the currency.
    ///
    /// # Errors
    /// The first rate that is not stored.
    pub(crate) fn average(
        &self,
        currency: &str,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Decimal, Missing> {
        if is_by_days(currency, last) {
            self.bank.average(currency, first, last)
        } else {
            self.commission.average_of_months(currency, first, last)
        }
    }

    /// The value of one euro in the month of a day.
    ///
    /// # Errors
    /// The first day of the month, if its rate is not stored.
    pub(crate) fn of_month(&self, currency: &str, day: NaiveDate) -> Result<Decimal, Missing> {
        self.commission.of_month(currency, day)
    }

    /// The last day of a period for which the rates of a currency are stored; the last day of the period for
    /// the euro.
    pub(crate) fn last_stored(&self, currency: &str, first: NaiveDate, last: NaiveDate) -> Option<NaiveDate> {
        if currency == EURO {
            return Some(last);
        }
        let by_days = is_by_days(currency, last);
        let stored = if by_days { &self.bank } else { &self.commission };
        let within = |day: &&NaiveDate| first <= **day && **day <= last;
        let day = stored.0.get(currency)?.keys().filter(within).max().copied()?;
        let end = if by_days { None } else { day.checked_add_months(Months::new(1)) };
        Some(end.and_then(|next| next.pred_opt()).unwrap_or(day).min(last))
    }
}

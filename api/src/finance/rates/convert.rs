//! Conversion of an amount to another currency.
//!
//! Under the Model Grant Agreement (article 21.3), costs in other currencies are converted at the average
//! of the daily rates of the European Central Bank over the reporting period. Under the Interreg Regulation
//! (EU) 2021/1059 (article 38(5)), the Commission's rate of a month applies. A currency that the bank does
//! not quote has the average of the Commission's rates of the months. An average uses each day or month for
//! which rates are published, and is not rounded. The converted amount is rounded to the nearest cent.

use std::collections::HashMap;

use chrono::{Datelike, Months, NaiveDate};
use entity::value::{Money, RateSource};
use rust_decimal::Decimal;

use super::calendar::is_published;
use crate::platform::error::{Error, Result};

/// A rate that is needed and not stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Missing {
    pub(crate) source: RateSource,
    pub(crate) currency: String,
    pub(crate) day: NaiveDate,
}

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { source, currency, day } = self;
        write!(f, "there is no `{source}` rate of {currency} for {day}: import it first")
    }
}

/// Rates by currency and day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rates(pub(crate) HashMap<String, HashMap<NaiveDate, Decimal>>);

/// The currency whose rate is always one.
pub(crate) const EURO: &str = "EUR";

impl Rates {
    fn at(&self, source: RateSource, currency: &str, day: NaiveDate) -> Result<Decimal, Missing> {
        let rate = self.0.get(currency).and_then(|days| days.get(&day)).copied();
        rate.ok_or_else(|| Missing { source, currency: currency.to_owned(), day })
    }

    /// The average value of one euro over a period, both days included.
    ///
    /// # Errors
    /// The first day of the period whose published rate is not stored.
    pub(crate) fn average(
        &self,
        currency: &str,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Decimal, Missing> {
        if currency == EURO {
            return Ok(Decimal::ONE);
        }
        let (mut sum, mut count) = (Decimal::ZERO, 0_u32);
        for day in first.iter_days().take_while(|day| *day <= last).filter(|day| is_published(*day)) {
            sum += self.at(RateSource::Ecb, currency, day)?;
            count += 1;
        }
        let none = || Missing { source: RateSource::Ecb, currency: currency.to_owned(), day: first };
        sum.checked_div(Decimal::from(count)).ok_or_else(none)
    }

    /// The average of the monthly values of one euro over the months of a period.
    ///
    /// # Errors
    /// The first day of the first month whose rate is not stored.
    pub(crate) fn average_of_months(
        &self,
        currency: &str,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Result<Decimal, Missing> {
        let (mut sum, mut count) = (Decimal::ZERO, 0_u32);
        let mut month = first.with_day(1).unwrap_or(first);
        while month <= last {
            sum += self.of_month(currency, month)?;
            count += 1;
            let Some(next) = month.checked_add_months(Months::new(1)) else { break };
            month = next;
        }
        let source = RateSource::Inforeuro;
        let none = || Missing { source, currency: currency.to_owned(), day: first };
        sum.checked_div(Decimal::from(count)).ok_or_else(none)
    }

    /// The value of one euro in the month of a day.
    ///
    /// # Errors
    /// The first day of the month, if its rate is not stored.
    pub(crate) fn of_month(&self, currency: &str, day: NaiveDate) -> Result<Decimal, Missing> {
        if currency == EURO {
            return Ok(Decimal::ONE);
        }
        self.at(RateSource::Inforeuro, currency, day.with_day(1).unwrap_or(day))
    }
}

/// An amount in another currency. `from` and `into` are the values of one euro.
///
/// # Errors
/// [`Error::OutOfRange`] when it leaves the range of amounts.
pub(crate) fn converted(amount: Money, from: Decimal, into: Decimal) -> Result<Money> {
    let exact = amount.amount().checked_mul(into).and_then(|product| product.checked_div(from));
    Ok(Money::round(exact.ok_or(Error::OutOfRange)?)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(written: &str) -> NaiveDate {
        written.parse().expect("a day")
    }

    fn rates(days: &[(&str, &str)]) -> Rates {
        let of_pound =
            days.iter().map(|(written, rate)| (day(written), rate.parse().expect("a rate"))).collect();
        Rates(HashMap::from([("GBP".to_owned(), of_pound)]))
    }

    #[test]
    fn an_average_is_of_the_days_that_rates_are_published_for() {
        // From Maundy Thursday to the Wednesday after Easter: three days.
        let rates = rates(&[("2024-03-28", "0.85"), ("2024-04-02", "0.86"), ("2024-04-03", "0.87")]);
        let average = rates.average("GBP", day("2024-03-28"), day("2024-04-03")).expect("an average");
        assert_eq!(average.normalize().to_string(), "0.86");
        assert_eq!(
            converted("100.00".parse().expect("an amount"), average, Decimal::ONE)
                .expect("an amount")
                .to_string(),
            "116.28"
        );
    }

    #[test]
    fn a_missing_rate_is_named_and_never_guessed() {
        let rates = rates(&[("2024-03-28", "0.85"), ("2024-04-03", "0.87"), ("2024-04-01", "0.86")]);
        let missing = |currency: &str, source, written| Missing {
            source,
            currency: currency.to_owned(),
            day: day(written),
        };
        assert_eq!(
            rates.average("GBP", day("2024-03-28"), day("2024-04-03")),
            Err(missing("GBP", RateSource::Ecb, "2024-04-02"))
        );
        assert_eq!(
            rates.average("SEK", day("2024-03-30"), day("2024-03-31")),
            Err(missing("SEK", RateSource::Ecb, "2024-03-30"))
        );
        assert_eq!(
            rates.of_month("GBP", day("2024-03-28")),
            Err(missing("GBP", RateSource::Inforeuro, "2024-03-01"))
        );
        assert_eq!(
            rates.of_month("GBP", day("2024-04-17")).map(|rate| rate.to_string()),
            Ok("0.86".to_owned())
        );
        assert_eq!(rates.average("EUR", day("2024-03-30"), day("2024-03-31")), Ok(Decimal::ONE));
    }

    #[test]
    fn a_currency_that_the_bank_does_not_quote_has_the_average_of_its_months() {
        let of_lek = [("2024-03-01", "104.0"), ("2024-04-01", "103.0"), ("2024-05-01", "99.0")];
        let of_lek = of_lek.map(|(written, rate)| (day(written), rate.parse().expect("a rate")));
        let rates = Rates(HashMap::from([("ALL".to_owned(), of_lek.into())]));
        let average = |first, last| rates.average_of_months("ALL", day(first), day(last));
        assert_eq!(
            average("2024-03-20", "2024-05-02").map(|rate| rate.normalize().to_string()),
            Ok("102".to_owned())
        );
        let missing =
            Missing { source: RateSource::Inforeuro, currency: "ALL".to_owned(), day: day("2024-06-01") };
        assert_eq!(average("2024-05-01", "2024-06-30"), Err(missing));
    }

    proptest! {
        #[test]
        fn by_the_same_rate_an_amount_is_itself(cents in -10_000_000_000_000_i64..=10_000_000_000_000, rate in 1_i64..1_000_000_000) {
            let (amount, rate) = (Money::from_cents(cents).expect("an amount"), Decimal::new(rate, 6));
            prop_assert_eq!(converted(amount, rate, rate).expect("an amount"), amount);
        }
    }
}

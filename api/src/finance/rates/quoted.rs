//! The currencies that the European Central Bank quotes.

use chrono::NaiveDate;

/// The currencies of the euro foreign exchange reference rates
/// (<https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates>).
const QUOTED: [&str; 29] = [
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "GBP", "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JPY",
    "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "SEK", "SGD", "THB", "TRY", "USD", "ZAR",
];

/// Currencies that were quoted earlier, with their last year, month and day. Croatia and Bulgaria joined the
/// euro area; the quotation of the rouble was suspended.
const QUOTED_UNTIL: [(&str, (i32, u32, u32)); 3] =
    [("HRK", (2022, 12, 31)), ("BGN", (2025, 12, 31)), ("RUB", (2022, 3, 1))];

/// Whether the bank quotes a currency on each of its days up to a day.
pub(crate) fn is_quoted(currency: &str, last: NaiveDate) -> bool {
    let until = QUOTED_UNTIL.iter().find(|(code, _)| *code == currency);
    let until = until.and_then(|(_, (year, month, day))| NaiveDate::from_ymd_opt(*year, *month, *day));
    QUOTED.contains(&currency) || until.is_some_and(|until| last <= until)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_currency_is_quoted_until_its_last_day() {
        let is = |currency, day: &str| is_quoted(currency, day.parse().expect("a day"));
        assert!(is("GBP", "2024-01-01") && is("BGN", "2025-12-31") && is("RUB", "2022-03-01"));
        assert!(!is("ALL", "2024-01-01") && !is("BGN", "2026-01-01") && !is("RUB", "2022-03-02"));
    }
}

//! Reads the monthly accounting rates of the European Commission (`InforEuro`): a JSON list of its service.

use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;
use std::io::{self, Read};

use chrono::{Datelike, NaiveDate};
use entity::value::RateSource;
use serde::Deserialize;
use serde_json::Number;

use super::rate::{Rate, is_currency, parse_value};
use super::rate_lines::RateLines;
use crate::exchange::ingest::JsonElements;
use crate::platform::quote::quoted;

/// The base of a rate: the euro, or the ecu, which was replaced one for one by the euro (Council Regulation
/// (EC) 1103/97, article 2).
const EURO: [&str; 2] = ["EUR", "ECU"];

/// The rate of a month.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Month {
    currency_iso: String,
    ref_currency_iso: String,
    /// A JSON number. Its shortest form is the published one.
    amount: Number,
    date_start: String,
}

/// Reads the rates of a file, and its errors.
///
/// # Errors
/// When it cannot be read to its end.
pub(super) fn read(input: impl Read, found: &mut RateLines) -> io::Result<()> {
    let (mut months, mut seen, mut number) = (JsonElements::of(input), HashMap::new(), 0);
    while found.goes_on(seen.len())? {
        let month = match months.next::<Month>() {
            Ok(Some((_, month))) => month,
            Ok(None) => return Ok(()),
            Err(cause) => {
                // The cause begins with the line.
                let cause = cause.to_string();
                let (place, cause) = cause
                    .split_once(": ")
                    .filter(|(place, _)| place.starts_with("line "))
                    .unwrap_or(("line 1", &cause));
                let detail = format!("this is not the list of the Commission: {}", quoted(cause));
                found.wrong(place.to_owned(), ErrorCode::FileFormat, detail);
                return Ok(());
            }
        };
        number += 1;
        rate_of(month, number, &mut seen, found);
    }
    Ok(())
}

/// The known rates by currency and day, with the number of the first occurrence.
type SeenRates = HashMap<([u8; 3], NaiveDate), u64>;

/// Reads the rate of a month.
fn rate_of(month: Month, number: u64, seen: &mut SeenRates, found: &mut RateLines) {
    let mut refuse = |code, detail| found.wrong(format!("rate {number}"), code, detail);
    let start = NaiveDate::parse_from_str(&month.date_start, "%d/%m/%Y").ok().filter(|day| day.day() == 1);
    let rate = parse_value(&month.amount.to_string());
    // An invalid currency may have any length.
    let is_known = is_currency(&month.currency_iso);
    if !is_known {
        refuse(ErrorCode::Currency, format!("`{}` is not a currency", quoted(&month.currency_iso)));
    }
    if !EURO.contains(&month.ref_currency_iso.as_str()) {
        let other = quoted(&month.ref_currency_iso);
        refuse(ErrorCode::Currency, format!("the rate is of {other}, not of the euro"));
    }
    if start.is_none() {
        let start = quoted(&month.date_start);
        refuse(ErrorCode::Date, format!("`{start}` is not the first day of a month such as 01/02/2024"));
    }
    if rate.is_none() {
        refuse(
            ErrorCode::Rate,
            format!("{} is not a rate: write a positive number with up to six decimal places", month.amount),
        );
    }
    let code = month.currency_iso.as_bytes().try_into().ok().filter(|_| is_known);
    let Some((code, (day, value))) = code.zip(start.zip(rate)) else { return };
    let first = *seen.entry((code, day)).or_insert(number);
    if first != number {
        let detail = format!("{} of {day} occurs twice, first as rate {first}", month.currency_iso);
        refuse(ErrorCode::Twice, detail);
    }
    let (place, source) = (format!("rate {number}"), RateSource::Inforeuro);
    found.rate(Rate { place, source, currency: month.currency_iso, day, value });
}

#[cfg(test)]
mod tests {
    use super::super::rate_lines::{RateError, check_line};
    use super::*;

    fn read(text: &str) -> Result<Vec<Rate>, Vec<RateError>> {
        check_line(|found| super::read(text.as_bytes(), found)).expect("a file")
    }

    #[test]
    fn the_commissions_own_list_is_read() {
        let list = r#"[{ "currencyIso": "GBP", "refCurrencyIso": "EUR", "amount": 0.85628, "dateStart": "01/02/2024", "dateEnd": "29/02/2024" }]"#;
        let rates = read(list).expect("rates");
        assert_eq!(
            (rates[0].day.to_string(), rates[0].value.to_string()),
            ("2024-02-01".to_owned(), "0.85628".to_owned())
        );
        let before = list.replace("\"EUR\"", "\"ECU\"").replace("2024", "1998");
        assert_eq!(read(&before).expect("rates of the ecu")[0].day.to_string(), "1998-02-01");
        let bad = list.replace("01/02", "02/02").replace("0.85628", "0").replace("EUR", "USD");
        let codes: Vec<_> = read(&bad).expect_err("faults").into_iter().map(|(_, code, _)| code).collect();
        assert_eq!(codes, [ErrorCode::Currency, ErrorCode::Date, ErrorCode::Rate]);
        assert_eq!(read("[{}]").expect_err("no list")[0].1, ErrorCode::FileFormat);
    }
}

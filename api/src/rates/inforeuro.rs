//! The monthly accounting rates of the European Commission (`InforEuro`), as its service writes them: a JSON list.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use entity::value::RateSource;
use serde::Deserialize;
use serde_json::Number;

use super::{Rate, Wrong, is_currency, rate};

/// What a rate is of: the euro, or the ecu, of which each became a euro (Council Regulation (EC) 1103/97, article 2).
const EURO: [&str; 2] = ["EUR", "ECU"];

/// A month's rate.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Month {
    currency_iso: String,
    ref_currency_iso: String,
    /// Written as a JSON number; its shortest form is the one that was published.
    amount: Number,
    date_start: String,
}

/// The rates of a file, or all that is wrong with it.
pub(super) fn read(text: &str) -> Result<Vec<Rate>, Vec<Wrong>> {
    let months: Vec<Month> = serde_json::from_str(text).map_err(|cause| {
        vec![(
            format!("line {}", cause.line()),
            "form",
            format!("this is not the Commission's list: {cause}"),
        )]
    })?;
    let (mut seen, mut rates, mut wrong) = (HashMap::new(), Vec::new(), Vec::new());
    for (number, month) in (1..).zip(months) {
        let mut refuse = |code, detail| wrong.push((format!("rate {number}"), code, detail));
        let start =
            NaiveDate::parse_from_str(&month.date_start, "%d/%m/%Y").ok().filter(|day| day.day() == 1);
        let rate = rate(&month.amount.to_string());
        if !is_currency(&month.currency_iso) {
            refuse("currency", format!("`{}` is no currency", month.currency_iso));
        }
        if !EURO.contains(&month.ref_currency_iso.as_str()) {
            refuse("currency", format!("it is a rate of {}, not of the euro", month.ref_currency_iso));
        }
        if start.is_none() {
            refuse("date", format!("`{}` is no first day of a month as 01/02/2024", month.date_start));
        }
        if rate.is_none() {
            refuse("rate", format!("{} is no rate: a positive number with up to six places", month.amount));
        }
        let Some((day, value)) = start.zip(rate) else { continue };
        let first = *seen.entry((month.currency_iso.clone(), day)).or_insert(number);
        if first != number {
            let detail = format!("{} of {day} is there twice, first as rate {first}", month.currency_iso);
            refuse("twice", detail);
        }
        let (place, source) = (format!("rate {number}"), RateSource::Inforeuro);
        rates.push(Rate { place, source, currency: month.currency_iso, day, value });
    }
    if wrong.is_empty() { Ok(rates) } else { Err(wrong) }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(codes, ["currency", "date", "rate"]);
        assert_eq!(read("[{}]").expect_err("no list")[0].1, "form");
    }
}

//! The daily reference rates of the European Central Bank, as its file `eurofxref-hist.csv` writes them.
//!
//! The first line names the currencies, each further line is a day. A comma ends each line, so that there is an empty last
//! column; `N/A` stands where a currency has no rate. Currencies that there are no more are in it too.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::value::RateSource;

use super::{Rate, Wrong, is_currency, rate};

/// The rates of a file, or all that is wrong with it.
pub(super) fn read(text: &str) -> Result<Vec<Rate>, Vec<Wrong>> {
    let mut lines = (1..).zip(text.lines());
    let Some((_, head)) = lines.next() else {
        return Err(vec![("line 1".to_owned(), "empty", "the file is empty".to_owned())]);
    };
    let separator = separator(head);
    let (currencies, mut wrong) = currencies(&cells(head, separator));
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let (mut days, mut rates) = (HashMap::new(), Vec::new());
    for (number, line) in lines.filter(|(_, line)| !line.trim().is_empty()) {
        let cells = cells(line, separator);
        let place = format!("line {number}");
        let Ok(day) = cells[0].parse::<NaiveDate>() else {
            wrong.push((place, "date", format!("`{}` is no date as 2024-09-14", cells[0])));
            continue;
        };
        let first = *days.entry(day).or_insert(number);
        if first != number {
            wrong.push((
                place.clone(),
                "twice",
                format!("the day {day} is there twice, first in line {first}"),
            ));
        }
        if cells.len() != currencies.len() + 1 {
            let detail = format!(
                "it has {} rates, and the first line names {} currencies",
                cells.len() - 1,
                currencies.len()
            );
            wrong.push((place, "columns", detail));
            continue;
        }
        for one in of_day(day, number, (&currencies, separator), &cells[1..]) {
            match one {
                Ok(rate) => rates.push(rate),
                Err(fault) => wrong.push(fault),
            }
        }
    }
    if wrong.is_empty() { Ok(rates) } else { Err(wrong) }
}

/// The rates of a line, or what is wrong with each.
fn of_day(
    day: NaiveDate,
    number: usize,
    (currencies, separator): (&[String], char),
    cells: &[&str],
) -> impl Iterator<Item = Result<Rate, Wrong>> {
    let there = currencies.iter().zip(cells).filter(|(_, cell)| !matches!(**cell, "N/A" | ""));
    there.map(move |(currency, cell)| {
        let place = format!("line {number}, {currency}");
        // A spreadsheet that separates fields by semicolons or tabs has a decimal comma.
        let written = if separator == ',' { (*cell).to_owned() } else { cell.replacen(',', ".", 1) };
        match rate(&written) {
            Some(value) => {
                Ok(Rate { place, source: RateSource::Ecb, currency: currency.clone(), day, value })
            }
            None => Err((place, "rate", not_a_rate(cell))),
        }
    })
}

fn not_a_rate(cell: &str) -> String {
    format!("`{cell}` is no rate: a positive number with a point and up to six places, or `N/A`")
}

/// What separates the cells: the bank's own comma, or what a spreadsheet puts in its place.
fn separator(head: &str) -> char {
    head.chars().find(|sign| matches!(sign, ',' | ';' | '\t')).unwrap_or(',')
}

/// The cells of a line, without the empty one after the last separator.
fn cells(line: &str, separator: char) -> Vec<&str> {
    let line = line.trim_end_matches(['\r', '\n', ' ']);
    let cells = line.strip_suffix(separator).unwrap_or(line).split(separator);
    cells.map(|cell| cell.trim().trim_matches('"')).collect()
}

fn currencies(cells: &[&str]) -> (Vec<String>, Vec<Wrong>) {
    let (mut wrong, mut seen) = (Vec::new(), HashSet::new());
    let place = || "line 1".to_owned();
    if cells[0] != "Date" {
        let detail = format!(
            "it begins with `{}`, not with `Date`: this is not the European Central Bank's file",
            cells[0]
        );
        return (Vec::new(), vec![(place(), "header", detail)]);
    }
    for cell in &cells[1..] {
        if !is_currency(cell) {
            wrong.push((place(), "currency", format!("`{cell}` is no currency")));
        } else if !seen.insert(*cell) {
            wrong.push((place(), "twice", format!("the currency {cell} is there twice")));
        }
    }
    (cells[1..].iter().map(|cell| (*cell).to_owned()).collect(), wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "Date,USD,JPY,CYP,\n2026-04-13,1.1684,186.75,N/A,\n2026-04-10,1.1711,186.43,N/A,\n1999-01-04,1.1789,133.73,0.58231,\n";

    #[test]
    fn the_banks_own_file_is_read() {
        let rates = read(FILE).expect("rates");
        let told: Vec<_> =
            rates.iter().map(|rate| format!("{} {} {}", rate.day, rate.currency, rate.value)).collect();
        assert_eq!(told.len(), 7);
        assert_eq!((told[0].as_str(), told[6].as_str()), ("2026-04-13 USD 1.1684", "1999-01-04 CYP 0.58231"));
        assert_eq!(
            read(&FILE.replace(",\n", "\r\n")).expect("rates"),
            rates,
            "with or without the last comma"
        );
    }

    #[test]
    fn the_file_is_read_as_a_spreadsheet_saved_it() {
        let saved = FILE.replace(',', ";").replace('.', ",");
        let rates = read(FILE).expect("rates");
        assert_eq!(read(&saved).expect("rates"), rates);
        let tabs = FILE.replace(',', "\t").replace('.', ",");
        assert_eq!(read(&tabs).expect("rates"), rates);
    }

    #[test]
    fn whatever_is_wrong_is_named_by_its_line() {
        let file = "Date,USD,GBP,\n2026-04-13,1.1684,x,\n13/04/2026,1,1,\n2026-04-10,1.1,\n2026-04-13,-1.0,1.0000001,\n";
        let wrong = read(file).expect_err("faults");
        let told: Vec<_> = wrong.iter().map(|(place, code, _)| (place.as_str(), *code)).collect();
        assert_eq!(
            told,
            [
                ("line 2, GBP", "rate"),
                ("line 3", "date"),
                ("line 4", "columns"),
                ("line 5", "twice"),
                ("line 5, USD", "rate"),
                ("line 5, GBP", "rate"),
            ]
        );
        for (head, code) in [
            ("", "empty"),
            ("currency;rate", "header"),
            ("Date,usd,", "currency"),
            ("Date,USD,USD,", "twice"),
        ] {
            assert_eq!(read(head).expect_err(head)[0].1, code);
        }
    }
}

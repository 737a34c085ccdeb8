//! Reads the daily reference rates of the European Central Bank, from its file `eurofxref-hist.csv`.
//!
//! The first line names the currencies; each further line is a day. A comma ends each line, so that the
//! last column is empty. `N/A` means that a currency has no rate. The file also has currencies that no
//! longer exist.

use openapi::platform::error_code::ErrorCode;
use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead};

use chrono::NaiveDate;
use entity::value::RateSource;

use super::rate::{Rate, is_currency, parse_value};
use super::rate_lines::{RateError, RateLines};
use crate::exchange::ingest::bounds::beyond;
use crate::platform::quote::quoted;

/// The maximum length of a line in bytes. The lines of the bank have about four hundred.
const MAX_LINE_BYTES: u64 = 64 << 10;

/// Reads the rates of a file, and its errors.
///
/// # Errors
/// When it cannot be read to its end.
pub(super) fn read(mut input: impl BufRead, found: &mut RateLines) -> io::Result<()> {
    let mut text = String::new();
    if !line(&mut input, &mut text, 1)? {
        found.wrong("line 1".to_owned(), ErrorCode::Empty, "the file is empty".to_owned());
        return Ok(());
    }
    let separator = separator(&text);
    let (currencies, wrong) = currencies(&cells(&text, separator));
    if !wrong.is_empty() {
        for (place, code, detail) in wrong {
            found.wrong(place, code, detail);
        }
        return Ok(());
    }
    let (mut days, mut number) = (HashMap::new(), 1);
    while line(&mut input, &mut text, number + 1)? && found.goes_on(days.len())? {
        number += 1;
        if !text.trim().is_empty() {
            day(&cells(&text, separator), (number, &currencies, separator), &mut days, found);
        }
    }
    Ok(())
}

/// Reads the cells of the line of a day. Known days come with the line of their first occurrence.
fn day(
    cells: &[&str],
    (number, currencies, separator): (usize, &[String], char),
    days: &mut HashMap<NaiveDate, usize>,
    found: &mut RateLines,
) {
    let place = format!("line {number}");
    let Ok(day) = cells[0].parse::<NaiveDate>() else {
        found.wrong(place, ErrorCode::Date, format!("`{}` is not a date like 2024-09-14", quoted(cells[0])));
        return;
    };
    let first = *days.entry(day).or_insert(number);
    if first != number {
        let detail = format!("the day {day} occurs twice, first in line {first}");
        found.wrong(place.clone(), ErrorCode::Twice, detail);
    }
    if cells.len() != currencies.len() + 1 {
        let (rates, named) = (cells.len() - 1, currencies.len());
        let detail = format!("the line has {rates} rates, but the first line names {named} currencies");
        found.wrong(place, ErrorCode::Columns, detail);
        return;
    }
    for one in of_day(day, number, (currencies, separator), &cells[1..]) {
        match one {
            Ok(rate) => found.rate(rate),
            Err((place, code, detail)) => found.wrong(place, code, detail),
        }
    }
}

/// Reads a line; false at the end of the file.
fn line(input: &mut impl BufRead, text: &mut String, number: usize) -> io::Result<bool> {
    text.clear();
    let read = io::Read::take(&mut *input, MAX_LINE_BYTES + 1).read_line(text);
    let read = read.map_err(|cause| io::Error::new(cause.kind(), format!("line {number}: {cause}")))?;
    if u64::try_from(read).unwrap_or(u64::MAX) > MAX_LINE_BYTES {
        return Err(beyond(format!("line {number} has more than {MAX_LINE_BYTES} bytes")));
    }
    Ok(read > 0)
}

/// The rates of a line, or the error of each.
fn of_day(
    day: NaiveDate,
    number: usize,
    (currencies, separator): (&[String], char),
    cells: &[&str],
) -> impl Iterator<Item = Result<Rate, RateError>> {
    let there = currencies.iter().zip(cells).filter(|(_, cell)| !matches!(**cell, "N/A" | ""));
    there.map(move |(currency, cell)| {
        let place = format!("line {number}, {currency}");
        // A spreadsheet that separates fields by semicolons or tabs uses a decimal comma.
        let written = if separator == ',' { (*cell).to_owned() } else { cell.replacen(',', ".", 1) };
        match parse_value(&written) {
            Some(value) => {
                Ok(Rate { place, source: RateSource::Ecb, currency: currency.clone(), day, value })
            }
            None => Err((place, ErrorCode::Rate, not_a_rate(cell))),
        }
    })
}

fn not_a_rate(cell: &str) -> String {
    format!(
        "`{}` is not a rate: write a positive number with a point and up to six decimal places, or `N/A`",
        quoted(cell)
    )
}

/// The separator: the comma of the bank, or that of a spreadsheet.
fn separator(head: &str) -> char {
    head.chars().find(|sign| matches!(sign, ',' | ';' | '\t')).unwrap_or(',')
}

/// The cells of a line, without the empty one after the last separator.
fn cells(line: &str, separator: char) -> Vec<&str> {
    let line = line.trim_end_matches(['\r', '\n', ' ']);
    let cells = line.strip_suffix(separator).unwrap_or(line).split(separator);
    cells.map(|cell| cell.trim().trim_matches('"')).collect()
}

fn currencies(cells: &[&str]) -> (Vec<String>, Vec<RateError>) {
    let (mut wrong, mut seen) = (Vec::new(), HashSet::new());
    let place = || "line 1".to_owned();
    if cells[0] != "Date" {
        let detail = format!(
            "the file begins with `{}`, not with `Date`: this is not a file of the European Central Bank",
            quoted(cells[0])
        );
        return (Vec::new(), vec![(place(), ErrorCode::Header, detail)]);
    }
    for cell in &cells[1..] {
        if !is_currency(cell) {
            wrong.push((place(), ErrorCode::Currency, format!("`{}` is not a currency", quoted(cell))));
        } else if !seen.insert(*cell) {
            wrong.push((place(), ErrorCode::Twice, format!("the currency {cell} occurs twice")));
        }
    }
    (cells[1..].iter().map(|cell| (*cell).to_owned()).collect(), wrong)
}

#[cfg(test)]
mod tests {
    use super::super::rate_lines::check_line;
    use super::*;

    fn read(text: &str) -> Result<Vec<Rate>, Vec<RateError>> {
        check_line(|found| super::read(text.as_bytes(), found)).expect("a file")
    }

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
    fn a_line_without_end_and_more_faults_than_are_listed_are_refused() {
        let endless = format!("Date,USD,\n{}", "1".repeat(1 << 20));
        let refused = check_line(|found| super::read(endless.as_bytes(), found));
        assert!(refused.expect_err("a refusal").to_string().contains("line 2 has more than"));
        let many = format!("Date,USD,\n{}", "x,1,\n".repeat(3000));
        let wrong = read(&many).expect_err("faults");
        assert!(
            wrong.len() <= 1001 && wrong.last().is_some_and(|(_, code, _)| *code == ErrorCode::MoreErrors),
            "{}",
            wrong.len()
        );
    }

    #[test]
    fn whatever_is_wrong_is_named_by_its_line() {
        let file = "Date,USD,GBP,\n2026-04-13,1.1684,x,\n13/04/2026,1,1,\n2026-04-10,1.1,\n2026-04-13,-1.0,1.0000001,\n";
        let wrong = read(file).expect_err("faults");
        let told: Vec<_> = wrong.iter().map(|(place, code, _)| (place.as_str(), *code)).collect();
        assert_eq!(
            told,
            [
                ("line 2, GBP", ErrorCode::Rate),
                ("line 3", ErrorCode::Date),
                ("line 4", ErrorCode::Columns),
                ("line 5", ErrorCode::Twice),
                ("line 5, USD", ErrorCode::Rate),
                ("line 5, GBP", ErrorCode::Rate),
            ]
        );
        for (head, code) in [
            ("", ErrorCode::Empty),
            ("currency;rate", ErrorCode::Header),
            ("Date,usd,", ErrorCode::Currency),
            ("Date,USD,USD,", ErrorCode::Twice),
        ] {
            assert_eq!(read(head).expect_err(head)[0].1, code);
        }
    }
}

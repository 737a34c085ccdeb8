//! Numbers written as text. An ambiguous text is not a number.

use std::str::FromStr;

use rust_decimal::Decimal;

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: Decimal,
    pub(super) of: Option<Unit>,
}

/// The text before or after a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Percent,
    /// A currency, by its ISO 4217 code.
    Currency(String),
}

/// The kind of number that a cell must contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Money,
    Percent,
    Units,
}

/// The thousands separators of spreadsheets and people, other than comma and point.
const SPACES: [char; 7] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\u{2007}', '\'', '\u{2019}'];

/// Parses a number.
///
/// # Errors
/// Why it is not a number, as the end of a sentence that begins with the text.
pub(super) fn parse(written: &str) -> Result<Number, String> {
    let none = || "is not a number such as 1234.56".to_owned();
    let (plain, of) = without_unit(written);
    let plain = plain.replace('\u{2212}', "-");
    let (minus, digits) = match plain.strip_prefix('-') {
        Some(rest) => ("-", rest.trim_start_matches(SPACES)),
        None => ("", plain.strip_prefix('+').unwrap_or(&plain)),
    };
    if is_ambiguous(digits) {
        return Err(
            "may be thousands or a fraction: type it as a number, or write it as 1234 or 1234.56".to_owned()
        );
    }
    let (whole, places) = split(digits).ok_or_else(none)?;
    let value = Decimal::from_str(&format!("{minus}{whole}.{places}0")).map_err(|_| none())?.normalize();
    Ok(Number { value, of })
}

/// The text without a percent sign, or the sign or code of a currency.
fn without_unit(written: &str) -> (&str, Option<Unit>) {
    let text = written.trim();
    if let Some(rest) = text.strip_suffix('%') {
        return (rest.trim(), Some(Unit::Percent));
    }
    for (sign, code) in [("\u{20ac}", "EUR"), ("\u{a3}", "GBP"), ("$", "USD")] {
        if let Some(rest) = text.strip_suffix(sign).or_else(|| text.strip_prefix(sign)) {
            return (rest.trim(), Some(Unit::Currency(code.to_owned())));
        }
    }
    let is_code = |code: &str| code.bytes().all(|byte| byte.is_ascii_alphabetic());
    for (at, code_first) in [(Some(3), true), (text.len().checked_sub(3), false)] {
        let Some((before, after)) = at.and_then(|at| text.split_at_checked(at)) else { continue };
        let (code, rest) = if code_first { (before, after) } else { (after, before) };
        if is_code(code) && !rest.is_empty() {
            return (rest.trim(), Some(Unit::Currency(code.to_uppercase())));
        }
    }
    (text, None)
}

/// Whether there is one comma or point, with up to three digits before it and three after it.
fn is_ambiguous(digits: &str) -> bool {
    let parts: Vec<_> = digits.split(['.', ',']).collect();
    let are_digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let [whole, places] = parts[..] else { return false };
    let may_be_thousands = (1..=3).contains(&whole.len()) && !whole.starts_with('0') && places.len() == 3;
    may_be_thousands && parts.iter().all(are_digits)
}

/// The digits before and after the decimal mark.
fn split(digits: &str) -> Option<(String, &str)> {
    let (last, first) = (digits.rfind(['.', ',']), digits.find(['.', ',']));
    let is_fraction = |at: usize| {
        let sign = &digits[at..=at];
        digits.matches(sign).count() == 1
    };
    let fraction = last.filter(|at| is_fraction(*at));
    let (whole, places) = fraction.map_or((digits, ""), |at| (&digits[..at], &digits[at + 1..]));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if fraction.is_some() && !is_digits(places) {
        return None;
    }
    // All thousands separators must be the same.
    let signs: Vec<_> = whole.chars().filter(|letter| !letter.is_ascii_digit()).collect();
    let mut kinds = signs.clone();
    kinds.dedup();
    let known = |sign: &char| SPACES.contains(sign) || (first.is_some() && matches!(sign, '.' | ','));
    if kinds.len() > 1 || !signs.iter().all(known) {
        return None;
    }
    let groups: Vec<_> = whole.split(|letter: char| !letter.is_ascii_digit()).collect();
    let (head, others) = groups.split_first()?;
    let is_grouped = others.is_empty() || (1..=3).contains(&head.len());
    let good = is_grouped && others.iter().all(|group| group.len() == 3);
    let is_there = is_digits(head) || (others.is_empty() && head.is_empty() && fraction.is_some());
    (good && is_there).then(|| (format!("0{}", groups.concat()), places))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (written, value) in [
            ("1234.5", "1234.5"),
            ("12,5", "12.5"),
            ("1 234,56", "1234.56"),
            ("1\u{a0}234,56", "1234.56"),
            ("1\u{202f}234\u{202f}567", "1234567"),
            ("1.234,56", "1234.56"),
            ("1,234.56", "1234.56"),
            ("1.234.567", "1234567"),
            ("1,234,567.8", "1234567.8"),
            ("1'234.50", "1234.5"),
            ("1234,567", "1234.567"),
            ("0,125", "0.125"),
            ("0.125", "0.125"),
            (".5", "0.5"),
            ("-12,5", "-12.5"),
            ("\u{2212}1 000", "-1000"),
            ("+7", "7"),
            ("007", "7"),
        ] {
            let read = parse(written).map(|number| number.value.to_string());
            assert_eq!(read.as_deref(), Ok(value), "{written}");
        }
    }

    #[test]
    fn what_a_number_is_of_is_read_too() {
        let euro = Some(Unit::Currency("EUR".to_owned()));
        for (written, value, of) in [
            ("80 %", "80", Some(Unit::Percent)),
            ("62,5%", "62.5", Some(Unit::Percent)),
            ("\u{20ac} 1.234,50", "1234.5", euro.clone()),
            ("1 234,50 \u{20ac}", "1234.5", euro.clone()),
            ("EUR 12", "12", euro.clone()),
            ("12eur", "12", euro),
            ("$5", "5", Some(Unit::Currency("USD".to_owned()))),
        ] {
            let read = parse(written).expect(written);
            assert_eq!((read.value.to_string().as_str(), read.of), (value, of), "{written}");
        }
    }

    #[test]
    fn what_may_be_two_numbers_or_none_is_refused() {
        for written in ["1.000", "1,000", "12.340", "999,999", "\u{20ac} 1.000", "-1,000", "1.000 EUR"] {
            assert!(parse(written).expect_err(written).contains("may be thousands"), "{written}");
        }
        for written in [
            "",
            "many",
            "1.",
            "1,",
            "-",
            "1..2",
            "1.2.3",
            "1,23,456.7",
            "12 34",
            "1 2345",
            "1.234 567",
            "1,234.567,8",
            "1e3",
            "(5)",
            "5-",
            "1 234 567.8.9",
            "--5",
            "12:30",
            "\u{661}",
            "EUR",
            "\u{20ac}",
            "%",
            "1.234.56",
        ] {
            assert!(parse(written).is_err(), "{written}: {:?}", parse(written));
        }
    }
}

//! Amounts as people, publishers and spreadsheets write them.
//!
//! A decimal comma and a decimal point are both accepted. Thousands can be separated by spaces of any kind,
//! by apostrophes, or by the mark that is not the decimal one. An ambiguous amount is refused: `1,000` and
//! `1.000` mean a thousand to some readers and one to others.

use std::str::FromStr;

use entity::value::Money;
use rust_decimal::Decimal;

const FORM: &str = "is not an amount; write it without thousands separators, as 1295048.75 or 1295048,75";

/// An amount in euro, to the cent. The error text follows the written amount.
pub(super) fn amount(written: &str) -> Result<Money, String> {
    let number = number(without_currency(written.trim()))?;
    if number.normalize().scale() > 2 {
        return Err("has fractions of a cent".to_owned());
    }
    Money::round(number).map_err(|_| "exceeds the largest amount that can be stored".to_owned())
}

/// The text without the euro sign or code before or after it.
fn without_currency(written: &str) -> &str {
    let mut left = written;
    for currency in ["EUR", "eur", "\u{20ac}"] {
        let stripped = left.strip_prefix(currency).or_else(|| left.strip_suffix(currency));
        if let Some(rest) = stripped {
            left = rest.trim();
            break;
        }
    }
    left
}

fn number(written: &str) -> Result<Decimal, String> {
    let (sign, plain) = match written.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", written.strip_prefix('+').unwrap_or(written)),
    };
    if plain.contains(['e', 'E']) {
        return scientific(sign, plain);
    }
    let (whole, fraction) = split(plain)?;
    let number = format!("{sign}{whole}.{}", fraction.unwrap_or("0"));
    Decimal::from_str(&number).map_err(|_| FORM.to_owned())
}

/// A number with an exponent, as JSON writes it. A spreadsheet writes one when it displays fewer digits
/// than it stores.
fn scientific(sign: &str, written: &str) -> Result<Decimal, String> {
    if written.contains("E+") {
        return Err("was shortened by a spreadsheet; display the column as numbers and save the file again"
            .to_owned());
    }
    Decimal::from_scientific(&format!("{sign}{written}")).map_err(|_| FORM.to_owned())
}

/// The digits before and after the decimal mark.
fn split(plain: &str) -> Result<(String, Option<&str>), String> {
    let form = || FORM.to_owned();
    let (commas, points) = (plain.matches(',').count(), plain.matches('.').count());
    let mark = match (commas, points) {
        (1, 0) | (0, 1) => {
            let mark = if commas == 1 { ',' } else { '.' };
            let (before, after) = plain.split_once(mark).ok_or_else(form)?;
            if may_be_thousands(before, after, mark) {
                let joined = format!("{before}{after}");
                return Err(format!(
                    "may be {joined} or {before} and a fraction; write {joined}.00 or {before}.{}",
                    after.get(..2).unwrap_or_default()
                ));
            }
            Some(mark)
        }
        // A mark that occurs once, after the other one, is the decimal mark.
        (1, _) if plain.rfind(',') > plain.rfind('.') => Some(','),
        (_, 1) if plain.rfind('.') > plain.rfind(',') => Some('.'),
        (0, _) | (_, 0) => None,
        _ => return Err(form()),
    };
    let (whole, fraction) = match mark.and_then(|mark| plain.split_once(mark)) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (plain, None),
    };
    let is_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !fraction.is_none_or(is_digits) {
        return Err(form());
    }
    Ok((joined(whole).ok_or_else(form)?, fraction))
}

/// Whether a mark with three digits after it can be a thousands separator.
fn may_be_thousands(before: &str, after: &str, mark: char) -> bool {
    let leads = (1..=3).contains(&before.len()) && !before.starts_with('0');
    // Three digits after a comma are never cents.
    after.len() == 3 && (leads || mark == ',')
}

/// The digits without thousands separators.
fn joined(whole: &str) -> Option<String> {
    let is_apart = |sign: char| sign.is_whitespace() || matches!(sign, '.' | ',' | '\'' | '\u{2019}');
    let mut groups = whole.split(is_apart);
    let first = groups.next()?;
    let groups: Vec<_> = groups.collect();
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let one_sign =
        whole.chars().filter(|sign| is_apart(*sign)).collect::<std::collections::HashSet<_>>().len() <= 1;
    let fits = if groups.is_empty() {
        !first.is_empty() && digits(first)
    } else {
        (1..=3).contains(&first.len())
            && digits(first)
            && groups.iter().all(|group| group.len() == 3 && digits(group))
    };
    (fits && one_sign).then(|| format!("{first}{}", groups.concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_they_are_written_in_europe() {
        for (written, read) in [
            ("1295048,75", "1295048.75"),
            ("1295048.75", "1295048.75"),
            ("573000.00", "573000.00"),
            ("16512,5", "16512.50"),
            ("0", "0.00"),
            ("0.500", "0.50"),
            ("16512.500", "16512.50"),
            ("-12,5", "-12.50"),
            ("\u{2212} 12,50 \u{20ac}", "-12.50"),
            ("1.732084396E7", "17320843.96"),
            ("1 234,56", "1234.56"),
            ("1\u{a0}234,56", "1234.56"),
            ("1\u{202f}234\u{202f}567,8", "1234567.80"),
            ("1 295", "1295.00"),
            ("1'295.50", "1295.50"),
            ("1.295.048,75", "1295048.75"),
            ("1,295,048.75", "1295048.75"),
            ("1,295,048", "1295048.00"),
            ("1.295.048", "1295048.00"),
            ("200.000,00", "200000.00"),
            ("200,000.00", "200000.00"),
            ("2000,00", "2000.00"),
            ("20,00", "20.00"),
            ("112527.93", "112527.93"),
            ("240000.0 EUR", "240000.00"),
            ("EUR 5", "5.00"),
            ("\u{20ac} 5", "5.00"),
        ] {
            assert_eq!(amount(written).map(|amount| amount.to_string()), Ok(read.to_owned()), "{written}");
        }
    }

    #[test]
    fn what_is_no_amount_or_may_be_two_is_refused() {
        for bad in [
            "",
            "x",
            ",",
            "5,",
            "5 USD",
            "1 23",
            "12 34,50",
            "1.2345,6",
            "1,23.45",
            "1200,000",
            "1.000,00,0",
            "1 234.567,00",
            "5.005",
            "1.5 2",
            "99999999999999",
            "1,7E+07",
            "--5",
            "1,,5",
        ] {
            assert!(amount(bad).is_err(), "{bad}: {:?}", amount(bad));
        }
        for (ambiguous, advice) in
            [("1.000", "write 1000.00 or 1.00"), ("1,005", "write 1005.00"), ("200,000", "200000.00")]
        {
            assert!(amount(ambiguous).is_err_and(|reason| reason.contains(advice)), "{ambiguous}");
        }
        assert!(amount("1.73E+07").is_err_and(|reason| reason.contains("spreadsheet")));
    }
}

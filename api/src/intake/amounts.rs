//! Amounts that are written as text. What may be two amounts is none.

use std::str::FromStr;

use entity::value::Money;
use rust_decimal::Decimal;

/// An amount with commas between the thousands, whether it says its currency or not.
pub(super) fn euros(written: &str) -> Result<Money, &'static str> {
    let form = "is no amount of euros as 200,000.00 or 240000.0 EUR";
    let plain =
        written.trim_end_matches("EUR").trim_matches(|sign: char| sign == '\u{20ac}' || sign.is_whitespace());
    let (whole, cents) = plain.split_once('.').map_or((plain, None), |(whole, cents)| (whole, Some(cents)));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let groups: Vec<_> = groups.collect();
    let grouped = groups.iter().all(|group| group.len() == 3) && (groups.is_empty() || first.len() <= 3);
    if !grouped || cents.is_some_and(|cents| cents.contains(',')) {
        return Err(form);
    }
    amount(&plain.replace(',', ""))
        .map_err(|reason| if reason.contains("as 1295048") { form } else { reason })
}

/// An amount with a decimal comma or a decimal point.
pub(super) fn amount(written: &str) -> Result<Money, &'static str> {
    let form = "is no amount as 1295048,75 or 1295048.75";
    // More digits after a comma may be thousands.
    let may_be_thousands = written.split_once(',').is_some_and(|(_, after)| after.len() > 2);
    if written.matches([',', '.']).count() > 1 || may_be_thousands {
        return Err(form);
    }
    let plain = written.replace(',', ".");
    let exact = Decimal::from_str(&plain).or_else(|_| Decimal::from_scientific(&plain)).map_err(|_| form)?;
    if exact.normalize().scale() > 2 {
        return Err("is not whole cents");
    }
    if may_be_grouped(written) {
        return Err("may be thousands or a fraction: write it as 1234 or 1234.56");
    }
    Money::round(exact).map_err(|_| "is beyond every amount that can be kept")
}

/// Whether there is one point, with up to three digits before it and three after it.
fn may_be_grouped(written: &str) -> bool {
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    written.trim_start_matches('-').split_once('.').is_some_and(|(whole, places)| {
        (1..=3).contains(&whole.len())
            && whole != "0"
            && places.len() == 3
            && is_digits(whole)
            && is_digits(places)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_with_a_comma_or_a_point() {
        for (written, read) in [
            ("1295048,75", "1295048.75"),
            ("1295048.75", "1295048.75"),
            ("573000.00", "573000.00"),
            ("16512,5", "16512.50"),
            ("0", "0.00"),
            ("-12,5", "-12.50"),
            ("1.732084396E7", "17320843.96"),
        ] {
            assert_eq!(amount(written).map(|amount| amount.to_string()), Ok(read.to_owned()), "{written}");
        }
        for bad in [
            "1.295.048,75",
            "1,295,048",
            "1 295",
            "EUR 5",
            "1,005",
            "1,000",
            "1.000",
            "12.340",
            "1.005",
            "99999999999999",
            "x",
        ] {
            assert!(amount(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn euros_are_read_as_english_writes_them() {
        for (written, read) in [
            ("112527.93", "112527.93"),
            ("200,000.00", "200000.00"),
            ("1,200,000", "1200000.00"),
            ("240000.0 EUR", "240000.00"),
            ("\u{20ac} 5", "5.00"),
            ("199440.7", "199440.70"),
            ("0", "0.00"),
        ] {
            assert_eq!(euros(written).map(|amount| amount.to_string()), Ok(read.to_owned()), "{written}");
        }
        for bad in [
            "200.000,00",
            "200.000",
            "2000,00",
            "20,00",
            "1200,000",
            "5 USD",
            "5.005",
            "x",
            "",
            "99999999999999",
        ] {
            assert!(euros(bad).is_err(), "{bad}");
        }
    }
}

use entity::value::{CurrencyCode, Money};
use openapi::exchange::annual_report::Language;
use rust_decimal::Decimal;

/// A no-break space, and a narrow one.
const SPACE: char = '\u{a0}';
const NARROW: char = '\u{202f}';

/// A number in the format of a language, with its own decimal places.
pub(crate) fn number(language: Language, number: impl Into<Decimal>) -> String {
    let (thousands, point) = match language {
        Language::En => (',', '.'),
        Language::Fr => (NARROW, ','),
        Language::Nl => ('.', ','),
    };
    let number: Decimal = number.into();
    let written = number.abs().to_string();
    let (units, places) = written.split_once('.').unwrap_or((&written, ""));
    let mut told = String::new();
    if number.is_sign_negative() && !number.is_zero() {
        told.push('-');
    }
    for (index, digit) in units.chars().enumerate() {
        if index > 0 && (units.len() - index).is_multiple_of(3) {
            told.push(thousands);
        }
        told.push(digit);
    }
    if !places.is_empty() {
        told.push(point);
        told.push_str(places);
    }
    told
}

/// An amount to the cent: `€1,400,000.00`, `1 400 000,00 €`, `€ 1.400.000,00`.
pub(crate) fn money(language: Language, amount: Money, currency: CurrencyCode) -> String {
    let mut amount = amount.amount();
    amount.rescale(2);
    amount_of(language, amount, currency)
}

/// An amount with its own decimal places.
pub(crate) fn amount_of(language: Language, amount: Decimal, currency: CurrencyCode) -> String {
    let code = currency.to_string();
    let (symbol, after_symbol) = if code == "EUR" { ("€", "") } else { (code.as_str(), "\u{a0}") };
    let sign = if amount.is_sign_negative() && !amount.is_zero() { "-" } else { "" };
    match language {
        Language::En => format!("{sign}{symbol}{after_symbol}{}", number(language, amount.abs())),
        Language::Fr => format!("{}{SPACE}{symbol}", number(language, amount)),
        Language::Nl => format!("{symbol}{SPACE}{}", number(language, amount)),
    }
}

/// A percentage. French puts a space before the sign.
pub(crate) fn percent(language: Language, percent: Decimal) -> String {
    let space = if language == Language::Fr { NARROW.to_string() } else { String::new() };
    format!("{}{space}%", number(language, percent))
}

/// A number with its sign, for differences.
pub(crate) fn signed(difference: Decimal, written: String) -> String {
    if difference.is_sign_positive() && !difference.is_zero() { format!("+{written}") } else { written }
}

/// An amount rounded to a precision, as a report prints it: "1,4 million d'euros" is 1 400 000 to the
/// nearest 100 000. `None` if the precision is zero.
pub(crate) fn in_words(
    language: Language,
    amount: Decimal,
    precision: Decimal,
    currency: CurrencyCode,
) -> Option<String> {
    let rounded = to_the_nearest(amount, precision)?;
    let million = Decimal::from(1_000_000);
    if rounded < million {
        return Some(amount_of(language, rounded.normalize(), currency));
    }
    let millions = rounded.checked_div(million)?.normalize();
    let written = number(language, millions);
    let code = currency.to_string();
    Some(match (language, code == "EUR") {
        (Language::En, true) => format!("€{written} million"),
        (Language::En, false) => format!("{code}{SPACE}{written} million"),
        (Language::Nl, true) => format!("{written} miljoen euro"),
        (Language::Nl, false) => format!("{written} miljoen {code}"),
        (Language::Fr, euro) => {
            // From two on, the plural.
            let noun = if millions < Decimal::TWO { "million" } else { "millions" };
            let of = if euro { "d’euros".to_owned() } else { format!("de {code}") };
            format!("{written} {noun} {of}")
        }
    })
}

/// Half away from zero, as everywhere.
fn to_the_nearest(amount: Decimal, precision: Decimal) -> Option<Decimal> {
    let units = amount.checked_div(precision)?;
    let units = units.round_dp_with_strategy(0, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
    units.checked_mul(precision)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro() -> CurrencyCode {
        "EUR".parse().expect("a currency")
    }

    #[test]
    fn amounts_are_written_as_each_language_writes_them() {
        for (amount, english, french, dutch) in [
            ("1400000.00", "€1,400,000.00", "1\u{202f}400\u{202f}000,00\u{a0}€", "€\u{a0}1.400.000,00"),
            ("-1234.50", "-€1,234.50", "-1\u{202f}234,50\u{a0}€", "€\u{a0}-1.234,50"),
            ("0.00", "€0.00", "0,00\u{a0}€", "€\u{a0}0,00"),
            ("999.99", "€999.99", "999,99\u{a0}€", "€\u{a0}999,99"),
        ] {
            let amount: Money = amount.parse().expect("an amount");
            assert_eq!(money(Language::En, amount, euro()), english);
            assert_eq!(money(Language::Fr, amount, euro()), french);
            assert_eq!(money(Language::Nl, amount, euro()), dutch);
        }
        let pounds = "GBP".parse().expect("a currency");
        let one = "1.00".parse().expect("an amount");
        assert_eq!(money(Language::En, one, pounds), "GBP\u{a0}1.00");
        assert_eq!(money(Language::Fr, one, pounds), "1,00\u{a0}GBP");
    }

    #[test]
    fn a_total_is_printed_to_its_precision() {
        let printed = |language, amount: i64, precision: i64| {
            in_words(language, amount.into(), precision.into(), euro()).expect("words")
        };
        assert_eq!(printed(Language::En, 1_400_000, 100_000), "€1.4 million");
        assert_eq!(printed(Language::Fr, 1_449_999, 100_000), "1,4 million d’euros");
        assert_eq!(printed(Language::Fr, 2_050_000, 100_000), "2,1 millions d’euros");
        assert_eq!(printed(Language::Nl, 1_400_000, 100_000), "1,4 miljoen euro");
        assert_eq!(printed(Language::Fr, 266_499, 1_000), "266\u{202f}000\u{a0}€");
        assert_eq!(in_words(Language::En, Decimal::ONE, Decimal::ZERO, euro()), None);
    }

    #[test]
    fn french_puts_a_space_before_the_percent_sign() {
        assert_eq!(percent(Language::Fr, Decimal::from(19)), "19\u{202f}%");
        assert_eq!(percent(Language::En, Decimal::from(19)), "19%");
        assert_eq!(signed(Decimal::ONE, "1".to_owned()), "+1");
        assert_eq!(signed(Decimal::NEGATIVE_ONE, "-1".to_owned()), "-1");
    }
}

use chrono::Datelike;
use entity::value::{PartialDate, Period};
use openapi::exchange::annual_report::Language;

use super::words;

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const DUTCH: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// The precision of a date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Precision {
    Year,
    Month,
    Day,
}

fn precision(date: PartialDate) -> Precision {
    match date.to_string().len() {
        4 => Precision::Year,
        7 => Precision::Month,
        _ => Precision::Day,
    }
}

/// A date in words, with its precision: "14 March 2024", "September 2024", "2024".
pub(crate) fn date(language: Language, date: PartialDate) -> String {
    let first = date.first_day();
    let year = first.year();
    let (day, month) = (day(language, first.day()), month(language, first.month0()));
    match precision(date) {
        Precision::Year => year.to_string(),
        Precision::Month => format!("{month} {year}"),
        Precision::Day => format!("{day} {month} {year}"),
    }
}

fn month(language: Language, index: u32) -> &'static str {
    let names = match language {
        Language::En => ENGLISH,
        Language::Fr => FRENCH,
        Language::Nl => DUTCH,
    };
    usize::try_from(index).ok().and_then(|index| names.get(index).copied()).unwrap_or_default()
}

/// French has an ordinal for the first of the month only.
fn day(language: Language, day: u32) -> String {
    if language == Language::Fr && day == 1 { "1er".to_owned() } else { day.to_string() }
}

/// A period in words: "from September 2024 to February 2027", "since January 2023".
pub(crate) fn period(language: Language, period: &Period) -> String {
    match (period.start, period.end) {
        (None, None) => words(language).dates_unknown.to_owned(),
        (Some(start), Some(end)) if start == end => date(language, start),
        (Some(start), Some(end)) => from_to(language, start, end),
        (Some(start), None) => match language {
            Language::En => format!("since {}", date(language, start)),
            Language::Fr => format!("depuis {}{}", article(start), date(language, start)),
            Language::Nl => format!("sinds {}", date(language, start)),
        },
        (None, Some(end)) => match (language, precision(end)) {
            (Language::En, _) => format!("until {}", date(language, end)),
            (Language::Fr, Precision::Day) => format!("jusqu’au {}", date(language, end)),
            (Language::Fr, _) => format!("jusqu’en {}", date(language, end)),
            (Language::Nl, _) => format!("tot en met {}", date(language, end)),
        },
    }
}

/// The French article before a day.
fn article(date: PartialDate) -> &'static str {
    if precision(date) == Precision::Day { "le " } else { "" }
}

fn from_to(language: Language, start: PartialDate, end: PartialDate) -> String {
    let (from, to) = (date(language, start), date(language, end));
    match language {
        Language::En => format!("from {from} to {to}"),
        Language::Nl => format!("van {from} tot en met {to}"),
        Language::Fr => {
            let of = match precision(start) {
                Precision::Day => "du ",
                // "d’" before a vowel: avril, août, octobre.
                Precision::Month if from.starts_with(['a', 'o']) => "d’",
                Precision::Month | Precision::Year => "de ",
            };
            let until = if precision(end) == Precision::Day { "au" } else { "à" };
            format!("{of}{from} {until} {to}")
        }
    }
}

/// The days of an event: "14 March 2024", "22 to 25 January 2024".
pub(crate) fn days(language: Language, held: &Period) -> String {
    match (held.start, held.end) {
        (Some(start), Some(end)) if of_one_month(start, end) => {
            let from = day(language, start.first_day().day());
            let to = date(language, end);
            match language {
                Language::En => format!("{from} to {to}"),
                Language::Fr => format!("du {from} au {to}"),
                Language::Nl => format!("{from} tot en met {to}"),
            }
        }
        (Some(start), None) => date(language, start),
        _ => period(language, held),
    }
}

fn of_one_month(start: PartialDate, end: PartialDate) -> bool {
    let (first, last) = (start.first_day(), end.first_day());
    let to_the_day = precision(start) == Precision::Day && precision(end) == Precision::Day;
    to_the_day && start != end && (first.year(), first.month()) == (last.year(), last.month())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period_parts(start: Option<&str>, end: Option<&str>) -> [String; 3] {
        let read = |date: &str| date.parse().expect("a date");
        let span = Period { start: start.map(read), end: end.map(read) };
        [Language::En, Language::Fr, Language::Nl].map(|language| period(language, &span))
    }

    #[test]
    fn a_period_is_told_in_words_as_precisely_as_it_is_known() {
        for (start, end, words) in [
            (
                Some("2024-09"),
                Some("2027-02"),
                [
                    "from September 2024 to February 2027",
                    "de septembre 2024 à février 2027",
                    "van september 2024 tot en met februari 2027",
                ],
            ),
            (
                Some("2023-10"),
                Some("2025"),
                ["from October 2023 to 2025", "d’octobre 2023 à 2025", "van oktober 2023 tot en met 2025"],
            ),
            (
                Some("2024-01-01"),
                Some("2024-12-31"),
                [
                    "from 1 January 2024 to 31 December 2024",
                    "du 1er janvier 2024 au 31 décembre 2024",
                    "van 1 januari 2024 tot en met 31 december 2024",
                ],
            ),
            (Some("2023-01"), None, ["since January 2023", "depuis janvier 2023", "sinds januari 2023"]),
            (
                Some("2023-01-05"),
                None,
                ["since 5 January 2023", "depuis le 5 janvier 2023", "sinds 5 januari 2023"],
            ),
            (None, Some("2024-08"), ["until August 2024", "jusqu’en août 2024", "tot en met augustus 2024"]),
            (None, None, ["dates not recorded", "dates non renseignées", "data niet geregistreerd"]),
            (Some("2024"), Some("2024"), ["2024", "2024", "2024"]),
        ] {
            assert_eq!(period_parts(start, end), words);
        }
    }

    #[test]
    fn days_of_one_month_name_it_once() {
        let held = Period { start: "2024-01-22".parse().ok(), end: "2024-01-25".parse().ok() };
        assert_eq!(days(Language::En, &held), "22 to 25 January 2024");
        assert_eq!(days(Language::Fr, &held), "du 22 au 25 janvier 2024");
        assert_eq!(days(Language::Nl, &held), "22 tot en met 25 januari 2024");
        let one = Period { end: None, ..held };
        assert_eq!(days(Language::Fr, &one), "22 janvier 2024");
    }
}

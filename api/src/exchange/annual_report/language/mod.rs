//! The words of reports in English, French and Dutch, and the formats of numbers, dates and countries.
//!
//! The compiler checks the tables of words: a missing word is an error. Numbers and dates follow CLDR.
//! Stored text is never translated.

mod countries;
mod dates;
mod en;
mod fr;
mod nl;
mod numbers;
mod words;

pub(super) use countries::country;
pub(super) use dates::{date, days, period};
pub(super) use numbers::{amount_of, in_words, money, number, percent, signed};
use openapi::exchange::annual_report::Language;
pub(super) use words::Words;

pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &en::ENGLISH,
        Language::Fr => &fr::FRENCH,
        Language::Nl => &nl::DUTCH,
    }
}

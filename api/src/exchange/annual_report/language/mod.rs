//! What a report says in English, French and Dutch: its words, and how it writes numbers, dates and countries.
//!
//! The words are tables that the compiler checks: a language that lacks one is an error. How numbers and dates are
//! written follows CLDR. What people stored is never translated.

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

/// The words of a language.
pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::En => &en::ENGLISH,
        Language::Fr => &fr::FRENCH,
        Language::Nl => &nl::DUTCH,
    }
}

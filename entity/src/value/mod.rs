//! The value types: what a single field may hold, in memory, in the database and on the wire.

mod code;
mod country_code;
mod currency_code;
mod decimal_string;
mod fold;
mod id;
mod money;
mod partial_date;
mod percent;
mod period;
mod vocabulary;

pub use code::{Oid, Pic, ThemeCode};
pub use country_code::CountryCode;
pub use currency_code::CurrencyCode;
pub use decimal_string::DecimalString;
pub use fold::fold;
pub use id::{
    ClassificationPolicyId, EventId, FiscalYearId, FundingLineId, OrganisationId, ParticipationId,
    ProgrammeId, ProjectId, PublicationId, RevenueEntryId, ThemeId,
};
pub use money::{Money, MoneyError, Places, round_half_up};
pub use partial_date::PartialDate;
pub use percent::Percent;
pub use period::Period;
pub use vocabulary::{
    ActivityType, Class, EventKind, FiscalYearStatus, FundingForm, FundingStage, ParticipationRole,
    ProgrammeLevel, ProjectKind, ProjectStage, RecognitionMethod,
};

use std::fmt::Display;
use std::str::FromStr;

/// Checks one written value; the error is a sentence for the person who wrote it.
pub type Check = fn(&str) -> Result<(), String>;

fn check<T: FromStr<Err: Display>>(written: &str) -> Result<(), String> {
    T::from_str(written).map(drop).map_err(|fault| fault.to_string())
}

/// The `format` names that the value types use in JSON Schema, each with its check.
///
/// A JSON Schema validator that knows these finds every badly written value of a document in one walk,
/// with the same rule that reads the value afterwards.
pub const FORMATS: [(&str, Check); 9] = [
    ("money", check::<Money>),
    ("partial-date", check::<PartialDate>),
    ("percent", check::<Percent>),
    ("decimal", check::<DecimalString>),
    ("country-code", check::<CountryCode>),
    ("currency-code", check::<CurrencyCode>),
    ("pic", check::<Pic>),
    ("oid", check::<Oid>),
    ("theme-code", check::<ThemeCode>),
];

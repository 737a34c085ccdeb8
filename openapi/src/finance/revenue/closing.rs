use chrono::{DateTime, NaiveDate, Utc};
use entity::value::{
    Class, ClosingKind, CurrencyCode, FiscalYearClosingId, FiscalYearId, Money, ProgrammeLevel, UserId,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use super::{ClassAmount, Contribution, LineTraits, NotCounted, PublishedFigures, View};
use crate::platform::json_schema::{MergePatch, Patched};
use crate::platform::page::Page;

/// A fiscal year to be opened.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "year": 2027, "first_day": "2027-01-01", "currency": "EUR" })))]
pub struct FiscalYearInput {
    /// What it is called; one of its days lies in the calendar year of that name.
    #[schema(minimum = 1900, maximum = 2999, examples(2027))]
    #[serde(deserialize_with = "crate::platform::whole::required")]
    pub year: i32,
    /// Its first day. By default the day after the last of the year before, and the first of January where none is
    /// recorded.
    pub first_day: Option<NaiveDate>,
    /// Its last day; by default twelve months go by.
    pub last_day: Option<NaiveDate>,
    /// The currency of its entries; by default the euro.
    pub currency: Option<CurrencyCode>,
}

/// What is said of a fiscal year once it is there: what was published of it.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiscalYearFiguresInput {
    /// What was published.
    pub published: Option<PublishedFigures>,
}

/// A change of what was published of a fiscal year.
pub type FiscalYearFiguresPatch = MergePatch<FiscalYearFiguresInput>;

impl Patched for FiscalYearFiguresInput {
    fn change() -> Value {
        json!({ "published": { "total": { "amount": "1400000.00", "precision": "100000.00" } } })
    }
}

/// The signing of a year's figures.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "note": "Approved by the general assembly of 12 June 2025" })))]
pub struct YearClosing {
    /// What there is to say.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub note: Option<String>,
}

/// Why a closed year is opened again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "reason": "The auditor found an invoice of December" })))]
pub struct YearReopening {
    /// Why; it is kept.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub reason: String,
}

/// The closing, or the reopening, of a fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0040", "year": 2024, "kind": "closed", "at": "2025-06-12T16:00:00Z",
    "signed_by": "Fiona Finance", "user": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030",
    "note": "Approved by the general assembly of 12 June 2025",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
})))]
pub struct Closing {
    /// Its identifier.
    pub id: FiscalYearClosingId,
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// What was done.
    pub kind: ClosingKind,
    /// When.
    pub at: DateTime<Utc>,
    /// What whoever signed was called then.
    #[schema(examples("Fiona Finance"))]
    pub signed_by: String,
    /// Who that was; null when it was no user.
    #[schema(required)]
    pub user: Option<UserId>,
    /// What there was to say; of a reopening, its reason.
    #[schema(required)]
    pub note: Option<String>,
    /// The SHA-256 of the proof, byte by byte as it is given; null for a reopening.
    #[schema(required)]
    pub sha256: Option<String>,
}

/// A page of closings and reopenings.
pub type ClosingPage = Page<Closing>;

/// Which closings.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ClosingFilter {
    /// Those of this fiscal year.
    #[param(minimum = 1900, maximum = 2999)]
    pub year: Option<i32>,
}

/// What the closing of a fiscal year froze.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "format": "fiscal-year-proof/1", "fiscal_year": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c001f", "year": 2024,
    "first_day": "2024-01-01", "last_day": "2024-12-31", "currency": "EUR",
    "policy": { "valid_from": "1900-01-01", "note": "National means national and regional.",
        "rules": [{ "level": "european", "class": "european" }] },
    "ledger": { "entries": 3, "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
    "splits": [{ "view": "payer", "total": "0.00", "classes": [{ "class": "european", "amount": "0.00" }],
        "contributions": [], "not_counted": [] }],
    "lines": []
})))]
pub struct YearProof {
    /// How it is written.
    #[schema(value_type = YearProofFormat)]
    pub format: String,
    /// The year's identifier.
    pub fiscal_year: FiscalYearId,
    /// What the year is called.
    #[schema(examples(2024))]
    pub year: i32,
    /// Its first day.
    pub first_day: NaiveDate,
    /// Its last day.
    pub last_day: NaiveDate,
    /// The currency of its entries.
    pub currency: CurrencyCode,
    /// The classification policy by which it was split; null when none was in force.
    #[schema(required)]
    pub policy: Option<ProvenPolicy>,
    /// The entries of the ledger that it stands on.
    pub ledger: LedgerDigest,
    /// The split of the revenue recognised, in each view.
    pub splits: Vec<ProvenSplit>,
    /// What the funding lines that contributed were broken down by then.
    pub lines: Vec<LineTraits>,
}

/// The classification policy that a proof rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvenPolicy {
    /// The first day it holds.
    pub valid_from: NaiveDate,
    /// Why it is so.
    pub note: String,
    /// The class of each level that it speaks of.
    pub rules: Vec<LevelClass>,
}

/// The class of a programme's level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelClass {
    /// The level.
    pub level: ProgrammeLevel,
    /// The class.
    pub class: Class,
}

/// The entries of a year, in short.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LedgerDigest {
    /// How many there are.
    #[schema(examples(3))]
    pub entries: i64,
    /// The SHA-256 of a text in which each has a line, in the order of their references by bytes: the JSON array of its
    /// identifier, reference, amount, funding line, class, day of booking, description, and the entry that it takes
    /// back, and a line feed.
    pub sha256: String,
}

/// A split, with all that was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvenSplit {
    /// By whom money was classed.
    pub view: View,
    /// All that was counted.
    pub total: Money,
    /// The amount of each class.
    pub classes: Vec<ClassAmount>,
    /// What was counted; the contributions of a class total its amount to the cent. A line's entries are one
    /// contribution, and so are the entries of a class of which no line is known.
    pub contributions: Vec<Contribution>,
    /// What could not be counted, and why.
    pub not_counted: Vec<NotCounted>,
}

/// How the proof of a year is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum YearProofFormat {
    /// The first form.
    #[serde(rename = "fiscal-year-proof/1")]
    FiscalYearProof1,
}

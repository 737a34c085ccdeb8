use chrono::{DateTime, NaiveDate, Utc};
use entity::value::{
    Class, ClosingKind, CurrencyCode, FiscalYearClosingId, FiscalYearId, Money, ProgrammeLevel, UserId,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use serde_with::skip_serializing_none;
use utoipa::{IntoParams, ToSchema};

use super::{ClassAmount, Contribution, LineTraits, NotCounted, OtherRevenue, PublishedFigures, View};
use crate::platform::json_schema::{MergePatch, PatchExample};
use crate::platform::page::Page;

/// A fiscal year to open.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "year": 2027, "first_day": "2027-01-01", "currency": "EUR" }"#))))]
pub struct FiscalYearInput {
    /// Name of the fiscal year. At least one day of the fiscal year is in the calendar year of that name.
    #[schema(minimum = 1900, maximum = 2999, examples(2027))]
    #[serde(deserialize_with = "crate::platform::whole::required")]
    pub year: i32,
    /// First day. The default is the day after the previous fiscal year. If there is none, the default is 1
    /// January.
    pub first_day: Option<NaiveDate>,
    /// Last day. By default, the year lasts twelve months.
    pub last_day: Option<NaiveDate>,
    /// Currency of the entries. The default is the euro.
    pub currency: Option<CurrencyCode>,
}

/// The fields of an existing fiscal year that a client can change: its published figures.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FiscalYearFiguresInput {
    /// Figures published for the year.
    pub published: Option<PublishedFigures>,
}

/// A partial update of the published figures of a fiscal year (JSON Merge Patch).
pub type FiscalYearFiguresPatch = MergePatch<FiscalYearFiguresInput>;

impl PatchExample for FiscalYearFiguresInput {
    fn change() -> Value {
        crate::example(
            r#"{ "published": { "total": { "amount": "1400000.00", "precision": "100000.00" } } }"#,
        )
    }
}

/// The closing of a fiscal year. The caller signs the figures.
#[skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!(crate::example(r#"{ "note": "Approved by the general assembly of 12 June 2025" }"#))))]
pub struct YearClosing {
    /// Free-text note, for example who approved the figures.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub note: Option<String>,
    /// Whether to close the year although something is open. If something is open and this is not `true`, the
    /// response is 409 `confirmation_required` with the open items. The audit trail keeps them.
    #[serde(default)]
    #[schema(default = false)]
    pub confirm: bool,
}

/// The reopening of a closed fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "reason": "The auditor found an invoice of December" })))]
pub struct YearReopening {
    /// Reason for the reopening. The server stores it.
    #[schema(min_length = 1, format = "multi-line", max_length = 2000)]
    pub reason: String,
}

/// The closing or the reopening of a fiscal year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0040", "year": 2024, "kind": "closed",
    "at": "2025-06-12T16:00:00Z",
    "signed_by": "Fiona Finance", "user": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030",
    "note": "Approved by the general assembly of 12 June 2025",
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
}"#))))]
pub struct Closing {
    /// Closing identifier (UUID), set by the server.
    pub id: FiscalYearClosingId,
    /// The fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// Whether the year was closed or reopened.
    pub kind: ClosingKind,
    /// Time of the closing or reopening (UTC), set by the server.
    pub at: DateTime<Utc>,
    /// Name of the person who signed, at that time.
    #[schema(examples("Fiona Finance"))]
    pub signed_by: String,
    /// The user who signed. Null if the signatory was not a user.
    #[schema(required)]
    pub user: Option<UserId>,
    /// Free-text note. For a reopening, it is the reason.
    #[schema(required)]
    pub note: Option<String>,
    /// SHA-256 of the exact bytes of the proof. Null for a reopening.
    #[schema(required)]
    pub sha256: Option<String>,
}

/// A page of closings and reopenings.
pub type ClosingPage = Page<Closing>;

/// Filters for closings.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ClosingFilter {
    /// Only closings and reopenings of this fiscal year.
    #[param(minimum = 1900, maximum = 2999)]
    pub year: Option<i32>,
}

/// The proof of a closed fiscal year: the data that the closing froze.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "format": "fiscal-year-proof/2", "fiscal_year": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c001f", "year": 2024,
    "first_day": "2024-01-01", "last_day": "2024-12-31", "currency": "EUR",
    "policy": { "valid_from": "1900-01-01", "note": "National means national and regional.",
        "rules": [{ "level": "european", "class": "european" }] },
    "ledger": { "entries": 3,
    "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" },
    "splits": [{ "view": "payer", "total": "0.00", "classes": [{ "class": "european", "amount": "0.00" }],
        "contributions": [], "not_counted": [] }],
    "lines": []
}"#))))]
pub struct YearProof {
    /// Format and version of the proof.
    #[schema(value_type = YearProofFormat)]
    pub format: String,
    /// Identifier of the fiscal year.
    pub fiscal_year: FiscalYearId,
    /// Name of the fiscal year.
    #[schema(examples(2024))]
    pub year: i32,
    /// First day of the fiscal year.
    pub first_day: NaiveDate,
    /// Last day of the fiscal year.
    pub last_day: NaiveDate,
    /// Currency of the entries of the year.
    pub currency: CurrencyCode,
    /// Classification policy of the split. Null if no policy was in force.
    #[schema(required)]
    pub policy: Option<ProvenPolicy>,
    /// Digest of the ledger entries of the year.
    pub ledger: LedgerDigest,
    /// Split of the recognised revenue, one for each view.
    pub splits: Vec<ProvenSplit>,
    /// Data of the contributing funding lines at the time of the closing.
    pub lines: Vec<LineTraits>,
}

/// The classification policy of a proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvenPolicy {
    /// First day on which the policy applies.
    pub valid_from: NaiveDate,
    /// Reason for the policy.
    pub note: String,
    /// Class of each programme level that the policy covers.
    pub rules: Vec<LevelClass>,
    /// Whether other revenue counts in the total and in the shares. Present only if it does.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub counts_other: bool,
}

/// The class of a programme level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelClass {
    /// Level of the programme.
    pub level: ProgrammeLevel,
    /// Class of the level.
    pub class: Class,
}

/// Digest of the ledger entries of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LedgerDigest {
    /// Number of entries.
    #[schema(examples(3))]
    pub entries: i64,
    /// SHA-256 of a text with one line per entry, sorted by reference in byte order. Each line is a JSON
    /// array and a line feed. The array contains, in this order: identifier, reference, amount, funding line,
    /// class, booking date, description, reversed entry. For the class `other`, its kind follows.
    pub sha256: String,
}

/// A revenue split with all its contributions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvenSplit {
    /// Whether revenue is classified by payer or by origin.
    pub view: View,
    /// Total of the classes.
    pub total: Money,
    /// Amount of each class.
    pub classes: Vec<ClassAmount>,
    /// Other revenue. Absent in proofs from before it was recorded.
    #[serde(default)]
    pub other: OtherRevenue,
    /// Contributions to the split. The contributions of a class add up to its amount, to the cent. The
    /// entries of one line form one contribution. Entries with a class but no line form one contribution per
    /// class.
    pub contributions: Vec<Contribution>,
    /// Items that could not be counted, each with the reason.
    pub not_counted: Vec<NotCounted>,
    /// The year before, as it was at the time of the closing. Absent if nothing counted in it, and from
    /// version 1 of the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<ProvenYear>,
}

/// The year before a closed fiscal year, at the time of the closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProvenYear {
    /// Name of the fiscal year.
    #[schema(examples(2023))]
    pub year: i32,
    /// Currency of the fiscal year.
    pub currency: CurrencyCode,
    /// Amount of each class.
    pub classes: Vec<ClassAmount>,
    /// Other revenue. Absent in proofs from before it was recorded.
    #[serde(default)]
    pub other: OtherRevenue,
}

/// Format and version of the proof of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub enum YearProofFormat {
    /// Version 1: without the year before.
    #[serde(rename = "fiscal-year-proof/1")]
    FiscalYearProof1,
    /// Version 2: with the year before.
    #[serde(rename = "fiscal-year-proof/2")]
    FiscalYearProof2,
}

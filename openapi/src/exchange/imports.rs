//! Imports: files of others, handed in and read as jobs.

use chrono::{DateTime, Utc};
use entity::value::{FileName, ImportFailure, ImportFindingId, ImportId, ImportKind, ImportStage, ProjectId};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use strum::{Display, EnumString, VariantArray};
use utoipa::{IntoParams, ToSchema};

use crate::access::audit::AuditActor;
use crate::platform::page::Page;

/// An import of files that others publish.
///
/// It is opened, its files are handed in one by one, and it is started; then it is read in the background. Ask for it
/// again to see how far it is. One that nobody starts within 24 hours of its last file is cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0040", "kind": "cordis", "project": null, "dry_run": false, "strict": false, "stage": "running",
    "started_by": { "kind": "user", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Ada Admin" },
    "created_at": "2026-01-15T12:00:00Z", "started_at": "2026-01-15T12:01:00Z", "ended_at": null,
    "files": [{ "name": "project.csv", "bytes": 442_097, "whole": true }],
    "progress": { "file": "project.csv", "bytes_read": 220_160, "bytes": 442_097 },
    "counts": [{ "what": "projects", "added": 100, "changed": 0, "unchanged": 0 }],
    "refused": 1, "left_out": 3, "code": null, "fault": null
})))]
pub struct Import {
    /// Its identifier.
    pub id: ImportId,
    /// Whose files they are.
    pub kind: ImportKind,
    /// The project whose budget it is; null but for `budget`.
    #[schema(required)]
    pub project: Option<ProjectId>,
    /// Whether everything is done and taken back, to see what would be.
    pub dry_run: bool,
    /// Whether nothing is imported when any record is refused.
    pub strict: bool,
    /// Where it stands.
    pub stage: ImportStage,
    /// Who opened it, and as whom it writes.
    pub started_by: AuditActor,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it was first under way.
    #[schema(required)]
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    #[schema(required)]
    pub ended_at: Option<DateTime<Utc>>,
    /// The files that were handed in.
    pub files: Vec<ImportFile>,
    /// How far it is.
    pub progress: ImportProgress,
    /// What became of the records, kind by kind; of a dry run, what would have.
    pub counts: Vec<ImportCount>,
    /// How many records were refused. Each is told with its reason by `GET /v1/imports/{id}/findings`.
    #[schema(minimum = 0)]
    pub refused: i64,
    /// How many fields were left out of records that were imported; they are told likewise.
    #[schema(minimum = 0)]
    pub left_out: i64,
    /// Why it failed, as a program reads it; null unless its stage is `failed`.
    #[schema(required)]
    pub code: Option<ImportFailure>,
    /// Why it could not go on, or was cancelled because nobody started it, in a sentence.
    #[schema(required, examples("project.csv, line 1: the heading has no `id`"))]
    pub fault: Option<String>,
}

/// A page of imports.
pub type ImportPage = Page<Import>;

/// A file that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportFile {
    /// Its name.
    pub name: FileName,
    /// How many bytes of it have arrived.
    #[schema(minimum = 0)]
    pub bytes: i64,
    /// Whether all of it has arrived.
    pub whole: bool,
}

/// How far an import is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportProgress {
    /// The file that is being read, or was read last.
    #[schema(required, examples("project.csv"))]
    pub file: Option<String>,
    /// How many bytes were read, of all files.
    #[schema(minimum = 0)]
    pub bytes_read: i64,
    /// How many bytes there are to be read. How many are packed in an archive shows only as it is read.
    #[schema(minimum = 0)]
    pub bytes: i64,
}

/// What became of the records of a kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportCount {
    /// What they are.
    pub what: ImportedKind,
    /// How many were added.
    #[schema(minimum = 0)]
    pub added: u64,
    /// How many were there, and became others.
    #[schema(minimum = 0)]
    pub changed: u64,
    /// How many were there already, and stay as they are.
    #[schema(minimum = 0)]
    pub unchanged: u64,
}

/// What an import adds or changes.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum ImportedKind {
    /// Budgets.
    Budgets,
    /// Calls for proposals.
    Calls,
    /// Deliverables.
    Deliverables,
    /// Rates of exchange.
    #[serde(alias = "exchange rates")]
    ExchangeRates,
    /// Funding lines.
    #[serde(alias = "funding lines")]
    FundingLines,
    /// Organisations.
    Organisations,
    /// Partners of projects.
    Partners,
    /// Funding programmes.
    Programmes,
    /// Projects.
    Projects,
}

/// An import that is to be opened.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "kind": "cordis", "dry_run": true })))]
pub struct ImportInput {
    /// Whose files they are.
    pub kind: ImportKind,
    /// The project whose budget it is: of `budget` alone, and needed there.
    pub project: Option<ProjectId>,
    /// Whether everything is to be done and taken back, to see what would be.
    #[serde(default)]
    #[schema(default = false)]
    pub dry_run: bool,
    /// Whether nothing is to be imported when any record is refused. Budgets and rates are imported whole or not at all
    /// anyhow.
    #[serde(default)]
    #[schema(default = false)]
    pub strict: bool,
}

/// A file, as it is. An empty one is refused.
///
/// The schema gives no least length: clients in Go that are generated from one do not compile.
#[derive(Clone, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, format = Binary, examples("\"id\";\"acronym\""))]
pub struct FileContent(pub Vec<u8>);

/// That an import is to be started, or to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({})))]
pub struct ImportMove {}

/// Which imports.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportFilter {
    /// Those of this kind.
    pub kind: Option<ImportKind>,
    /// Those of budgets of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Those that stand here.
    pub stage: Option<ImportStage>,
}

/// Something that was found in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0041", "file": "project.csv", "line": 17, "column": "endDate",
    "reason": "the end lies before the start", "refused": true
})))]
pub struct ImportFinding {
    /// Its identifier.
    pub id: ImportFindingId,
    /// The file.
    #[schema(examples("project.csv"))]
    pub file: String,
    /// The line, or the row of a sheet, on which the record begins; the heading's is 1. 0 is the file as a whole: a note,
    /// for instance in which encoding it was read.
    #[schema(minimum = 0)]
    pub line: i64,
    /// The column; null when it is of the record as a whole.
    #[schema(required, examples("endDate"))]
    pub column: Option<String>,
    /// What is the matter.
    pub reason: String,
    /// Whether the record was refused; else it was imported without this.
    pub refused: bool,
}

/// A page of what was found.
pub type ImportFindingPage = Page<ImportFinding>;

/// Which findings.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportFindingFilter {
    /// `true`: those of records that were refused; `false`: those of fields that were left out, and notes on whole files.
    pub refused: Option<bool>,
}

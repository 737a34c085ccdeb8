//! Imports: uploaded files that the server reads in the background.

mod upload;

use chrono::{DateTime, Utc};
use entity::value::{FileName, ImportFailure, ImportFindingId, ImportId, ImportKind, ImportStage, ProjectId};
use serde::{Deserialize, Serialize};
use serde_with::skip_serializing_none;
use strum::{Display, EnumString, VariantArray};
pub use upload::{ImportFilePath, UploadErrors};
use utoipa::{IntoParams, ToSchema};

use crate::access::audit::AuditActor;
use crate::platform::page::Page;

/// An import of published files.
///
/// A client creates the import, uploads its files one by one, and starts it. The server then reads the files
/// in the background. Read the import again to follow its progress.
///
/// The server cancels an import that is not started within 24 hours of its last file. Without a file, the 24
/// hours start at its creation.
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
    /// Import identifier (UUID), set by the server.
    pub id: ImportId,
    /// Kind of files to import.
    pub kind: ImportKind,
    /// Project of the imported budget. Null if `kind` is not `budget`.
    #[schema(required)]
    pub project: Option<ProjectId>,
    /// Whether the import is a dry run. A dry run reports what the import would do, and changes nothing.
    pub dry_run: bool,
    /// Whether one refused record stops the whole import. Then nothing is imported.
    pub strict: bool,
    /// Current stage of the import.
    pub stage: ImportStage,
    /// The user or API key that created the import. The import has the rights of this caller.
    pub started_by: AuditActor,
    /// Time of creation (UTC), set by the server.
    pub created_at: DateTime<Utc>,
    /// Time at which the server first started to read the files (UTC). Null before that.
    #[schema(required)]
    pub started_at: Option<DateTime<Utc>>,
    /// Time at which the import ended (UTC). Null before that.
    #[schema(required)]
    pub ended_at: Option<DateTime<Utc>>,
    /// Files that were uploaded.
    pub files: Vec<ImportFile>,
    /// Progress of the import.
    pub progress: ImportProgress,
    /// Numbers of records per kind. For a dry run, they are the expected numbers.
    pub counts: Vec<ImportCount>,
    /// Number of refused records. `GET /v1/imports/{id}/findings` lists each with its reason.
    #[schema(minimum = 0)]
    pub refused: i64,
    /// Number of fields that were left out of imported records. `GET /v1/imports/{id}/findings` lists them.
    #[schema(minimum = 0)]
    pub left_out: i64,
    /// Reason for the failure as a code. Null if `stage` is not `failed`.
    #[schema(required)]
    pub code: Option<ImportFailure>,
    /// Reason for the failure, or for the automatic cancellation, as a sentence. Otherwise null.
    #[schema(required, examples("project.csv, line 1: the heading has no `id`"))]
    pub fault: Option<String>,
}

/// A page of imports.
pub type ImportPage = Page<Import>;

/// An uploaded file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportFile {
    /// Name of the file.
    pub name: FileName,
    /// Number of bytes received.
    #[schema(minimum = 0)]
    pub bytes: i64,
    /// Whether the upload is complete.
    pub whole: bool,
}

/// Progress of an import.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportProgress {
    /// The file that the server is reading, or read last. Null before it reads the first file.
    #[schema(required, examples("project.csv"))]
    pub file: Option<String>,
    /// Number of bytes read, in all files.
    #[schema(minimum = 0)]
    pub bytes_read: i64,
    /// Total number of bytes to read. The unpacked size of an archive becomes known only during reading.
    #[schema(minimum = 0)]
    pub bytes: i64,
}

/// Numbers of imported records of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportCount {
    /// Kind of records.
    pub what: ImportedKind,
    /// Number of records that were added.
    #[schema(minimum = 0)]
    pub added: u64,
    /// Number of existing records that were changed.
    #[schema(minimum = 0)]
    pub changed: u64,
    /// Number of existing records that did not change.
    #[schema(minimum = 0)]
    pub unchanged: u64,
}

/// A kind of record that an import adds or changes.
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
    /// Exchange rates.
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

/// An import to create.
#[skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({ "kind": "cordis", "dry_run": true })))]
pub struct ImportInput {
    /// Kind of files to import.
    pub kind: ImportKind,
    /// Project of the budget. Required if `kind` is `budget`, and not allowed otherwise.
    pub project: Option<ProjectId>,
    /// Whether the import is a dry run. A dry run reports what the import would do, and changes nothing.
    #[serde(default)]
    #[schema(default = false)]
    pub dry_run: bool,
    /// Whether one refused record stops the whole import. Budgets and exchange rates are always imported
    /// completely or not at all.
    #[serde(default)]
    #[schema(default = false)]
    pub strict: bool,
}

/// The content of a file. An empty file is refused.
///
/// The schema has no minimum length, because Go clients generated with one do not compile.
#[derive(Clone, Debug, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, format = Binary, examples("\"id\";\"acronym\""))]
pub struct FileContent(pub Vec<u8>);

/// A request to start or to cancel an import. It has no fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(examples(json!({})))]
pub struct ImportMove {}

/// Filters for imports. An import must match all filters.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportFilter {
    /// Only imports of this kind.
    pub kind: Option<ImportKind>,
    /// Only budget imports of this project.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only imports at this stage.
    pub stage: Option<ImportStage>,
}

/// A problem or a note about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0041", "file": "project.csv", "line": 17, "column": "endDate",
    "reason": "the end is before the start", "refused": true
}"#))))]
pub struct ImportFinding {
    /// Finding identifier (UUID), set by the server.
    pub id: ImportFindingId,
    /// Name of the file.
    #[schema(examples("project.csv"))]
    pub file: String,
    /// Line, or row of a sheet, where the record starts. The header line is 1. The value 0 means the whole
    /// file, for example a note about its encoding.
    #[schema(minimum = 0)]
    pub line: i64,
    /// Name of the column. Null if the finding is about the whole record.
    #[schema(required, examples("endDate"))]
    pub column: Option<String>,
    /// Description of the problem.
    pub reason: String,
    /// Whether the record was refused. If false, the record was imported without this field.
    pub refused: bool,
}

/// A page of import findings.
pub type ImportFindingPage = Page<ImportFinding>;

/// Filters for import findings.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ImportFindingFilter {
    /// `true`: only findings of refused records. `false`: only fields that were left out, and notes about
    /// whole files.
    pub refused: Option<bool>,
}

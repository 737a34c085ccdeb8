//! Changes: the change feed of the portfolio, as pages or as a stream.

use chrono::{DateTime, Utc};
use entity::value::ProjectId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::access::audit::AuditActor;
use crate::platform::page::Page;
use crate::platform::subject_kind::SubjectKind;

/// A change in the portfolio.
///
/// The change gives the item and the names of its changed fields, but not the new values. To get them, read
/// the `path` of the subject. Access rights apply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!(crate::example(r#"{
    "number": 417, "type": "milestone.achieved", "at": "2026-01-15T12:00:00Z",
    "subject": {
        "kind": "milestone", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c",
        "path": "/v1/milestones/0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c"
    },
    "project": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001",
    "actor": { "kind": "user", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager" },
    "fields": ["stage", "achieved_on"]
}"#))))]
pub struct PortfolioChange {
    /// Number of the change. Numbers increase, but are not continuous: they come from the audit trail, which
    /// also has other entries.
    #[schema(minimum = 1)]
    pub number: i64,
    /// Type of the change: the kind of item, a dot, and `created`, `changed` or `deleted`. New revenue
    /// entries are `posted`. A stage change has the new stage, as in `milestone.achieved` or
    /// `fiscal_year.closed`. A loaded or imported file ends with `portfolio.loaded`, after the changes of its
    /// items. Items without a path, such as measurements, then have no change of their own.
    #[serde(rename = "type")]
    #[schema(examples("milestone.achieved"))]
    pub kind: String,
    /// Time of the change (UTC).
    pub at: DateTime<Utc>,
    /// The item that was changed. Null for the portfolio as a whole.
    #[schema(required)]
    pub subject: Option<PortfolioChangeSubject>,
    /// The project that was changed, or the project of the item. Null if there is none.
    #[schema(required)]
    pub project: Option<ProjectId>,
    /// The user, API key or service that made the change.
    pub actor: AuditActor,
    /// Names of the changed fields. After a file was loaded, they are the names in the database.
    #[schema(examples("stage"))]
    pub fields: Vec<String>,
}

/// The item that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PortfolioChangeSubject {
    /// Kind of item.
    pub kind: SubjectKind,
    /// Identifier of the item (UUID). Null for several items at once.
    #[schema(required)]
    pub id: Option<Uuid>,
    /// Path of the item, even if it was deleted. For several items, it is the path of their collection.
    #[schema(examples("/v1/milestones/0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c"))]
    pub path: String,
}

/// A page of changes.
pub type PortfolioChangePage = Page<PortfolioChange>;

/// Filters for changes. A change must match all filters.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChangeFilter {
    /// Only changes of this project and its items.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Only changes whose type starts with this text, for example `milestone` or `milestone.achieved`.
    #[serde(rename = "type")]
    #[param(min_length = 1, max_length = 100, example = "milestone")]
    pub kind: Option<String>,
}

/// The header that resumes a stream of changes.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct LastEventId {
    /// Streams only: number of the last change that the client received. The stream continues after it,
    /// without gaps or duplicates. Without this header and without `after`, the stream starts now. Browsers
    /// send the header automatically.
    #[serde(rename = "Last-Event-ID")]
    #[param(nullable = false, minimum = 0, example = 417)]
    pub last_event_id: Option<i64>,
}

/// The access token of a browser's `EventSource`.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StreamToken {
    /// Streams only: the bearer token, for clients that cannot send a header (RFC 6750, section 2.3). URLs
    /// are often logged, so prefer the token of a session to an API key.
    #[param(format = Password, max_length = 500)]
    pub access_token: Option<String>,
}

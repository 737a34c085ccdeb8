//! Changes: what became other in the portfolio, for whoever follows it.

use chrono::{DateTime, Utc};
use entity::value::ProjectId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::access::audit::AuditActor;
use crate::platform::page::Page;
use crate::platform::subject_kind::SubjectKind;

/// That something in the portfolio became other.
///
/// It says what and not how: whoever wants to know reads the thing at its `path`, as far as they may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(examples(json!({
    "number": 417, "type": "milestone.achieved", "at": "2026-01-15T12:00:00Z",
    "subject": {
        "kind": "milestone", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c",
        "path": "/v1/milestones/0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c"
    },
    "project": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0001",
    "actor": { "kind": "user", "id": "0198c4de-7c5e-7e1b-a3b6-1f0a5d1c0030", "name": "Maud Manager" },
    "fields": ["stage", "achieved_on"]
})))]
pub struct PortfolioChange {
    /// Its place among all that was ever done, of which changes are a part: numbers rise, and some are left out.
    #[schema(minimum = 1)]
    pub number: i64,
    /// What happened to what: the kind of thing, and then `created` (of revenue entries, `posted`), `changed` or
    /// `deleted`; or the stage that it reached, as in `milestone.achieved` or `fiscal_year.closed`. A file that was
    /// loaded or imported is `portfolio.loaded`, after what was changed by it; what has no address of its own, such
    /// as a measurement, is told by that alone then.
    #[serde(rename = "type")]
    #[schema(examples("milestone.achieved"))]
    pub kind: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What became other; null for the portfolio as a whole.
    #[schema(required)]
    pub subject: Option<PortfolioChangeSubject>,
    /// The project that it is, or is a part of.
    #[schema(required)]
    pub project: Option<ProjectId>,
    /// Who did it.
    pub actor: AuditActor,
    /// The names of the fields that became others, where something was changed. Where a file was loaded, they are
    /// called as they are stored.
    #[schema(examples("stage"))]
    pub fields: Vec<String>,
}

/// What became other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PortfolioChangeSubject {
    /// What it is.
    pub kind: SubjectKind,
    /// Its identifier; null for several things at once.
    #[schema(required)]
    pub id: Option<Uuid>,
    /// Where it is, or was; of several things at once, where such things are.
    #[schema(examples("/v1/milestones/0198c4de-7c5e-7e1b-a3b6-1f0a5d1c000c"))]
    pub path: String,
}

/// A page of changes.
pub type PortfolioChangePage = Page<PortfolioChange>;

/// Which changes. Filters add up.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChangeFilter {
    /// Those of this project and its parts.
    #[param(inline)]
    pub project: Option<ProjectId>,
    /// Those whose type begins so: `milestone`, `milestone.achieved`.
    #[serde(rename = "type")]
    #[param(min_length = 1, max_length = 100, example = "milestone")]
    pub kind: Option<String>,
}

/// Where a stream of changes goes on.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Header)]
pub struct LastEventId {
    /// For a stream: the number of the last change that was heard, after which it goes on, with nothing lost and
    /// nothing twice; without it (and without `after`) it begins now. Browsers send it by themselves.
    #[serde(rename = "Last-Event-ID")]
    #[param(nullable = false, minimum = 0, example = 417)]
    pub last_event_id: Option<i64>,
}

/// How a browser's `EventSource` says who asks.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct StreamToken {
    /// For a stream: the bearer token, for whoever cannot send a header (RFC 6750, section 2.3). Addresses are kept in
    /// more places than headers, so that a token of a session is the better one.
    #[param(format = Password, max_length = 500)]
    pub access_token: Option<String>,
}

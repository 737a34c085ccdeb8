//! References to other records: the identifier, and a name for people.

use entity::value::{FundingLineId, ItemNumber, ProjectId, WorkPackageId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A reference to a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectRef {
    /// The project's identifier, a UUID.
    pub id: ProjectId,
    /// The project's acronym, for display.
    #[schema(examples("ENACT"))]
    pub acronym: String,
}

/// A reference to a work package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkPackageRef {
    /// The work package's identifier, a UUID.
    pub id: WorkPackageId,
    /// The work package's number within its project, for example `WP1`.
    pub number: ItemNumber,
    /// The work package's title, for display.
    pub title: String,
}

/// A reference to a funding line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FundingLineRef {
    /// The funding line's identifier, a UUID.
    pub id: FundingLineId,
    /// The number of the grant agreement or contract; null if it is not known.
    #[schema(required, examples("101187435"))]
    pub reference: Option<String>,
}

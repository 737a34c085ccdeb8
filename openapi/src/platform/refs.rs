//! References: the identifier of a thing beside the name that people know it by.

use entity::value::{FundingLineId, ItemNumber, ProjectId, WorkPackageId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A project, by acronym.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProjectRef {
    /// Its identifier.
    pub id: ProjectId,
    /// Its acronym.
    #[schema(examples("ENACT"))]
    pub acronym: String,
}

/// A work package, by number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkPackageRef {
    /// Its identifier.
    pub id: WorkPackageId,
    /// Its number in the project.
    pub number: ItemNumber,
    /// Its title.
    pub title: String,
}

/// A funding line, by the number of its agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FundingLineRef {
    /// Its identifier.
    pub id: FundingLineId,
    /// The number of the agreement or contract.
    #[schema(required, examples("101187435"))]
    pub reference: Option<String>,
}

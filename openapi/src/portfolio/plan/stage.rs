use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

/// Where a project, a deliverable, a milestone or a report stands, where one is told beside the others.
///
/// A project has the stages of `ProjectStage`, a deliverable and a report those of `SubmissionStage`, a milestone those
/// of `MilestoneStage`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Stage {
    /// Of a project: not yet proposed to a funder.
    Idea,
    /// Of a project: proposed, not yet decided. Of a deliverable or a report: handed in, not yet decided on.
    Submitted,
    /// Of a project: accepted, the agreement not yet signed.
    Awarded,
    /// Refused.
    Rejected,
    /// Of a project: taken back by the applicant.
    Withdrawn,
    /// Of a project: under a signed agreement.
    Signed,
    /// Of a project: signed and for now at rest.
    Suspended,
    /// Of a project: ended and settled.
    Closed,
    /// Of a project: ended before its time.
    Terminated,
    /// Of a part of a plan: not yet handed in, or not yet reached.
    Planned,
    /// Of a deliverable or a report: accepted.
    Accepted,
    /// Of a milestone: reached.
    Achieved,
    /// Of a milestone: not reached in time; it may be reached later.
    Missed,
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use entity::value::{MilestoneStage, ProjectStage, SubmissionStage};

    use super::*;

    fn words<T: VariantArray + ToString>() -> BTreeSet<String> {
        T::VARIANTS.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn it_has_the_stages_of_all_that_it_tells_of() {
        let mut all = words::<ProjectStage>();
        all.extend(words::<SubmissionStage>());
        all.extend(words::<MilestoneStage>());
        assert_eq!(words::<Stage>(), all);
    }
}

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, VariantArray};
use utoipa::ToSchema;

/// The stage of a project, deliverable, milestone or report, where one list contains several of these kinds.
///
/// Projects use the stages of `ProjectStage`. Deliverables and reports use those of `SubmissionStage`.
/// Milestones use those of `MilestoneStage`.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Stage {
    /// Project: not yet submitted to a funder.
    Idea,
    /// Project: submitted, without a decision. Deliverable or report: submitted, without a decision.
    Submitted,
    /// Project: accepted by the funder; the agreement is not yet signed.
    Awarded,
    /// Project, deliverable or report: refused by the funder.
    Rejected,
    /// Project: withdrawn by the applicant.
    Withdrawn,
    /// Project: the agreement is signed.
    Signed,
    /// Project: signed, and paused for now.
    Suspended,
    /// Project: ended and settled.
    Closed,
    /// Project: ended before its planned end.
    Terminated,
    /// Deliverable, report or milestone: not yet submitted or achieved.
    Planned,
    /// Deliverable or report: accepted by the funder.
    Accepted,
    /// Milestone: achieved.
    Achieved,
    /// Milestone: not achieved in time. It can still be achieved later.
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

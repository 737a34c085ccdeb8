//! The terms of the results, in those of the portfolio.

use entity::value::{ActivityType, FundingStage, ProjectStage};

use crate::exchange::ingest::CellError;

/// The stages of a project and its grant. A terminated grant is not settled.
pub(super) fn stages(status: &str) -> Result<(ProjectStage, FundingStage), CellError> {
    match status.to_lowercase().as_str() {
        "ongoing" | "on-going" | "in progress" | "signed" => Ok((ProjectStage::Signed, FundingStage::Signed)),
        "finalized" | "finalised" | "completed" | "closed" | "finished" => {
            Ok((ProjectStage::Closed, FundingStage::Closed))
        }
        "terminated" | "cancelled" | "canceled" => Ok((ProjectStage::Terminated, FundingStage::Signed)),
        _ => {
            let reason = format!("`{status}` is not `ongoing`, `finalized` or `terminated`");
            Err(CellError::new("Project Status", reason))
        }
    }
}

/// The activity type of Horizon Europe for a type of organisation, if it is clear.
pub(super) fn activity_type(written: &str) -> Option<ActivityType> {
    let written = written.to_lowercase();
    let is = |words: &[&str]| words.iter().any(|word| written.contains(word));
    if is(&["higher education institution", "(secondary level)"]) {
        Some(ActivityType::Hes)
    } else if is(&["research institute"]) {
        Some(ActivityType::Rec)
    } else if is(&["national public body", "regional public body", "local public body"]) {
        Some(ActivityType::Pub)
    } else if is(&["small and medium sized enterprise", "large enterprise"]) {
        Some(ActivityType::Prc)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_known_or_refused() {
        assert_eq!(stages("Finalized"), Ok((ProjectStage::Closed, FundingStage::Closed)));
        assert_eq!(stages("ongoing"), Ok((ProjectStage::Signed, FundingStage::Signed)));
        assert_eq!(stages("unknown").map_err(|wrong| wrong.column), Err("Project Status".into()));
    }
}

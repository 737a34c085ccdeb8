//! The words of the results, in those of the portfolio.

use entity::value::{ActivityType, FundingStage, ProjectStage};

use crate::exchange::ingest::CellError;

/// Where a project and its grant stand. What was broken off is not said to be settled.
pub(super) fn stages(status: &str) -> Result<(ProjectStage, FundingStage), CellError> {
    match status.to_lowercase().as_str() {
        "ongoing" | "on-going" | "in progress" | "signed" => Ok((ProjectStage::Signed, FundingStage::Signed)),
        "finalized" | "finalised" | "completed" | "closed" | "finished" => {
            Ok((ProjectStage::Closed, FundingStage::Closed))
        }
        "terminated" | "cancelled" | "canceled" => Ok((ProjectStage::Terminated, FundingStage::Signed)),
        _ => {
            let reason = format!("`{status}` is none of `ongoing`, `finalized` and `terminated`");
            Err(CellError::new("Project Status", reason))
        }
    }
}

/// The activity type of Horizon Europe that a type of organisation is, where it is clearly one.
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

//! What becomes of a project that is there, or not, once something is said of it.

use entity::project;
use entity::value::{Period, ProjectId, ProjectKind, ProjectStage, fold};

use super::projects::ProjectRow;
use crate::app::Work;

/// The project as it is to be: what is said replaces what is there, but a stage never goes back.
pub(super) fn merged(was: Option<&project::Model>, row: &ProjectRow, work: &Work<'_>) -> project::Model {
    // Some have no acronym; then they go by their number.
    let acronym = row.acronym.clone().or_else(|| Some(was?.acronym.clone()));
    let acronym = acronym.unwrap_or_else(|| row.grant.clone());
    let summary = row.summary.clone().or_else(|| was?.summary.clone());
    let searched = [Some(acronym.as_str()), Some(row.title.as_str()), summary.as_deref()];
    let period = Period {
        start: row.period.start.or_else(|| was?.period_start),
        end: row.period.end.or_else(|| was?.period_end),
    };
    project::Model {
        id: was.map_or_else(|| ProjectId(work.id()), |was| was.id),
        acronym_key: fold(&acronym),
        search_key: fold(&searched.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        title: row.title.clone(),
        acronym,
        summary,
        kind: was.map_or(ProjectKind::European, |was| was.kind),
        stage: was.map_or(row.stage, |was| furthest(was.stage, row.stage)),
        period_start: period.start,
        period_end: period.end,
        first_day: period.first_day(),
        last_day: period.last_day(),
        grant_agreement: Some(row.grant.clone()),
        manager: was.and_then(|was| was.manager.clone()),
        website: was.and_then(|was| was.website.clone()).or_else(|| row.website.clone()),
    }
}

/// Where a project stands that stood here and is said to stand there: it never goes back.
fn furthest(was: ProjectStage, said: ProjectStage) -> ProjectStage {
    let rank = |stage| match stage {
        ProjectStage::Idea
        | ProjectStage::Submitted
        | ProjectStage::Awarded
        | ProjectStage::Rejected
        | ProjectStage::Withdrawn => 0,
        ProjectStage::Signed => 1,
        ProjectStage::Suspended => 2,
        ProjectStage::Closed | ProjectStage::Terminated => 3,
    };
    if rank(said) > rank(was) { said } else { was }
}

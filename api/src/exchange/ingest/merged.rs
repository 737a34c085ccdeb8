//! Merges a published project with the stored one, if it exists.

use entity::portfolio::project;
use entity::value::{Period, ProjectId, ProjectKind, ProjectStage, fold};

use super::portal::{First, Merge};
use super::project_row::ProjectRow;
use crate::platform::app::UnitOfWork;

/// The merged project. A stage that a person set never goes back.
pub(super) fn merged(
    was: Option<&project::Model>,
    row: &ProjectRow,
    merge: &mut Merge<'_>,
    work: &UnitOfWork<'_>,
) -> project::Model {
    let acronym =
        merge.field("acronym", was.map(|was| was.acronym.clone()), acronym(was, row, merge), First::Replace);
    let acronym = acronym.unwrap_or_else(|| row.grant.clone());
    let title =
        merge.field("title", was.map(|was| was.title.clone()), Some(row.title.clone()), First::Replace);
    let title = title.unwrap_or_else(|| row.title.clone());
    let summary =
        merge.field("summary", was.and_then(|was| was.summary.clone()), row.summary.clone(), First::Replace);
    let start = merge.field("start", was.and_then(|was| was.period_start), row.period.start, First::Replace);
    let end = merge.field("end", was.and_then(|was| was.period_end), row.period.end, First::Replace);
    let website =
        merge.field("website", was.and_then(|was| was.website.clone()), row.website.clone(), First::Keep);
    let searched = [Some(acronym.as_str()), Some(title.as_str()), summary.as_deref()];
    let bare = project::Model {
        id: was.map_or_else(|| ProjectId(work.id()), |was| was.id),
        acronym_key: fold(&acronym),
        search_key: fold(&searched.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        title,
        acronym,
        summary,
        kind: was.map_or(ProjectKind::European, |was| was.kind),
        stage: stage(was, row, merge),
        period_start: None,
        period_end: None,
        first_day: None,
        last_day: None,
        grant_agreement: Some(row.grant.clone()),
        manager: was.and_then(|was| was.manager.clone()),
        website,
    };
    with_period(bare, Period { start, end })
}

pub(super) fn with_period(row: project::Model, period: Period) -> project::Model {
    project::Model {
        period_start: period.start,
        period_end: period.end,
        first_day: period.first_day(),
        last_day: period.last_day(),
        ..row
    }
}

/// The published acronym. Without one, the acronym is the grant number, unless a person set another.
fn acronym(was: Option<&project::Model>, row: &ProjectRow, merge: &Merge<'_>) -> Option<String> {
    let is_published = |was: &project::Model| merge.is_portals("acronym", Some(&was.acronym));
    let by_number = || was.is_none_or(is_published).then(|| row.grant.clone());
    row.acronym.clone().or_else(by_number)
}

/// The stage: the published one, or a later one that a person set.
fn stage(was: Option<&project::Model>, row: &ProjectRow, merge: &mut Merge<'_>) -> ProjectStage {
    let is_published = was.is_none_or(|was| merge.is_portals("stage", Some(&was.stage)));
    merge.after.insert("stage".to_owned(), super::portal::json(Some(&row.stage)));
    match was {
        Some(was) if !is_published => furthest(was.stage, row.stage),
        _ => row.stage,
    }
}

/// The later of the stored and the published stage.
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

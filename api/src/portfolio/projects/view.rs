use entity::portfolio::project;
use entity::value::{Period, ThemeCode};
use openapi::portfolio::programmes::ProgrammeRef;
use openapi::portfolio::projects::{Project, ProjectDetailsInput};

pub(crate) fn project(row: project::Model, themes: Vec<ThemeCode>, programmes: Vec<ProgrammeRef>) -> Project {
    Project {
        id: row.id,
        acronym: row.acronym,
        title: row.title,
        summary: row.summary,
        kind: row.kind,
        stage: row.stage,
        period: Period { start: row.period_start, end: row.period_end },
        grant_agreement: row.grant_agreement,
        manager: row.manager,
        website: row.website,
        themes,
        programmes,
    }
}

/// The input fields of a project.
pub(super) fn to_input(row: project::Model, themes: Vec<ThemeCode>) -> ProjectDetailsInput {
    let period = Period { start: row.period_start, end: row.period_end };
    ProjectDetailsInput {
        acronym: row.acronym,
        title: row.title,
        summary: row.summary,
        kind: row.kind,
        period: (!period.is_unknown()).then_some(period),
        grant_agreement: row.grant_agreement,
        manager: row.manager,
        website: row.website,
        themes,
        reason: None,
    }
}

/// Adds a programme to a list, unless it is already there.
pub(crate) fn add_programme(programmes: &mut Vec<ProgrammeRef>, programme: ProgrammeRef) {
    if !programmes.contains(&programme) {
        programmes.push(programme);
    }
}

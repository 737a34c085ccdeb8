use entity::portfolio::project;
use entity::value::{Period, ProjectId, ProjectStage, ThemeCode, fold};
use openapi::portfolio::projects::{ProjectDetailsInput, ProjectInput};

use crate::platform::validation::ValidationErrors;

/// Validates the input of a project.
pub(super) fn check(input: &ProjectDetailsInput, faults: &mut ValidationErrors) {
    faults.blank("/acronym", &input.acronym);
    faults.blank("/title", &input.title);
    faults.reversed("/period", &input.period.unwrap_or_default());
    for (index, code) in input.themes.iter().enumerate() {
        if let Some(first) = input.themes[..index].iter().position(|other| other == code) {
            faults.twice(&format!("/themes/{index}"), &format!("the theme `{code}`"), ("theme", first));
        }
    }
}

/// The row of a project at a stage, and its theme codes.
pub(super) fn row(
    id: ProjectId,
    stage: ProjectStage,
    input: ProjectDetailsInput,
) -> (project::Model, Vec<ThemeCode>) {
    let ProjectDetailsInput {
        acronym,
        title,
        summary,
        kind,
        period,
        grant_agreement,
        manager,
        website,
        themes,
        reason: _,
    } = input;
    let period = period.unwrap_or_default();
    let searched = [Some(acronym.as_str()), Some(title.as_str()), summary.as_deref()];
    let row = project::Model {
        id,
        acronym_key: fold(&acronym),
        search_key: fold(&searched.into_iter().flatten().collect::<Vec<_>>().join(" ")),
        acronym,
        title,
        summary,
        kind,
        stage,
        period_start: period.start,
        period_end: period.end,
        first_day: period.first_day(),
        last_day: period.last_day(),
        grant_agreement,
        manager,
        website,
    };
    (row, themes)
}

/// A valid row in place of an invalid one, to validate the parts; it is rolled back.
pub(super) fn stand_in(row: project::Model) -> project::Model {
    let Period { start, end } = Period::default();
    project::Model {
        acronym_key: row.id.0.to_string(),
        period_start: start,
        period_end: end,
        first_day: None,
        last_day: None,
        ..row
    }
}

/// Splits the input of a new project into its own fields and its parts.
pub(super) fn split(new: ProjectInput) -> (ProjectDetailsInput, Option<ProjectStage>, Parts) {
    let ProjectInput {
        acronym,
        title,
        summary,
        kind,
        stage,
        period,
        grant_agreement,
        manager,
        website,
        themes,
        partners,
        work_packages,
        deliverables,
        milestones,
        reports,
    } = new;
    let input = ProjectDetailsInput {
        acronym,
        title,
        summary,
        kind,
        period,
        grant_agreement,
        manager,
        website,
        themes,
        reason: None,
    };
    (input, stage, Parts { partners, work_packages, deliverables, milestones, reports })
}

/// The parts of a new project.
#[derive(Debug)]
pub(super) struct Parts {
    pub(super) partners: Vec<openapi::portfolio::partners::PartnerInput>,
    pub(super) work_packages: Vec<openapi::portfolio::work_packages::WorkPackageInput>,
    pub(super) deliverables: Vec<openapi::portfolio::deliverables::DeliverableInput>,
    pub(super) milestones: Vec<openapi::portfolio::milestones::MilestoneInput>,
    pub(super) reports: Vec<openapi::portfolio::reports::ReportInput>,
}

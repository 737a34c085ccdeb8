use entity::portfolio::milestone;
use entity::value::{MilestoneId, MilestoneStage, ProjectId, WorkPackageId};
use openapi::portfolio::milestones::MilestoneInput;

/// The row of a new milestone, without its due date.
pub(crate) fn row(
    id: MilestoneId,
    project_id: ProjectId,
    form: MilestoneInput,
    work_package: Option<WorkPackageId>,
) -> milestone::Model {
    let MilestoneInput { number, title, description, verification, work_package: _, lead, due: _, reason: _ } =
        form;
    milestone::Model {
        id,
        project_id,
        number_key: number.key(),
        number,
        title,
        description,
        verification,
        work_package_id: work_package,
        lead_id: lead,
        due: None,
        due_on: None,
        original_due: None,
        original_due_on: None,
        stage: MilestoneStage::Planned,
        stage_on: None,
    }
}

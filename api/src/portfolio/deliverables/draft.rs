use entity::portfolio::deliverable;
use entity::value::{DeliverableId, ProjectId, SubmissionStage, WorkPackageId};
use openapi::portfolio::deliverables::DeliverableInput;

/// The row of a new deliverable, without its due date.
pub(crate) fn row(
    id: DeliverableId,
    project_id: ProjectId,
    form: DeliverableInput,
    work_package: Option<WorkPackageId>,
) -> deliverable::Model {
    let DeliverableInput {
        number,
        title,
        description,
        kind,
        dissemination,
        work_package: _,
        lead,
        due: _,
        reason: _,
    } = form;
    deliverable::Model {
        id,
        project_id,
        number_key: number.key(),
        number,
        title,
        description,
        kind,
        dissemination,
        work_package_id: work_package,
        lead_id: lead,
        due: None,
        due_on: None,
        original_due: None,
        original_due_on: None,
        stage: SubmissionStage::Planned,
        stage_on: None,
    }
}

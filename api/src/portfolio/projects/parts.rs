//! The parts of a project that are made with it.

use std::collections::HashMap;

use entity::portfolio::{deliverable, milestone, participation, report, work_package};
use entity::value::{ItemNumber, ProjectId};

use super::draft::Parts;
use crate::platform::app::Work;
use crate::platform::error::Result;
use crate::platform::resource::{Made, made};
use crate::platform::validation::Faults;

/// Adds the parts of a project, each by the rules of its own slice, and collects what is wrong with any.
pub(super) async fn add(
    work: &Work<'_>,
    project: ProjectId,
    parts: Parts,
    faults: &mut Faults,
) -> Result<()> {
    let Parts { partners, work_packages, deliverables, milestones, reports } = parts;
    each::<participation::Entity>(work, project, ("/partners", partners), |_| None, faults).await?;
    each::<work_package::Entity>(
        work,
        project,
        ("/work_packages", work_packages),
        |part| Some(&part.number),
        faults,
    )
    .await?;
    let deliverables = ("/deliverables", deliverables);
    each::<deliverable::Entity>(work, project, deliverables, |part| Some(&part.number), faults).await?;
    let milestones = ("/milestones", milestones);
    each::<milestone::Entity>(work, project, milestones, |part| Some(&part.number), faults).await?;
    each::<report::Entity>(work, project, ("/reports", reports), |part| Some(&part.number), faults).await
}

async fn each<R: Made<Parent = ProjectId>>(
    work: &Work<'_>,
    project: ProjectId,
    (place, parts): (&str, Vec<R::New>),
    number: fn(&R::New) -> Option<&ItemNumber>,
    faults: &mut Faults,
) -> Result<()> {
    let mut seen = HashMap::new();
    for (index, part) in parts.into_iter().enumerate() {
        let pointer = format!("{place}/{index}");
        if let Some(number) = number(&part) {
            let first = *seen.entry(number.key()).or_insert(index);
            if first != index {
                let what = format!("the number {number}");
                faults.twice(&format!("{pointer}/number"), &what, (R::NAME, first));
                continue;
            }
        }
        let made = made::<R>(work, project, part).await;
        faults.within(&pointer, made)?;
    }
    Ok(())
}

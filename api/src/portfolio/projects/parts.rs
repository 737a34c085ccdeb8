//! The parts of a project that are created with it.

use std::collections::HashMap;

use entity::value::{ItemNumber, ProjectId};

use super::draft::Parts;
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::platform::resource::{Create, create_resource};
use crate::platform::validation::ValidationErrors;
use crate::portfolio::resources::Deliverables;
use crate::portfolio::resources::Milestones;
use crate::portfolio::resources::Partners;
use crate::portfolio::resources::Reports;
use crate::portfolio::resources::WorkPackages;

/// Adds the parts of a project by the rules of their slices, and collects all errors.
pub(super) async fn add(
    work: &UnitOfWork<'_>,
    project: ProjectId,
    parts: Parts,
    faults: &mut ValidationErrors,
) -> Result<()> {
    let Parts { partners, work_packages, deliverables, milestones, reports } = parts;
    each::<Partners>(work, project, ("/partners", partners), |_| None, faults).await?;
    each::<WorkPackages>(work, project, ("/work_packages", work_packages), |part| Some(&part.number), faults)
        .await?;
    let deliverables = ("/deliverables", deliverables);
    each::<Deliverables>(work, project, deliverables, |part| Some(&part.number), faults).await?;
    let milestones = ("/milestones", milestones);
    each::<Milestones>(work, project, milestones, |part| Some(&part.number), faults).await?;
    each::<Reports>(work, project, ("/reports", reports), |part| Some(&part.number), faults).await
}

async fn each<R: Create<Parent = ProjectId>>(
    work: &UnitOfWork<'_>,
    project: ProjectId,
    (place, parts): (&str, Vec<R::New>),
    number: fn(&R::New) -> Option<&ItemNumber>,
    faults: &mut ValidationErrors,
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
        let made = create_resource::<R>(work, project, part).await;
        faults.within(&pointer, made)?;
    }
    Ok(())
}

//! What is the owner's of a grant: the contributions to the owner's own parts in the project, together.

use std::collections::HashMap;

use entity::value::{CurrencyCode, Money, ProjectId};
use entity::{funding_line, organisation, participation, project};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::outcome::Outcome;
use crate::app::Work;
use crate::error::Result;

/// Fills in the own share of the grants of some projects, where it is not known and can be: from then on it changes
/// by an amendment alone. More than the award, or less than nothing, is no share of it.
pub(crate) async fn write(work: &Work<'_>, projects: &[ProjectId], outcome: &mut Outcome) -> Result<()> {
    let is_owner = organisation::COLUMN.is_owner.eq(true);
    let Some(owner) = organisation::Entity::find().filter(is_owner).one(work.tx).await? else {
        return Ok(());
    };
    let parts = participation::Entity::find()
        .filter(participation::COLUMN.project_id.is_in(projects.iter().copied()))
        .filter(participation::COLUMN.organisation_id.eq(owner.id));
    let mut shares: HashMap<ProjectId, Vec<Money>> = HashMap::new();
    let euro = CurrencyCode::default();
    for part in parts.all(work.tx).await?.into_iter().filter(|part| part.currency == euro) {
        shares.entry(part.project_id).or_default().extend(part.budget_share);
    }
    let wanted = project::COLUMN.id.is_in(projects.iter().copied());
    let mut lines = lines_of(work, projects.to_vec()).await?;
    for project in project::Entity::find().filter(wanted).all(work.tx).await? {
        let Some(shares) = shares.remove(&project.id).filter(|shares| !shares.is_empty()) else { continue };
        let of_grant =
            |line: &funding_line::Model| line.reference == project.grant_agreement && line.currency == euro;
        let Some(line) = lines.remove(&project.id).into_iter().flatten().find(of_grant) else { continue };
        let share = Money::total(shares)?;
        let within = line.total_award.is_some_and(|award| (Money::ZERO..=award).contains(&share));
        if line.own_share.is_none() && within {
            let mut is = line.clone();
            is.own_share = Some(share);
            outcome.put(work, ("funding line", is.id.0), Some(&line), &is).await?;
        }
    }
    Ok(())
}

/// The lines of funding of some projects, held until the work is done.
pub(crate) async fn lines_of(
    work: &Work<'_>,
    projects: Vec<ProjectId>,
) -> Result<HashMap<ProjectId, Vec<funding_line::Model>>> {
    let mut lines: HashMap<ProjectId, Vec<_>> = HashMap::new();
    let wanted = funding_line::COLUMN.project_id.is_in(projects);
    for row in funding_line::Entity::find().filter(wanted).lock_exclusive().all(work.tx).await? {
        if let Some(project) = row.project_id {
            lines.entry(project).or_default().push(row);
        }
    }
    Ok(lines)
}

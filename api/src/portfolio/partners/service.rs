use entity::finance::{budget_line, cost, financing};
use entity::portfolio::{deliverable, milestone, organisation, participation, work_package};
use entity::value::{OrganisationId, ProjectId, fold};
use openapi::platform::error_code::ErrorCode;
use openapi::portfolio::partners::PartnerInput;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};

use super::draft;
use crate::platform::app::UnitOfWork;
use crate::platform::constraint::{References, require_exists};
use crate::platform::error::{Error, Result, fault};
use crate::platform::validation::ValidationErrors;

pub(super) async fn rules(work: &UnitOfWork<'_>, input: &PartnerInput) -> Result<()> {
    let mut faults = ValidationErrors::default();
    draft::check(input, &mut faults);
    require_exists::<organisation::Entity>(
        work,
        input.organisation,
        "/organisation",
        "organisation",
        &mut faults,
    )
    .await?;
    faults.into_result()
}

/// Checks that no other partner has the same organisation, or the same group name, in the same role. The
/// project is locked, so none can be added meanwhile.
pub(super) async fn apart(work: &UnitOfWork<'_>, row: &participation::Model) -> Result<()> {
    let group = |row: &participation::Model| row.group_label.as_deref().map(fold);
    let others = of_project(row.project_id).all(work.tx).await?;
    let same = others.iter().any(|other| {
        other.id != row.id
            && other.role == row.role
            && other.organisation_id == row.organisation_id
            && group(other) == group(row)
    });
    if !same {
        return Ok(());
    }
    let pointer = if row.organisation_id.is_some() { "/organisation" } else { "/group/label" };
    let detail = "it is already a partner of the project in this role";
    Err(Error::Conflict(vec![fault(
        openapi::platform::problem::ErrorLocation::Body,
        pointer,
        ErrorCode::Taken,
        detail,
    )]))
}

fn of_project(project: ProjectId) -> sea_orm::Select<participation::Entity> {
    participation::Entity::find().filter(participation::COLUMN.project_id.eq(project))
}

/// Checks that an organisation leads nothing in the project, or has another role there, or owns the
/// portfolio.
pub(super) async fn unneeded(work: &UnitOfWork<'_>, row: &participation::Model) -> Result<()> {
    let Some(organisation) = row.organisation_id else { return Ok(()) };
    let others = of_project(row.project_id)
        .filter(participation::COLUMN.organisation_id.eq(organisation))
        .filter(participation::COLUMN.id.ne(row.id));
    let is_owner = organisation::Entity::find_by_id(organisation)
        .filter(organisation::COLUMN.is_owner.eq(true))
        .one(work.tx)
        .await?;
    if is_owner.is_some() || others.one(work.tx).await?.is_some() {
        return Ok(());
    }
    let mut holders = References::default();
    led_by(work, organisation, LedBy::In(row.project_id), &mut holders).await?;
    holders.require_none(work).await
}

/// Checks that a partner has no budgeted or declared costs, and finances none.
pub(super) async fn without_money(work: &UnitOfWork<'_>, row: &participation::Model) -> Result<()> {
    let lines = budget_line::Entity::find().filter(budget_line::COLUMN.participation_id.eq(row.id));
    let money = financing::Entity::find().filter(financing::COLUMN.participation_id.eq(row.id));
    let costs = cost::Entity::find().filter(cost::COLUMN.participation_id.eq(row.id));
    let mut holders = References::default();
    holders.find(work, lines).await?;
    holders.find(work, money).await?;
    holders.find(work, costs).await?;
    holders.require_none(work).await
}

/// Where an organisation is the lead.
#[derive(Clone, Copy, Debug)]
pub(crate) enum LedBy {
    Anywhere,
    In(ProjectId),
    /// In projects of which it is not a partner.
    AsNoPartner(OrganisationId),
}

impl LedBy {
    fn within(self, project: impl ColumnTrait) -> Condition {
        let all = Condition::all();
        match self {
            Self::Anywhere => all,
            Self::In(id) => all.add(project.eq(id)),
            Self::AsNoPartner(organisation) => {
                let taking_part = Query::select()
                    .column(participation::Column::ProjectId)
                    .from(participation::Entity)
                    .and_where(participation::Column::OrganisationId.eq(organisation))
                    .take();
                all.add(project.not_in_subquery(taking_part))
            }
        }
    }
}

/// Adds the items that an organisation leads.
pub(crate) async fn led_by(
    work: &UnitOfWork<'_>,
    organisation: OrganisationId,
    led: LedBy,
    holders: &mut References,
) -> Result<()> {
    let work_packages = work_package::Entity::find()
        .filter(work_package::COLUMN.lead_id.eq(organisation))
        .filter(led.within(work_package::Column::ProjectId));
    let deliverables = deliverable::Entity::find()
        .filter(deliverable::COLUMN.lead_id.eq(organisation))
        .filter(led.within(deliverable::Column::ProjectId));
    let milestones = milestone::Entity::find()
        .filter(milestone::COLUMN.lead_id.eq(organisation))
        .filter(led.within(milestone::Column::ProjectId));
    holders.find(work, work_packages).await?;
    holders.find(work, deliverables).await?;
    holders.find(work, milestones).await?;
    Ok(())
}

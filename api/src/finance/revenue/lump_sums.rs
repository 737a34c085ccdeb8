//! The lump sums of work packages, and the days of their completion.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use entity::finance::{budget, budget_line, financing, funding_line};
use entity::portfolio::{deliverable, milestone};
use entity::value::{
    BudgetId, BudgetStage, CostCategory, FundingLineId, MilestoneStage, ProjectId, RecognitionMethod,
    SubmissionStage, WorkPackageId,
};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::receipts::recognised_by;
use super::recognition::LumpSum;
use crate::platform::error::Result;
use crate::portfolio::partners::queries::is_owners;

/// The lump sums of signed lines with the method `work_packages`, from approved budgets that only this line
/// pays for: those of the owner, and those that no partner has for itself.
///
/// A lump sum is the funding of a budget line, or its whole amount if the rate is not known. It is the
/// amount that the funder pays for the work package (Model Grant Agreement, article 6).
pub(crate) async fn lump_sums(
    connection: &impl ConnectionTrait,
) -> Result<HashMap<FundingLineId, Vec<LumpSum>>> {
    let paid = paid_alone(connection).await?;
    if paid.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = budget_line::Entity::find()
        .filter(budget_line::COLUMN.budget_id.in_subquery(approved()))
        .filter(budget_line::COLUMN.category.eq(CostCategory::LumpSum))
        .filter(is_owners(budget_line::Column::ParticipationId))
        .all(connection)
        .await?;
    let done = completion_days(connection).await?;
    let mut sums: HashMap<FundingLineId, Vec<LumpSum>> = HashMap::new();
    for row in rows {
        let Some((line, work_package)) = paid.get(&row.budget_id).copied().zip(row.work_package_id) else {
            continue;
        };
        let parts = done.get(&work_package).map(Vec::as_slice).unwrap_or_default();
        let sum = LumpSum {
            amount: row.funding.unwrap_or(row.amount),
            undivided: row.participation_id.is_none(),
            completed_on: completed_on(parts),
        };
        sums.entry(line).or_default().push(sum);
    }
    Ok(sums)
}

/// The day of completion: the last deliverable is accepted and the last milestone achieved. A work package
/// without both, or with an open one, is not completed.
fn completed_on(parts: &[Option<NaiveDate>]) -> Option<NaiveDate> {
    parts.iter().copied().collect::<Option<Vec<_>>>()?.into_iter().max()
}

/// The approved budgets of the projects of lines with the method `work_packages`.
fn approved() -> SelectStatement {
    let projects = Query::select()
        .column(funding_line::Column::ProjectId)
        .from(funding_line::Entity)
        .and_where(funding_line::COLUMN.id.in_subquery(recognised_by(RecognitionMethod::WorkPackages)))
        .take();
    Query::select()
        .column(budget::Column::Id)
        .from(budget::Entity)
        .and_where(budget::COLUMN.stage.eq(BudgetStage::Approved))
        .and_where(budget::COLUMN.project_id.in_subquery(projects))
        .take()
}

/// The line that alone pays for each budget, in the currency of the budget. It is the only line that the
/// budget names. If the budget names none, it is the only line of the project with the method
/// `work_packages`.
async fn paid_alone(connection: &impl ConnectionTrait) -> Result<HashMap<BudgetId, FundingLineId>> {
    let lines = funding_line::Entity::find()
        .filter(funding_line::COLUMN.id.in_subquery(recognised_by(RecognitionMethod::WorkPackages)))
        .all(connection)
        .await?;
    let mut of_project: HashMap<ProjectId, Vec<&funding_line::Model>> = HashMap::new();
    for line in &lines {
        if let Some(project) = line.project_id {
            of_project.entry(project).or_default().push(line);
        }
    }
    let named: Vec<(BudgetId, FundingLineId)> = financing::Entity::find()
        .select_only()
        .column(financing::Column::BudgetId)
        .column(financing::Column::FundingLineId)
        .filter(financing::Column::FundingLineId.is_not_null())
        .filter(financing::COLUMN.budget_id.in_subquery(approved()))
        .into_tuple()
        .all(connection)
        .await?;
    let mut payers: HashMap<BudgetId, BTreeSet<FundingLineId>> = HashMap::new();
    for (budget, line) in named {
        payers.entry(budget).or_default().insert(line);
    }
    let budgets = budget::Entity::find().filter(budget::COLUMN.id.in_subquery(approved()));
    let mut paid = HashMap::new();
    for budget in budgets.all(connection).await? {
        let lines = of_project.get(&budget.project_id).map(Vec::as_slice).unwrap_or_default();
        let alone = match payers.get(&budget.id) {
            Some(named) if named.len() == 1 => lines.iter().find(|line| named.contains(&line.id)),
            Some(_) => None,
            None => lines.first().filter(|_| lines.len() == 1),
        };
        if let Some(line) = alone.filter(|line| line.currency == budget.currency) {
            paid.insert(budget.id, line.id);
        }
    }
    Ok(paid)
}

/// A part of a work package: its stage, and the day of that stage.
type Part<S> = (WorkPackageId, S, Option<NaiveDate>);

/// When the deliverables of these work packages were accepted, and their milestones achieved.
async fn completion_days(
    connection: &impl ConnectionTrait,
) -> Result<HashMap<WorkPackageId, Vec<Option<NaiveDate>>>> {
    let work_packages = Query::select()
        .column(budget_line::Column::WorkPackageId)
        .from(budget_line::Entity)
        .and_where(budget_line::COLUMN.category.eq(CostCategory::LumpSum))
        .and_where(budget_line::COLUMN.budget_id.in_subquery(approved()))
        .take();
    let deliverables: Vec<Part<SubmissionStage>> = deliverable::Entity::find()
        .select_only()
        .column(deliverable::Column::WorkPackageId)
        .column(deliverable::Column::Stage)
        .column(deliverable::Column::StageOn)
        .filter(deliverable::Column::WorkPackageId.in_subquery(work_packages.clone()))
        .into_tuple()
        .all(connection)
        .await?;
    let milestones: Vec<Part<MilestoneStage>> = milestone::Entity::find()
        .select_only()
        .column(milestone::Column::WorkPackageId)
        .column(milestone::Column::Stage)
        .column(milestone::Column::StageOn)
        .filter(milestone::Column::WorkPackageId.in_subquery(work_packages))
        .into_tuple()
        .all(connection)
        .await?;
    let mut done: HashMap<_, Vec<_>> = HashMap::new();
    for (id, stage, on) in deliverables {
        done.entry(id).or_default().push(on.filter(|_| stage == SubmissionStage::Accepted));
    }
    for (id, stage, on) in milestones {
        done.entry(id).or_default().push(on.filter(|_| stage == MilestoneStage::Achieved));
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_package_is_completed_with_its_last_part() {
        let day = |written: &str| Some(written.parse::<NaiveDate>().expect("a day"));
        assert_eq!(
            completed_on(&[day("2024-03-01"), day("2024-09-01"), day("2024-06-01")]),
            day("2024-09-01")
        );
        assert_eq!(completed_on(&[day("2024-03-01"), None]), None);
        assert_eq!(completed_on(&[]), None, "a work package without parts is not completed");
    }
}

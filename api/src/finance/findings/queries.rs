use std::collections::HashMap;

use entity::finance::{budget, budget_line, cost, financing, funding_line};
use entity::value::{BudgetId, BudgetStage, FundingForm, FundingStage, Money};
use openapi::finance::findings::{Finding, FindingFilter, FindingKind};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::checks::{Granted, Pays, counted_twice, documents_twice, paid_twice, too_many_days};
use super::evidence::{self, Evidence};
use super::{ledger, plan};
use crate::platform::error::Result;
use crate::platform::refs::project_refs;

/// The days of a person in a year (215), in millionths, as stored.
const MORE_THAN_A_YEAR: i64 = 215_000_000;

/// All findings, kind by kind.
pub(super) async fn findings(
    connection: &impl ConnectionTrait,
    filter: &FindingFilter,
) -> Result<Vec<Finding>> {
    let FindingFilter { kind, project } = filter;
    let asked = |one| kind.is_none_or(|kind| kind == one);
    let mut found = Vec::new();
    if asked(FindingKind::DocumentTwice) {
        let twice = documents_twice(with_shared_documents(connection).await?);
        found.extend(twice.into_iter().map(evidence::document));
    }
    if asked(FindingKind::TooManyDays) {
        found.extend(too_many_days(of_busy_persons(connection).await?).into_iter().map(evidence::days));
    }
    if asked(FindingKind::FundingCountedTwice) {
        found.extend(counted_twice(paid(connection).await?)?.into_iter().map(evidence::counted_twice));
    }
    if asked(FindingKind::ActionPaidTwice) {
        found.extend(paid_twice(granted(connection).await?)?.into_iter().map(evidence::paid_twice));
    }
    if asked(FindingKind::SeveralCoordinators) {
        found.extend(plan::several_coordinators(connection).await?.into_iter().map(evidence::coordinators));
    }
    if asked(FindingKind::ReportingPeriodsOverlap) {
        found.extend(plan::overlapping_reports(connection).await?.into_iter().map(evidence::overlap));
    }
    if asked(FindingKind::DueAfterEnd) {
        found.extend(plan::due_after_end(connection).await?.into_iter().map(evidence::late));
    }
    if asked(FindingKind::LedgerAboveOwnShare) || asked(FindingKind::LedgerBelowOwnShare) {
        let misses = ledger::misses(connection).await?.into_iter().map(evidence::ledger);
        found.extend(misses.filter(|one| asked(one.kind())));
    }
    found.retain(|one: &Evidence| project.is_none_or(|project| one.projects().any(|id| id == project)));
    let of_all = found.iter().flat_map(Evidence::projects).map(Some);
    let projects = project_refs(connection, of_all).await?;
    Ok(found.into_iter().map(|one| one.into_finding(&projects)).collect())
}

/// The costs whose document is also the document of costs in another project or under another funding line.
async fn with_shared_documents(connection: &impl ConnectionTrait) -> Result<Vec<cost::Model>> {
    let line = Func::coalesce([Expr::col(cost::Column::FundingLineId), Expr::col(cost::Column::ProjectId)]);
    let shared = cost::Entity::find()
        .select_only()
        .column(cost::Column::DocumentKey)
        .filter(cost::Column::DocumentKey.is_not_null())
        .group_by(cost::Column::DocumentKey)
        .having(Expr::expr(line).count_distinct().gt(1));
    let those = cost::Column::DocumentKey.in_subquery(sea_orm::QueryTrait::into_query(shared));
    Ok(cost::Entity::find().filter(those).order_by_asc(cost::COLUMN.id).all(connection).await?)
}

/// The costs of persons who have more days in all years together than one year allows.
async fn of_busy_persons(connection: &impl ConnectionTrait) -> Result<Vec<cost::Model>> {
    let busy = cost::Entity::find()
        .select_only()
        .column(cost::Column::PersonKey)
        .filter(cost::Column::Days.is_not_null())
        .group_by(cost::Column::PersonKey)
        .having(Expr::expr(Func::sum(Expr::col(cost::Column::Days))).gt(MORE_THAN_A_YEAR));
    let those = cost::Column::PersonKey.in_subquery(sea_orm::QueryTrait::into_query(busy));
    let with_days = cost::Entity::find().filter(those).filter(cost::Column::Days.is_not_null());
    Ok(with_days.order_by_asc(cost::COLUMN.incurred_on).order_by_asc(cost::COLUMN.id).all(connection).await?)
}

/// The approved budgets, with one column.
fn approved(column: budget::Column) -> SelectStatement {
    Query::select()
        .column(column)
        .from(budget::Entity)
        .and_where(budget::COLUMN.stage.eq(BudgetStage::Approved))
        .take()
}

async fn approved_budgets(connection: &impl ConnectionTrait) -> Result<HashMap<BudgetId, budget::Model>> {
    let rows = budget::Entity::find().filter(budget::COLUMN.stage.eq(BudgetStage::Approved));
    Ok(rows.all(connection).await?.into_iter().map(|row| (row.id, row)).collect())
}

/// The amounts that funding lines pay for approved budgets.
async fn paid(connection: &impl ConnectionTrait) -> Result<Vec<Pays>> {
    let budgets = approved_budgets(connection).await?;
    let rows = financing::Entity::find()
        .filter(financing::Column::FundingLineId.is_not_null())
        .filter(financing::COLUMN.budget_id.in_subquery(approved(budget::Column::Id)))
        .order_by_asc(financing::COLUMN.id)
        .all(connection)
        .await?;
    let named = Query::select()
        .column(financing::Column::FundingLineId)
        .from(financing::Entity)
        .and_where(financing::Column::FundingLineId.is_not_null())
        .take();
    let lines = funding_line::Entity::find().filter(funding_line::COLUMN.id.in_subquery(named));
    let lines: HashMap<_, _> = lines.all(connection).await?.into_iter().map(|row| (row.id, row)).collect();
    let pays = rows.into_iter().filter_map(|row| {
        let line = lines.get(&row.funding_line_id?)?.clone();
        let budget = budgets.get(&row.budget_id)?.clone();
        Some(Pays { line, budget, amount: row.amount })
    });
    Ok(pays.collect())
}

/// The approved budgets with their costs and the signed grants of their projects.
async fn granted(connection: &impl ConnectionTrait) -> Result<Vec<Granted>> {
    let lines = funding_line::Entity::find()
        .filter(funding_line::COLUMN.form.eq(FundingForm::Grant))
        .filter(funding_line::COLUMN.stage.is_in(FundingStage::SIGNED))
        .filter(funding_line::COLUMN.project_id.in_subquery(approved(budget::Column::ProjectId)))
        .order_by_asc(funding_line::COLUMN.id);
    let mut of_project: HashMap<_, Vec<_>> = HashMap::new();
    for line in lines.all(connection).await? {
        of_project.entry(line.project_id).or_default().push(line);
    }
    let costs = costs(connection).await?;
    let mut granted = Vec::new();
    for budget in approved_budgets(connection).await?.into_values() {
        let mut lines = of_project.remove(&Some(budget.project_id)).unwrap_or_default();
        lines.retain(|line| line.currency == budget.currency);
        let costs = costs.get(&budget.id).copied().unwrap_or(Money::ZERO);
        granted.push(Granted { budget, costs, lines });
    }
    granted.sort_by_key(|one| one.budget.id);
    Ok(granted)
}

/// The costs of each approved budget.
async fn costs(connection: &impl ConnectionTrait) -> Result<HashMap<BudgetId, Money>> {
    let total = Expr::expr(Func::sum(Expr::col(budget_line::Column::Amount))).cast_as("bigint");
    let sums: Vec<(BudgetId, Money)> = budget_line::Entity::find()
        .select_only()
        .column(budget_line::Column::BudgetId)
        .column_as(total, "amount")
        .filter(budget_line::COLUMN.budget_id.in_subquery(approved(budget::Column::Id)))
        .group_by(budget_line::Column::BudgetId)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(sums.into_iter().collect())
}

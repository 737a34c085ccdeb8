use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;

use entity::finance::{budget, budget_line, financing};
use entity::value::{BudgetId, Money};
use openapi::finance::budgets::{Budget, BudgetTotals};
use openapi::platform::problem::ErrorLocation;
use openapi::platform::rights::Right;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::view;
use crate::finance::grant_rules::bases::INDIRECT;
use crate::finance::resources::Budgets;
use crate::platform::auth::{Caller, FinancialScope};
use crate::platform::error::{Error, Result, fault};
use crate::platform::refs::project_refs;
use crate::platform::resource::{Resource, find_row};

/// A version that the caller may see.
pub(crate) async fn find_visible(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    id: BudgetId,
) -> Result<budget::Model> {
    caller.require(Right::ReadMoney)?;
    let scope = FinancialScope::of(connection, caller).await?;
    let row = find_row::<Budgets>(connection, id).await?;
    Budgets::authorize_read(&row, &scope)?;
    Ok(row)
}

/// Versions with their totals, in three queries.
pub(super) async fn outlines(
    connection: &impl ConnectionTrait,
    rows: Vec<budget::Model>,
) -> Result<Vec<Budget>> {
    let projects = project_refs(connection, rows.iter().map(|row| Some(row.project_id))).await?;
    let ids: Vec<BudgetId> = rows.iter().map(|row| row.id).collect();
    let costs = costs(connection, ids.clone()).await?;
    let financing = financed(connection, ids).await?;
    let mut told = Vec::new();
    for row in rows {
        let costs = costs.get(&row.id).copied().unwrap_or_default();
        let financing = financing.get(&row.id).copied().unwrap_or(Money::ZERO);
        let totals = totals(&row, costs, financing)?;
        told.extend(projects.get(&row.project_id).map(|project| view::budget(row, project.clone(), totals)));
    }
    Ok(told)
}

/// The lines of a version: all costs, indirect costs, funding, and the number of lines without known
/// funding.
type Costs = (i64, i64, Option<i64>, i64);

async fn costs(connection: &impl ConnectionTrait, ids: Vec<BudgetId>) -> Result<HashMap<BudgetId, Costs>> {
    let sum = |column| Expr::expr(Func::sum(column)).cast_as("bigint");
    let amount = || Expr::col(budget_line::Column::Amount);
    let indirect = budget_line::Column::Category.is_in(INDIRECT);
    let indirect = Expr::case(indirect, amount()).finally(0).into();
    let unknown = Expr::case(budget_line::Column::Funding.is_null(), 1).finally(0).into();
    let sums: Vec<(BudgetId, i64, i64, Option<i64>, i64)> = budget_line::Entity::find()
        .select_only()
        .column(budget_line::Column::BudgetId)
        .column_as(sum(amount()), "amount")
        .column_as(sum(indirect), "indirect")
        .column_as(sum(Expr::col(budget_line::Column::Funding)), "funding")
        .column_as(sum(unknown), "unknown")
        .filter(budget_line::COLUMN.budget_id.is_in(ids))
        .group_by(budget_line::Column::BudgetId)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(sums
        .into_iter()
        .map(|(id, all, indirect, funding, unknown)| (id, (all, indirect, funding, unknown)))
        .collect())
}

async fn financed(connection: &impl ConnectionTrait, ids: Vec<BudgetId>) -> Result<HashMap<BudgetId, Money>> {
    let sums: Vec<(BudgetId, Money)> = financing::Entity::find()
        .select_only()
        .column(financing::Column::BudgetId)
        .column_as(Expr::expr(Func::sum(Expr::col(financing::Column::Amount))).cast_as("bigint"), "amount")
        .filter(financing::COLUMN.budget_id.is_in(ids))
        .group_by(financing::Column::BudgetId)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(sums.into_iter().collect())
}

pub(super) fn totals(row: &budget::Model, costs: Costs, financing: Money) -> Result<BudgetTotals> {
    let (all, indirect, funding, unknown) = costs;
    let (costs, indirect_costs) = (Money::from_cents(all)?, Money::from_cents(indirect)?);
    let funding = funding.filter(|_| unknown == 0).map(Money::from_cents).transpose()?;
    Ok(BudgetTotals {
        direct_costs: costs.minus(indirect_costs)?,
        indirect_costs,
        costs,
        funding,
        maximum_funding: funding
            .map(|funding| row.maximum_grant.map_or(funding, |most| Ord::min(most, funding))),
        financing,
        gap: costs.minus(financing)?,
    })
}

/// The version to compare with: the requested one, or the one that it amends, or the one before.
pub(super) async fn other(
    connection: &impl ConnectionTrait,
    row: &budget::Model,
    asked: Option<BudgetId>,
) -> Result<Option<budget::Model>> {
    let of_project = budget::Entity::find().filter(budget::COLUMN.project_id.eq(row.project_id));
    if let Some(id) = asked.or(row.amends_id) {
        let found = of_project.filter(budget::COLUMN.id.eq(id)).one(connection).await?;
        return match found {
            Some(other) if other.currency == row.currency => Ok(Some(other)),
            Some(other) => Err(refused(
                ErrorCode::Currency,
                format!("it is in {}, not in {}", other.currency, row.currency),
            )),
            None => {
                Err(refused(ErrorCode::Unknown, "the budget of the project has no such version".to_owned()))
            }
        };
    }
    let before = of_project
        .filter(budget::COLUMN.version.lt(row.version))
        .filter(budget::COLUMN.currency.eq(row.currency))
        .order_by_desc(budget::COLUMN.version);
    Ok(before.one(connection).await?)
}

fn refused(code: ErrorCode, detail: String) -> Error {
    Error::Invalid(vec![fault(ErrorLocation::Query, "/against", code, detail)])
}

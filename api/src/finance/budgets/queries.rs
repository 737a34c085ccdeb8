use std::collections::HashMap;

use entity::finance::{budget, budget_line, financing};
use entity::value::{BudgetId, Money};
use openapi::finance::budgets::{Budget, BudgetFilter, BudgetTotals};
use openapi::platform::page::{Page, PageQuery};
use openapi::platform::problem::Place;
use openapi::platform::rights::Right;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::parts::Parts;
use super::view;
use crate::platform::auth::{Caller, Eyes};
use crate::platform::error::{Error, Result, fault};
use crate::platform::filter::is;
use crate::platform::http::{Keyset, page_of};
use crate::platform::refs::project_refs;
use crate::platform::resource::{Resource, row_of};
use crate::portfolio::plan::Part;

impl Keyset for budget::Entity {
    const ID: budget::Column = budget::Column::Id;
}

impl Resource for budget::Entity {
    type Id = BudgetId;
    type Told = Budget;
    type Filter = BudgetFilter;
    const NAME: &'static str = "budget";
    const READ: Right = Right::ReadMoney;
    const MONEY: bool = true;
    const PROJECT: Option<budget::Column> = Some(budget::Column::ProjectId);
    const ALONE: &'static [&'static str] = &["periods", "lines", "financing"];

    fn passing(filter: &BudgetFilter) -> Select<Self> {
        let BudgetFilter { project, stage, call } = filter;
        Self::find()
            .filter(is(budget::Column::ProjectId, *project))
            .filter(is(budget::Column::Stage, *stage))
            .filter(is(budget::Column::CallId, *call))
    }

    fn visible(select: Select<Self>, eyes: &Eyes<'_>) -> Result<Select<Self>> {
        Ok(match eyes.only() {
            Some(own) => select.filter(budget::Column::ProjectId.is_in(own)),
            None => select,
        })
    }

    fn look(row: &budget::Model, eyes: &Eyes<'_>) -> Result<()> {
        eyes.must_see_money_of(Some(row.project_id))
    }

    /// A page tells of each version what it totals to, and not its lines.
    async fn page(
        connection: &impl ConnectionTrait,
        caller: &Caller,
        filter: &BudgetFilter,
        page: &PageQuery,
    ) -> Result<Page<Budget>> {
        let eyes = Eyes::of(connection, caller).await?;
        let select = Self::visible(Self::passing(filter), &eyes)?;
        let (rows, next) = page_of(connection, select, None, page).await?;
        let items = outlines(connection, rows).await?;
        Ok(Page { items, next })
    }

    async fn told(connection: &impl ConnectionTrait, rows: Vec<budget::Model>) -> Result<Vec<Budget>> {
        let mut parts = Parts::of(connection, rows.iter().map(|row| row.id).collect()).await?;
        let names = parts.names(connection).await?;
        let outlines = outlines(connection, rows).await?;
        Ok(outlines.into_iter().map(|budget| view::in_full(budget, &mut parts, &names)).collect())
    }
}

impl Part for budget::Entity {
    fn project(row: &budget::Model) -> entity::value::ProjectId {
        row.project_id
    }
}

/// A version that a caller may see.
pub(crate) async fn seen(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    id: BudgetId,
) -> Result<budget::Model> {
    caller.must(Right::ReadMoney)?;
    let eyes = Eyes::of(connection, caller).await?;
    let row = row_of::<budget::Entity>(connection, id).await?;
    budget::Entity::look(&row, &eyes)?;
    Ok(row)
}

/// Versions with what they total to, in three queries.
async fn outlines(connection: &impl ConnectionTrait, rows: Vec<budget::Model>) -> Result<Vec<Budget>> {
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

/// Of the lines of a version: all, those that are indirect, what is funded, how many are not known to be funded.
type Costs = (i64, i64, Option<i64>, i64);

async fn costs(connection: &impl ConnectionTrait, ids: Vec<BudgetId>) -> Result<HashMap<BudgetId, Costs>> {
    let sum = |column| Expr::expr(Func::sum(column)).cast_as("bigint");
    let amount = || Expr::col(budget_line::Column::Amount);
    let indirect = budget_line::Column::Category.is_in(super::cell::INDIRECT);
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

fn totals(row: &budget::Model, costs: Costs, financing: Money) -> Result<BudgetTotals> {
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

/// The version that another is compared with: the one that is asked for, or that it amends, or else the one before.
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
            Some(other) => {
                Err(refused("currency", format!("it is in {}, not in {}", other.currency, row.currency)))
            }
            None => Err(refused("unknown", "the project's budget has no such version".to_owned())),
        };
    }
    let before = of_project
        .filter(budget::COLUMN.version.lt(row.version))
        .filter(budget::COLUMN.currency.eq(row.currency))
        .order_by_desc(budget::COLUMN.version);
    Ok(before.one(connection).await?)
}

fn refused(code: &str, detail: String) -> Error {
    Error::Invalid(vec![fault(Place::Query, "/against", code, detail)])
}

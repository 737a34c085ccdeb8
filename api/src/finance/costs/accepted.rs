//! The owner's costs, converted to a requested currency.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use entity::finance::{budget, budget_period, cost, funding_line};
use entity::value::{BudgetStage, CostCategory, CostStage, CurrencyCode, FundingLineId, Money, ProjectId};
use sea_orm::sea_query::{Expr, ExprTrait, Func, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::converted::exchange;
use super::eligible::Spent;
use crate::platform::error::Result;
use crate::portfolio::partners::queries::is_owners;

/// The owner's accepted costs under a funding line, in its currency. The error says in words why a cost
/// cannot be converted.
pub(crate) type OfLine = Result<Vec<Spent>, String>;

/// The owner's accepted costs under some funding lines. Lines without such costs are missing.
pub(crate) async fn accepted(
    connection: &impl ConnectionTrait,
    lines: SelectStatement,
) -> Result<HashMap<FundingLineId, OfLine>> {
    let rows = funding_line::Entity::find().filter(funding_line::COLUMN.id.in_subquery(lines.clone()));
    let currencies: Vec<(FundingLineId, CurrencyCode)> = rows
        .select_only()
        .column(funding_line::Column::Id)
        .column(funding_line::Column::Currency)
        .into_tuple()
        .all(connection)
        .await?;
    let currencies: HashMap<_, _> = currencies.into_iter().collect();
    let mut told: HashMap<FundingLineId, OfLine> = HashMap::new();
    let mut foreign = Vec::new();
    for (line, category, day, currency, cents) in sums(connection, lines.clone()).await? {
        if currencies.get(&line) == Some(&currency) {
            let spent = Spent { day, category, amount: Money::from_cents(cents)? };
            add(&mut told, line, Ok(spent));
        } else {
            foreign.push(currency);
        }
    }
    for (row, amount) in converted(connection, lines, foreign, &currencies).await? {
        let Some(line) = row.funding_line_id else { continue };
        let spent = amount.map(|amount| Spent { day: row.incurred_on, category: row.category, amount });
        add(&mut told, line, spent);
    }
    Ok(told)
}

fn add(told: &mut HashMap<FundingLineId, OfLine>, line: FundingLineId, spent: Result<Spent, String>) {
    let of_line = told.entry(line).or_insert_with(|| Ok(Vec::new()));
    match (of_line.as_mut(), spent) {
        (Ok(all), Ok(spent)) => all.push(spent),
        (Ok(_), Err(detail)) => *of_line = Err(detail),
        (Err(_), _) => {}
    }
}

/// The line, category, day and currency, and the cents.
type Sum = (FundingLineId, CostCategory, NaiveDate, CurrencyCode, i64);

/// The accepted costs, summed by the database in whole cents.
async fn sums(connection: &impl ConnectionTrait, lines: SelectStatement) -> Result<Vec<Sum>> {
    use cost::Column;
    let keys = [Column::FundingLineId, Column::Category, Column::IncurredOn, Column::Currency];
    let mut select = accepted_under(lines).select_only();
    for key in keys {
        select = select.column(key).group_by(key).order_by_asc(key);
    }
    let total = Expr::expr(Func::sum(Expr::col(Column::Amount))).cast_as("bigint");
    Ok(select.column_as(total, "total").into_tuple().all(connection).await?)
}

fn accepted_under(lines: SelectStatement) -> sea_orm::Select<cost::Entity> {
    cost::Entity::find()
        .filter(cost::COLUMN.stage.eq(CostStage::Accepted))
        .filter(cost::Column::FundingLineId.in_subquery(lines))
        .filter(is_owners(cost::Column::ParticipationId))
}

/// The accepted costs in a currency other than that of their line, converted.
async fn converted(
    connection: &impl ConnectionTrait,
    lines: SelectStatement,
    foreign: Vec<CurrencyCode>,
    currencies: &HashMap<FundingLineId, CurrencyCode>,
) -> Result<Vec<(cost::Model, Result<Money, String>)>> {
    if foreign.is_empty() {
        return Ok(Vec::new());
    }
    let rows = accepted_under(lines).filter(cost::COLUMN.currency.is_in(foreign));
    let rows = rows.order_by_asc(cost::COLUMN.id).all(connection).await?;
    let wanted = rows.into_iter().filter_map(|row| {
        let currency = *currencies.get(&row.funding_line_id?)?;
        (row.currency != currency).then_some((row, currency))
    });
    // The average is of the whole period, so an accepted amount does not change as days pass.
    by_approved_budgets(connection, wanted.collect(), NaiveDate::MAX).await
}

/// Costs in the requested currencies, each by the rule of the approved budget of its project. The error
/// says in words why a cost cannot be converted.
pub(crate) async fn by_approved_budgets(
    connection: &impl ConnectionTrait,
    costs: Vec<(cost::Model, CurrencyCode)>,
    today: NaiveDate,
) -> Result<Vec<(cost::Model, Result<Money, String>)>> {
    let mut by_budget: BTreeMap<(ProjectId, String), (CurrencyCode, Vec<cost::Model>)> = BTreeMap::new();
    for (cost, currency) in costs {
        let key = (cost.project_id, currency.to_string());
        by_budget.entry(key).or_insert((currency, Vec::new())).1.push(cost);
    }
    let mut all = Vec::new();
    for ((project, _), (currency, costs)) in by_budget {
        let Some(budget) = approved(connection, project, currency).await? else {
            let untold = |cost: &cost::Model| {
                let from = cost.currency;
                format!(
                    "no approved budget of the project, in {currency}, has a rule to convert costs in {from}"
                )
            };
            all.extend(costs.into_iter().map(|cost| (cost.clone(), Err(untold(&cost)))));
            continue;
        };
        let periods = budget_period::Entity::find().filter(budget_period::COLUMN.budget_id.eq(budget.id));
        let periods = periods.order_by_asc(budget_period::COLUMN.first_day).all(connection).await?;
        let exchanged = exchange(connection, &budget, &periods, &costs, today).await?;
        let amounts = exchanged.amounts.into_iter();
        let amounts = amounts.map(|amount| amount.map_err(|why| why.in_words().1));
        all.extend(costs.into_iter().zip(amounts));
    }
    Ok(all)
}

async fn approved(
    connection: &impl ConnectionTrait,
    project: ProjectId,
    currency: CurrencyCode,
) -> Result<Option<budget::Model>> {
    let of_project = budget::Entity::find()
        .filter(budget::COLUMN.project_id.eq(project))
        .filter(budget::COLUMN.stage.eq(BudgetStage::Approved))
        .filter(budget::COLUMN.currency.eq(currency));
    Ok(of_project.one(connection).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u128) -> FundingLineId {
        FundingLineId(uuid::Uuid::from_u128(number))
    }

    fn spent(day: &str, amount: &str) -> Spent {
        let (day, amount) = (day.parse().expect("a day"), amount.parse().expect("an amount"));
        Spent { day, category: CostCategory::Employees, amount }
    }

    #[test]
    fn the_costs_of_a_line_are_kept_in_their_order() {
        let mut told = HashMap::new();
        let costs = [spent("2025-03-02", "1.01"), spent("2025-03-01", "-0.02"), spent("2025-03-02", "1.01")];
        for cost in costs {
            add(&mut told, line(1), Ok(cost));
        }
        add(&mut told, line(2), Ok(spent("2024-12-31", "7.00")));
        let expected =
            HashMap::from([(line(1), Ok(costs.to_vec())), (line(2), Ok(vec![spent("2024-12-31", "7.00")]))]);
        assert_eq!(told, expected);
    }

    #[test]
    fn one_cost_that_cannot_be_converted_makes_the_total_of_its_line_unknown() {
        let mut told = HashMap::new();
        add(&mut told, line(1), Ok(spent("2025-03-01", "1.00")));
        add(&mut told, line(2), Ok(spent("2025-03-01", "2.00")));
        add(&mut told, line(1), Err("no rate of GBP".to_owned()));
        add(&mut told, line(1), Ok(spent("2025-03-02", "3.00")));
        add(&mut told, line(1), Err("no rate of SEK".to_owned()));
        add(&mut told, line(3), Err("no rate of SEK".to_owned()));
        let expected = HashMap::from([
            (line(1), Err("no rate of GBP".to_owned())),
            (line(2), Ok(vec![spent("2025-03-01", "2.00")])),
            (line(3), Err("no rate of SEK".to_owned())),
        ]);
        assert_eq!(told, expected);
    }
}

//! The owner's spending: its declared costs, accepted or not.

use chrono::NaiveDate;
use entity::finance::cost;
use entity::value::{CurrencyCode, Money, ProjectId};
use openapi::finance::revenue::{NotCounted, NotCountedReason, Source};
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::running_totals::Dated;
use crate::finance::costs::accepted::by_approved_budgets;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::refs::project_refs;
use crate::portfolio::partners::queries::is_owners;

/// The spending of each day, in the currency of the cash flow, and the costs that could not be converted.
pub(super) async fn spent(
    connection: &impl ConnectionTrait,
    project: Option<ProjectId>,
    currency: CurrencyCode,
    as_of: NaiveDate,
) -> Result<(Dated, Vec<NotCounted>)> {
    let total = Expr::expr(Func::sum(Expr::col(cost::Column::Amount))).cast_as("bigint");
    let sums: Vec<(NaiveDate, i64)> = of_owner(project)
        .select_only()
        .column(cost::Column::IncurredOn)
        .column_as(total, "total")
        .filter(cost::COLUMN.currency.eq(currency))
        .group_by(cost::Column::IncurredOn)
        .into_tuple()
        .all(connection)
        .await?;
    let dated = sums.into_iter().map(|(day, cents)| Ok((day, Money::from_cents(cents)?)));
    let mut dated = dated.collect::<Result<Dated>>()?;
    let foreign = of_owner(project).filter(cost::COLUMN.currency.ne(currency)).order_by_asc(cost::COLUMN.id);
    let foreign = foreign.all(connection).await?.into_iter().map(|row| (row, currency));
    let mut untold = Vec::new();
    for (row, amount) in by_approved_budgets(connection, foreign.collect(), as_of).await? {
        match amount {
            Ok(amount) => dated.push((row.incurred_on, amount)),
            Err(detail) => untold.push((row, detail)),
        }
    }
    Ok((dated, left_out(connection, untold).await?))
}

fn of_owner(project: Option<ProjectId>) -> Select<cost::Entity> {
    cost::Entity::find()
        .filter(eq_if(cost::Column::ProjectId, project))
        .filter(is_owners(cost::Column::ParticipationId))
}

async fn left_out(
    connection: &impl ConnectionTrait,
    untold: Vec<(cost::Model, String)>,
) -> Result<Vec<NotCounted>> {
    let named = project_refs(connection, untold.iter().map(|(row, _)| Some(row.project_id))).await?;
    let one = |(row, detail): (cost::Model, String)| NotCounted {
        source: Source {
            funding_line: row.funding_line_id,
            revenue_entry: None,
            project: named.get(&row.project_id).cloned(),
            programme: None,
            reference: row.document,
        },
        reason: NotCountedReason::NotConverted,
        detail,
        amount: Some(row.amount),
        currency: row.currency,
    };
    Ok(untold.into_iter().map(one).collect())
}

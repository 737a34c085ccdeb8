//! Totals that stay in the range of amounts.
//!
//! Positions, statements, splits and the cash flow add up awards, payments and costs in any selection. So the
//! positive amounts of a currency must add up to an amount, and the negative ones, too. A write that leaves
//! this range is refused, so that later requests can add them up.

use entity::finance::{cost, funding_line, payment};
use entity::value::{CurrencyCode, FundingStage, Money, PaymentStage};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select};

use crate::platform::error::{Error, Result, fault};

/// The largest sum of costs, in cents: half of the range, since indirect costs are added to them.
const MAX_COSTS: i64 = Money::MAX_CENTS / 2;

/// Gives an error about the range of amounts its place in the request.
///
/// # Errors
/// [`Error::Conflict`] with the pointer instead of [`Error::OutOfRange`]; any other error as it is.
pub(crate) fn in_range<T, E: Into<Error>>(done: Result<T, E>, pointer: &str) -> Result<T> {
    match done.map_err(Into::into) {
        Err(Error::OutOfRange) => Err(refused(pointer, "a total")),
        other => other,
    }
}

/// Checks the awards of a currency after a write.
pub(crate) async fn check_awards(connection: &impl ConnectionTrait, currency: CurrencyCode) -> Result<()> {
    let lines = funding_line::Entity::find()
        .filter(funding_line::COLUMN.currency.eq(currency))
        .filter(funding_line::COLUMN.stage.is_not_in([FundingStage::Rejected, FundingStage::Withdrawn]));
    let [award, own_share] = [funding_line::Column::TotalAward, funding_line::Column::OwnShare]
        .map(|column| Expr::col((funding_line::Entity, column)));
    let amount = Func::coalesce([award, own_share]);
    let refusal = refused("/total_award", &format!("the awards in {currency}"));
    check(connection, lines, amount.into(), Money::MAX_CENTS, refusal).await
}

/// Checks the payments of a currency after a write.
pub(crate) async fn check_payments(
    connection: &impl ConnectionTrait,
    currency: CurrencyCode,
    pointer: &str,
) -> Result<()> {
    let lines = Query::select()
        .column(funding_line::Column::Id)
        .from(funding_line::Entity)
        .and_where(funding_line::COLUMN.currency.eq(currency))
        .take();
    let payments = payment::Entity::find()
        .filter(payment::COLUMN.stage.ne(PaymentStage::Cancelled))
        .filter(payment::COLUMN.funding_line_id.in_subquery(lines));
    // Either amount of a payment may be added up: what is invoiced, or what is received.
    let [received, amount] = [payment::Column::ReceivedAmount, payment::Column::Amount]
        .map(|column| Expr::col((payment::Entity, column)));
    let expected = Func::coalesce([amount.clone(), Expr::value(0)]);
    let is_larger = Expr::expr(Func::abs(received.clone())).gte(Func::abs(Expr::expr(expected)));
    let larger = Expr::case(is_larger, received).finally(amount);
    check(
        connection,
        payments,
        larger.into(),
        Money::MAX_CENTS,
        refused(pointer, &format!("the payments in {currency}")),
    )
    .await
}

/// Checks the costs of a currency after a write.
pub(crate) async fn check_costs(
    connection: &impl ConnectionTrait,
    currency: CurrencyCode,
    pointer: &str,
) -> Result<()> {
    let costs = cost::Entity::find().filter(cost::COLUMN.currency.eq(currency));
    let amount = Expr::col((cost::Entity, cost::Column::Amount));
    check(connection, costs, amount, MAX_COSTS, refused(pointer, &format!("the costs in {currency}"))).await
}

async fn check<E: EntityTrait>(
    connection: &impl ConnectionTrait,
    rows: Select<E>,
    amount: Expr,
    most: i64,
    refusal: Error,
) -> Result<()> {
    let sum = |holds: Expr| {
        let counted = Expr::case(holds, amount.clone()).finally(0);
        Expr::expr(Func::sum(counted)).cast_as("bigint")
    };
    let sums = rows
        .select_only()
        .column_as(sum(amount.clone().gt(0)), "positive")
        .column_as(sum(amount.clone().lt(0)), "negative");
    let sums: Vec<(Option<i64>, Option<i64>)> = sums.into_tuple().all(connection).await?;
    let range = -most..=most;
    let fits = |sum: Option<i64>| range.contains(&sum.unwrap_or_default());
    if sums.into_iter().all(|(positive, negative)| fits(positive) && fits(negative)) {
        Ok(())
    } else {
        Err(refusal)
    }
}

fn refused(pointer: &str, what: &str) -> Error {
    let detail = format!("with this amount, {what} would leave the range of amounts");
    Error::Conflict(vec![fault(ErrorLocation::Body, pointer, ErrorCode::TotalRange, detail)])
}

/// The place of the largest of some amounts.
pub(crate) fn largest(amounts: impl Iterator<Item = (usize, Money)>) -> Option<usize> {
    amounts.max_by_key(|(_, amount)| amount.cents().abs()).map(|(index, _)| index)
}

//! Totals of payments before a year and in it, and the lines that may have revenue in a year.

use std::collections::HashMap;

use entity::finance::{cost, fiscal_year, funding_line, payment};
use entity::portfolio::{deliverable, milestone};
use entity::value::{
    CostStage, FundingLineId, FundingStage, Money, PaymentKind, PaymentStage, RecognitionMethod,
};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::recognition::{Days, Flow};
use crate::platform::error::Result;

pub(super) type Flows = HashMap<FundingLineId, Flow>;

/// The receipts of some lines, at any time. Lines without a recorded payment are missing.
pub(super) async fn receipts(
    connection: &impl ConnectionTrait,
    year: Days,
    lines: SelectStatement,
) -> Result<Flows> {
    let sum = |when: SimpleExpr| sum_of(payment::Column::ReceivedAmount, when);
    let columns =
        (sum(before(payment::Column::ReceivedOn, year)), sum(within(payment::Column::ReceivedOn, year)));
    flows(connection, columns, Condition::all(), lines).await
}

/// The invoiced amounts of some lines, in the same form.
pub(super) async fn invoices(
    connection: &impl ConnectionTrait,
    year: Days,
    lines: SelectStatement,
) -> Result<Flows> {
    let sum = |when: SimpleExpr| sum_of(payment::Column::Amount, when);
    let columns =
        (sum(before(payment::Column::InvoicedOn, year)), sum(within(payment::Column::InvoicedOn, year)));
    let invoices = Condition::all()
        .add(payment::COLUMN.kind.eq(PaymentKind::Invoice))
        .add(payment::COLUMN.stage.ne(PaymentStage::Cancelled))
        .add(payment::Column::ReversesId.is_null());
    flows(connection, columns, invoices, lines).await
}

/// The lines that may have revenue in a year outside their own period: by money received, invoices, costs
/// or completed work.
pub(super) fn whenever(year: Days) -> Condition {
    let method = |method| Condition::all().add(funding_line::COLUMN.recognition_method.eq(method));
    let spent = Query::select()
        .column(cost::Column::FundingLineId)
        .from(cost::Entity)
        .and_where(cost::Column::Stage.eq(CostStage::Accepted))
        .and_where(cost::Column::IncurredOn.between(year.first, year.last))
        .and_where(cost::Column::FundingLineId.is_not_null())
        .take();
    let delivered = Query::select()
        .column(deliverable::Column::ProjectId)
        .from(deliverable::Entity)
        .and_where(deliverable::Column::StageOn.between(year.first, year.last))
        .take();
    let reached = Query::select()
        .column(milestone::Column::ProjectId)
        .from(milestone::Entity)
        .and_where(milestone::Column::StageOn.between(year.first, year.last))
        .take();
    let worked = Condition::any()
        .add(funding_line::Column::ProjectId.in_subquery(delivered))
        .add(funding_line::Column::ProjectId.in_subquery(reached));
    let paid = Condition::all()
        .add(funding_line::COLUMN.recognition_method.is_in(BY_MONEY))
        .add(funding_line::COLUMN.id.in_subquery(with_money_in(year)));
    Condition::any()
        .add(paid)
        .add(method(RecognitionMethod::Costs).add(funding_line::COLUMN.id.in_subquery(spent)))
        .add(method(RecognitionMethod::WorkPackages).add(worked))
}

/// The lines with a receipt or an invoice in a year.
fn with_money_in(year: Days) -> SelectStatement {
    let invoiced = within(payment::Column::InvoicedOn, year);
    lines_of(Condition::any().add(within(payment::Column::ReceivedOn, year)).add(invoiced))
}

/// The lines with a receipt in a year.
pub(super) fn with_receipts(year: Days) -> SelectStatement {
    lines_of(Condition::all().add(within(payment::Column::ReceivedOn, year)))
}

fn lines_of(payments: Condition) -> SelectStatement {
    let mut lines = Query::select();
    lines.column(payment::Column::FundingLineId).from(payment::Entity).cond_where(payments).take()
}

/// The signed lines with a recognition method.
pub(crate) fn recognised_by(method: RecognitionMethod) -> SelectStatement {
    Query::select()
        .column(funding_line::Column::Id)
        .from(funding_line::Entity)
        .and_where(funding_line::Column::RecognitionMethod.eq(method))
        .and_where(funding_line::Column::Stage.is_in(FundingStage::SIGNED))
        .take()
}

/// The recognition methods that follow payments.
const BY_MONEY: [RecognitionMethod; 2] = [RecognitionMethod::Cash, RecognitionMethod::Invoice];

/// The recorded fiscal years.
pub(super) async fn years(connection: &impl ConnectionTrait) -> Result<Vec<fiscal_year::Model>> {
    Ok(fiscal_year::Entity::find().order_by_asc(fiscal_year::Column::Year).all(connection).await?)
}

async fn flows(
    connection: &impl ConnectionTrait,
    (before, counted): (SimpleExpr, SimpleExpr),
    payments: Condition,
    lines: SelectStatement,
) -> Result<Flows> {
    let sums: Vec<(FundingLineId, i64, i64)> = payment::Entity::find()
        .select_only()
        .column(payment::Column::FundingLineId)
        .column_as(before, "before")
        .column_as(counted, "counted")
        .filter(payments)
        .filter(payment::Column::FundingLineId.in_subquery(lines))
        .group_by(payment::Column::FundingLineId)
        .into_tuple()
        .all(connection)
        .await?;
    let flow = |(id, before, counted)| {
        Ok((id, Flow { before: Money::from_cents(before)?, counted: Money::from_cents(counted)? }))
    };
    sums.into_iter().map(flow).collect()
}

/// The sum of a column over the rows that match a condition.
fn sum_of(column: payment::Column, when: SimpleExpr) -> SimpleExpr {
    let counted = Func::coalesce([Expr::col(column), Expr::val(0_i64)]);
    let amount = Expr::case(when, counted).finally(0_i64);
    Expr::expr(Func::sum(amount)).cast_as("bigint")
}

fn before(column: payment::Column, year: Days) -> SimpleExpr {
    column.lt(year.first)
}

fn within(column: payment::Column, year: Days) -> SimpleExpr {
    column.between(year.first, year.last)
}

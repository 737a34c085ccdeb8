//! The stored data of a split.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::finance::{
    classification_policy, classification_rule, fiscal_year, funding_amendment, funding_line, revenue_total,
};
use entity::portfolio::{programme, project};
use entity::value::{FiscalYearId, FundingLineId, FundingStage, PaymentsCover};
use openapi::finance::revenue::Source;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::policy::Policy;
use super::receipts::whenever;
use super::recognition::Days;
use super::year::Year;
use crate::finance::funding::payments_cover::PaymentsCovers;
use crate::platform::error::Result;
use crate::platform::filter::eq_if;
use crate::platform::refs::{programme_ref, project_ref};

/// A funding line with the data on which its class and its period may depend.
pub(crate) struct Line {
    pub(crate) row: funding_line::Model,
    /// Whose money its payments are.
    pub(crate) payments_cover: PaymentsCover,
    pub(crate) programme: Option<programme::Model>,
    pub(crate) project: Option<project::Model>,
}

impl Line {
    /// The first and the last day of the line, each from its project if the line lacks it.
    pub(crate) fn period(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let Self { row, project, .. } = self;
        let project = project.as_ref();
        let first = row.first_day.or_else(|| project?.first_day);
        (first, row.last_day.or_else(|| project?.last_day))
    }
}

/// The policy for the split of a year: the one of its first day, or another one to compare with.
pub(super) async fn policy(connection: &impl ConnectionTrait, year: &Year) -> Result<Policy> {
    if let Some(what_if) = year.what_if.clone() {
        return Ok(what_if);
    }
    let newest = classification_policy::Entity::find()
        .filter(classification_policy::COLUMN.valid_from.lte(year.days.first))
        .order_by_desc(classification_policy::COLUMN.valid_from)
        .one(connection)
        .await?;
    let Some(newest) = newest else {
        return Ok(Policy::default());
    };
    let rules = classification_rule::Entity::find()
        .filter(classification_rule::COLUMN.policy_id.eq(newest.id))
        .all(connection)
        .await?;
    let rules = rules.into_iter().map(|rule| (rule.level, rule.class)).collect();
    Ok(Policy { rules, counts_other: newest.counts_other, row: Some(newest) })
}

pub(super) async fn lines_with_entries(
    connection: &impl ConnectionTrait,
    year: &fiscal_year::Model,
) -> Result<HashMap<FundingLineId, Line>> {
    let lines = lines_among(connection, lines_posted_in(&[year.id])).await?;
    Ok(lines.into_iter().map(|line| (line.row.id, line)).collect())
}

/// The source of the money of a line.
pub(crate) fn source(line: &Line) -> Source {
    Source {
        funding_line: Some(line.row.id),
        revenue_entry: None,
        project: line.project.as_ref().map(project_ref),
        programme: line.programme.as_ref().map(programme_ref),
        reference: line.row.reference.clone(),
    }
}

/// The signed lines whose known period overlaps the year. Also the lines with receipts, invoices, costs or
/// completed work in it, at any period.
pub(super) async fn signed_lines(connection: &impl ConnectionTrait, year: Days) -> Result<Vec<Line>> {
    lines_that(connection, Condition::all().add(is_signed()).add(of_the_year(year))).await
}

/// The other signed lines that may catch up something: those of closed years, and those with entries in some
/// years.
pub(super) async fn signed_lines_besides(
    connection: &impl ConnectionTrait,
    year: Days,
    closed: &[Days],
    posted_in: &[FiscalYearId],
) -> Result<Vec<Line>> {
    if posted_in.is_empty() {
        return Ok(Vec::new());
    }
    let with_entries = funding_line::COLUMN.id.in_subquery(lines_posted_in(posted_in));
    let of_closed = closed.iter().fold(Condition::any(), |any, span| any.add(of_the_year(*span)));
    let others = Condition::all().add(is_signed()).add(of_the_year(year).not());
    lines_that(connection, others.add(of_closed.add(with_entries))).await
}

/// All signed lines.
pub(crate) async fn all_signed_lines(connection: &impl ConnectionTrait) -> Result<Vec<Line>> {
    lines_that(connection, Condition::all().add(is_signed())).await
}

fn is_signed() -> SimpleExpr {
    funding_line::COLUMN.stage.is_in(FundingStage::SIGNED)
}

fn of_the_year(year: Days) -> Condition {
    Condition::any().add(in_time(year)).add(whenever(year))
}

fn lines_posted_in(years: &[FiscalYearId]) -> SelectStatement {
    Query::select()
        .column(revenue_total::Column::FundingLineId)
        .from(revenue_total::Entity)
        .and_where(revenue_total::COLUMN.fiscal_year_id.is_in(years.iter().copied()))
        .and_where(revenue_total::Column::FundingLineId.is_not_null())
        .take()
}

/// The amendments of all signed lines, or of one, in the order of their recording.
pub(crate) async fn amendments(
    connection: &impl ConnectionTrait,
    only: Option<FundingLineId>,
) -> Result<HashMap<FundingLineId, Vec<funding_amendment::Model>>> {
    let signed = Query::select()
        .column(funding_line::Column::Id)
        .from(funding_line::Entity)
        .and_where(is_signed())
        .take();
    let rows = funding_amendment::Entity::find()
        .filter(funding_amendment::COLUMN.funding_line_id.in_subquery(signed))
        .filter(eq_if(funding_amendment::Column::FundingLineId, only))
        .order_by_asc(funding_amendment::COLUMN.id)
        .all(connection)
        .await?;
    let mut of_lines: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        of_lines.entry(row.funding_line_id).or_default().push(row);
    }
    Ok(of_lines)
}

/// The submitted lines without a decision whose known period overlaps the year.
pub(super) async fn submitted_lines(connection: &impl ConnectionTrait, year: &Year) -> Result<Vec<Line>> {
    let submitted = funding_line::COLUMN.stage.eq(FundingStage::Submitted);
    lines_that(connection, Condition::all().add(submitted).add(in_time(year.days))).await
}

pub(super) async fn lines_among(
    connection: &impl ConnectionTrait,
    ids: SelectStatement,
) -> Result<Vec<Line>> {
    lines_that(connection, Condition::all().add(funding_line::COLUMN.id.in_subquery(ids))).await
}

/// The lines that match a condition, the oldest first.
pub(crate) async fn lines_that(connection: &impl ConnectionTrait, holds: Condition) -> Result<Vec<Line>> {
    let lines = funding_line::Entity::find()
        .find_also_related(programme::Entity)
        .find_also(funding_line::Entity, project::Entity)
        .filter(holds)
        .order_by_asc(funding_line::COLUMN.id)
        .all(connection)
        .await?;
    let covers = PaymentsCovers::of(connection, lines.iter().map(|(row, ..)| row)).await?;
    let line =
        |(row, programme, project)| Line { payments_cover: covers.of_line(&row), row, programme, project };
    Ok(lines.into_iter().map(line).collect())
}

/// The known period of the line, or else of its project, overlaps the year.
fn in_time(year: Days) -> Condition {
    let or_the_projects = |of_line: funding_line::Column, of_project: project::Column| {
        Func::coalesce([of_line.into_expr(), of_project.into_expr()])
    };
    let first = || Expr::expr(or_the_projects(funding_line::Column::FirstDay, project::Column::FirstDay));
    let last = || Expr::expr(or_the_projects(funding_line::Column::LastDay, project::Column::LastDay));
    Condition::all()
        .add(first().is_null().or(first().lte(year.last)))
        .add(last().is_null().or(last().gte(year.first)))
}

//! What the database holds that a split is made of.

use std::collections::{BTreeMap, HashMap};

use entity::value::{Class, FundingLineId, FundingStage, ProgrammeLevel};
use entity::{
    classification_policy, classification_rule, fiscal_year, funding_line, programme, project, revenue_entry,
};
use openapi::revenue::EntryRef;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::incoming::{BY_MONEY, with_money_in};
use super::queries::Year;
use crate::error::Result;

/// The classification policy in force on the first day of a year.
pub(super) struct Policy(pub(super) BTreeMap<ProgrammeLevel, Class>);

/// A funding line with what its class and its period may depend on.
pub(crate) struct Line {
    pub(crate) row: funding_line::Model,
    pub(crate) programme: Option<programme::Model>,
    pub(crate) project: Option<project::Model>,
}

pub(super) async fn policy(connection: &impl ConnectionTrait, year: &Year) -> Result<Policy> {
    let newest = classification_policy::Entity::find()
        .filter(classification_policy::COLUMN.valid_from.lte(year.days.first))
        .order_by_desc(classification_policy::COLUMN.valid_from)
        .one(connection)
        .await?;
    let Some(newest) = newest else {
        return Ok(Policy(BTreeMap::new()));
    };
    let rules = classification_rule::Entity::find()
        .filter(classification_rule::COLUMN.policy_id.eq(newest.id))
        .all(connection)
        .await?;
    Ok(Policy(rules.into_iter().map(|rule| (rule.level, rule.class)).collect()))
}

pub(super) type Sum = (Option<FundingLineId>, Option<Class>, i64);

/// What the ledger holds of the year, summed by the database on whole cents.
pub(super) async fn sums(connection: &impl ConnectionTrait, year: &fiscal_year::Model) -> Result<Vec<Sum>> {
    let total = Expr::expr(Func::sum(Expr::col(revenue_entry::Column::Amount))).cast_as("bigint");
    Ok(revenue_entry::Entity::find()
        .select_only()
        .column(revenue_entry::Column::FundingLineId)
        .column(revenue_entry::Column::Class)
        .column_as(total, "total")
        .filter(revenue_entry::COLUMN.fiscal_year_id.eq(year.id))
        .group_by(revenue_entry::Column::FundingLineId)
        .group_by(revenue_entry::Column::Class)
        .order_by_asc(revenue_entry::Column::FundingLineId)
        .order_by_asc(revenue_entry::Column::Class)
        .into_tuple()
        .all(connection)
        .await?)
}

pub(super) type Entries = HashMap<(Option<FundingLineId>, Option<Class>), Vec<EntryRef>>;

pub(super) async fn entries(connection: &impl ConnectionTrait, year: &fiscal_year::Model) -> Result<Entries> {
    let rows = revenue_entry::Entity::find()
        .filter(revenue_entry::COLUMN.fiscal_year_id.eq(year.id))
        .order_by_asc(revenue_entry::COLUMN.reference)
        .all(connection)
        .await?;
    let mut entries = Entries::new();
    for row in rows {
        entries.entry((row.funding_line_id, row.class)).or_default().push(EntryRef {
            id: row.id,
            reference: row.reference,
            amount: row.amount,
            description: row.description,
            booked_on: row.booked_on,
        });
    }
    Ok(entries)
}

pub(super) async fn lines_with_entries(
    connection: &impl ConnectionTrait,
    year: &fiscal_year::Model,
) -> Result<HashMap<FundingLineId, Line>> {
    let of_the_year = Query::select()
        .column(revenue_entry::Column::FundingLineId)
        .from(revenue_entry::Entity)
        .and_where(revenue_entry::COLUMN.fiscal_year_id.eq(year.id))
        .take();
    let lines = funding_line::Entity::find()
        .find_also_related(programme::Entity)
        .find_also(funding_line::Entity, project::Entity)
        .filter(funding_line::COLUMN.id.in_subquery(of_the_year))
        .all(connection)
        .await?;
    Ok(lines
        .into_iter()
        .map(|(row, programme, project)| (row.id, Line { row, programme, project }))
        .collect())
}

/// The signed lines whose time, as far as it is known, touches the year; and those that have revenue in it because
/// money came in or was invoiced, whatever their time is.
pub(super) async fn signed_lines(connection: &impl ConnectionTrait, year: &Year) -> Result<Vec<Line>> {
    let or_the_projects = |of_line: funding_line::Column, of_project: project::Column| {
        Func::coalesce([of_line.into_expr(), of_project.into_expr()])
    };
    let first = || Expr::expr(or_the_projects(funding_line::Column::FirstDay, project::Column::FirstDay));
    let last = || Expr::expr(or_the_projects(funding_line::Column::LastDay, project::Column::LastDay));
    let in_time = Condition::all()
        .add(first().is_null().or(first().lte(year.days.last)))
        .add(last().is_null().or(last().gte(year.days.first)));
    let by_money = Condition::all()
        .add(funding_line::COLUMN.recognition_method.is_in(BY_MONEY))
        .add(funding_line::COLUMN.id.in_subquery(with_money_in(year.days)));
    let lines = funding_line::Entity::find()
        .find_also_related(programme::Entity)
        .find_also(funding_line::Entity, project::Entity)
        .filter(funding_line::COLUMN.stage.is_in([FundingStage::Signed, FundingStage::Closed]))
        .filter(Condition::any().add(in_time).add(by_money))
        .order_by_asc(funding_line::COLUMN.id)
        .all(connection)
        .await?;
    Ok(lines.into_iter().map(|(row, programme, project)| Line { row, programme, project }).collect())
}

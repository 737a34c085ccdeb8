use chrono::NaiveDate;
use entity::portfolio::project;
use entity::value::ProjectStage;
use openapi::platform::page::{DEFAULT_LIMIT, Page, PageQuery};
use openapi::portfolio::agenda::{AgendaFilter, AgendaItem, AgendaKind};
use sea_orm::prelude::Uuid;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement, UnionType};
use sea_orm::{Condition, ConnectionTrait, FromQueryResult};
use strum::VariantArray;

use super::revisions::Revisions;
use super::row::{OVER, PRESSED, Row, done_stages};
use super::view;
use crate::platform::error::Result;
use crate::platform::export::Collection;
use crate::platform::http::{decode_cursor, encode_cursor, split_page};

/// The stages in which a project must deliver what was agreed.
const RUNNING: [ProjectStage; 3] = [ProjectStage::Awarded, ProjectStage::Signed, ProjectStage::Suspended];
/// Agenda items, as of a day.
#[derive(Debug)]
pub(super) struct Due {
    pub(super) filter: AgendaFilter,
    pub(super) today: NaiveDate,
}

impl Collection for Due {
    type View = AgendaItem;

    async fn page(&self, connection: &impl ConnectionTrait, asked: &PageQuery) -> Result<Page<AgendaItem>> {
        page(connection, &self.filter, asked, self.today).await
    }
}

async fn page(
    connection: &impl ConnectionTrait,
    filter: &AgendaFilter,
    page: &PageQuery,
    today: NaiveDate,
) -> Result<Page<AgendaItem>> {
    let after: Option<(NaiveDate, Uuid)> = page.after.as_deref().map(decode_cursor).transpose()?;
    let limit = page.limit.unwrap_or(DEFAULT_LIMIT);
    let rows = rows(connection, filter, today, after, Some(limit + 1)).await?;
    let (rows, next) = split_page(rows, page, |last| encode_cursor(&(last.due_on, last.id)))?;
    let items = rows.into_iter().map(|row| view::item(row, today)).collect::<Result<_>>()?;
    Ok(Page { items, next })
}

/// The items in a period, with their last revisions.
pub(super) async fn revised(
    connection: &impl ConnectionTrait,
    window: &AgendaFilter,
    today: NaiveDate,
) -> Result<(Vec<AgendaItem>, Revisions)> {
    let rows = rows(connection, window, today, None, None).await?;
    let items = rows.into_iter().map(|row| view::item(row, today)).collect::<Result<Vec<_>>>()?;
    let revisions = Revisions::read(connection, &items).await?;
    Ok((items, revisions))
}

/// The items, ordered by day.
async fn rows(
    connection: &impl ConnectionTrait,
    filter: &AgendaFilter,
    today: NaiveDate,
    after: Option<(NaiveDate, Uuid)>,
    limit: Option<u64>,
) -> Result<Vec<Row>> {
    let kinds = AgendaKind::VARIANTS.iter().filter(|kind| filter.kind.is_none_or(|wanted| wanted == **kind));
    let mut selects = kinds.map(|kind| select(*kind, filter, today, after));
    let Some(mut all) = selects.next() else { return Ok(Vec::new()) };
    for select in selects {
        all.union(UnionType::All, select);
    }
    all.order_by("due_on", Order::Asc).order_by("id", Order::Asc);
    if let Some(limit) = limit {
        all.limit(limit);
    }
    let statement = connection.get_database_backend().build(&all);
    Ok(Row::find_by_statement(statement).all(connection).await?)
}

/// The table of a kind, with its date column and its own columns.
fn table(kind: AgendaKind) -> (&'static str, &'static str) {
    match kind {
        AgendaKind::Deliverable => ("deliverable", "due_on"),
        AgendaKind::Milestone => ("milestone", "due_on"),
        AgendaKind::Report => ("report", "due_on"),
        AgendaKind::ProjectEnd => ("project", "last_day"),
    }
}

fn select(
    kind: AgendaKind,
    filter: &AgendaFilter,
    today: NaiveDate,
    after: Option<(NaiveDate, Uuid)>,
) -> SelectStatement {
    let (table, day) = table(kind);
    let mut select = Query::select();
    select
        .expr_as(Expr::cust(format!("'{kind}'")), "kind")
        .expr_as(Expr::col((table, "id")), "id")
        .expr_as(Expr::col((project::Entity, project::Column::Id)), "project_id")
        .expr_as(Expr::col((project::Entity, project::Column::Acronym)), "acronym")
        .expr_as(Expr::col((project::Entity, project::Column::Manager)), "manager")
        .expr_as(Expr::col((table, "title")), "title")
        .expr_as(Expr::col((table, day)), "due_on")
        .expr_as(Expr::col((table, "stage")), "stage")
        .expr_as(Expr::col((project::Entity, project::Column::Stage)), "project_stage")
        .from(table);
    if kind == AgendaKind::ProjectEnd {
        select.expr_as(Expr::cust("CAST(NULL AS TEXT)"), "number");
        select.expr_as(Expr::cust("CAST(NULL AS DATE)"), "original_due_on");
    } else {
        select
            .expr_as(Expr::col((table, "number")), "number")
            .expr_as(Expr::col((table, "original_due_on")), "original_due_on")
            .inner_join(
                project::Entity,
                Expr::col((table, "project_id")).equals((project::Entity, project::Column::Id)),
            );
    }
    select.cond_where(condition(kind, filter, today)).cond_where(beyond(kind, after));
    select
}

/// The condition for a filter.
fn condition(kind: AgendaKind, filter: &AgendaFilter, today: NaiveDate) -> Condition {
    let AgendaFilter { manager, project: of, kind: _, from, to, overdue, done } = filter;
    let (table, day) = table(kind);
    let due = || Expr::col((table, day));
    let stage = || Expr::col((project::Entity, project::Column::Stage));
    let not_done = || Expr::col((table, "stage")).is_not_in(done_stages(kind));
    let open = Condition::all().add(stage().is_in(RUNNING)).add(not_done());
    let pressing = Condition::all().add(stage().is_in(PRESSED)).add(not_done());
    let mut all = Condition::all().add(due().is_not_null());
    all = match done {
        Some(true) => all.add(stage().is_in(RUNNING.into_iter().chain(OVER))),
        _ => all.add(open),
    };
    all = match overdue {
        Some(true) => all.add(due().lt(today)).add(pressing),
        Some(false) => all.add(Condition::any().add(due().gte(today)).add(pressing.not())),
        None => all,
    };
    if let Some(manager) = manager {
        all = all.add(Expr::col((project::Entity, project::Column::Manager)).eq(manager.clone()));
    }
    if let Some(id) = of {
        all = all.add(Expr::col((project::Entity, project::Column::Id)).eq(*id));
    }
    if let Some(day) = from {
        all = all.add(due().gte(*day));
    }
    if let Some(day) = to {
        all = all.add(due().lte(*day));
    }
    all
}

/// The condition for items after the cursor.
fn beyond(kind: AgendaKind, after: Option<(NaiveDate, Uuid)>) -> Condition {
    let all = Condition::all();
    let Some((last, id)) = after else { return all };
    let (table, day) = table(kind);
    let due = || Expr::col((table, day));
    let later = Condition::any().add(due().gt(last)).add(Expr::col((table, "id")).gt(id));
    all.add(due().gte(last)).add(later)
}

//! The history of a project and its items, in sentences.

use std::collections::HashMap;

use entity::portfolio::{date_change, deliverable, milestone, report, stage_move};
use entity::value::{DeliverableId, ItemNumber, MilestoneId, ProjectId, ReportId};
use openapi::platform::page::{DEFAULT_LIMIT, Page, PageQuery};
use openapi::portfolio::plan::{
    DateMoved, HistoryEntry, HistoryFilter, HistoryItem, HistoryKind, StageReached,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::changes::changes;
use super::describe::summary;
use super::history_row::{Items, Row};
use crate::platform::auth::{Caller, FinancialScope};
use crate::platform::error::Result;
use crate::platform::export::Collection;
use crate::platform::filter::eq_if;
use crate::platform::http::{decode_cursor, encode_cursor, split_page};
use crate::platform::resource::{find_row, find_rows};
use crate::portfolio::resources::Projects;

/// The history of a project, as a caller may see it.
#[derive(Debug)]
pub(super) struct History {
    pub(super) project: ProjectId,
    pub(super) caller: Caller,
    pub(super) filter: HistoryFilter,
}

impl Collection for History {
    type View = HistoryEntry;

    async fn page(&self, connection: &impl ConnectionTrait, page: &PageQuery) -> Result<Page<HistoryEntry>> {
        let Self { project, caller, filter } = self;
        history(connection, *project, caller, filter, page).await
    }
}

/// A page of a project's history. Identifiers sort by time, so they are the order and the cursor.
async fn history(
    connection: &impl ConnectionTrait,
    id: ProjectId,
    caller: &Caller,
    filter: &HistoryFilter,
    page: &PageQuery,
) -> Result<Page<HistoryEntry>> {
    find_row::<Projects>(connection, id).await?;
    let after: Option<Uuid> = page.after.as_deref().map(decode_cursor).transpose()?;
    let limit = page.limit.unwrap_or(DEFAULT_LIMIT);
    let dates = dates(connection, id, filter, after, limit + 1).await?;
    let stages = stages(connection, id, filter, after, limit + 1).await?;
    let scope = FinancialScope::of(connection, caller).await?;
    let changes = changes(connection, id, &scope, filter, after, limit + 1).await?;
    let mut all: Vec<Row> = dates.into_iter().chain(stages).chain(changes).collect();
    all.sort_by_key(|(id, ..)| *id);
    let (all, next) = split_page(all, page, |(id, ..)| encode_cursor(id))?;
    let names = ItemLabels::of(connection, &all).await?;
    let told = |(_, items, entry): Row| {
        let entry = HistoryEntry { item: names.item(items), ..entry };
        HistoryEntry { summary: summary(&entry), ..entry }
    };
    Ok(Page { items: all.into_iter().map(told).collect(), next })
}

async fn dates(
    connection: &impl ConnectionTrait,
    id: ProjectId,
    filter: &HistoryFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Row>> {
    let HistoryFilter { deliverable, milestone, report } = filter;
    let mut select = date_change::Entity::find()
        .filter(date_change::COLUMN.project_id.eq(id))
        .filter(eq_if(date_change::Column::DeliverableId, *deliverable))
        .filter(eq_if(date_change::Column::MilestoneId, *milestone))
        .filter(eq_if(date_change::Column::ReportId, *report));
    if let Some(after) = after {
        select = select.filter(date_change::Column::Id.gt(after));
    }
    let rows = select.order_by_asc(date_change::COLUMN.id).limit(limit).all(connection).await?;
    let told = rows.into_iter().map(|row| {
        let date = DateMoved {
            id: row.id,
            what: row.what,
            before: row.before,
            after: row.after,
            before_on: row.before_on,
            after_on: row.after_on,
            reason: row.reason,
        };
        let entry = HistoryEntry {
            at: row.changed_at,
            by: row.changed_by,
            summary: String::new(),
            item: None,
            date: Some(date),
            stage: None,
            change: None,
        };
        (row.id.0, (row.deliverable_id, row.milestone_id, row.report_id), entry)
    });
    Ok(told.collect())
}

async fn stages(
    connection: &impl ConnectionTrait,
    id: ProjectId,
    filter: &HistoryFilter,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Row>> {
    let HistoryFilter { deliverable, milestone, report } = filter;
    let mut select = stage_move::Entity::find()
        .filter(stage_move::COLUMN.project_id.eq(id))
        .filter(eq_if(stage_move::Column::DeliverableId, *deliverable))
        .filter(eq_if(stage_move::Column::MilestoneId, *milestone))
        .filter(eq_if(stage_move::Column::ReportId, *report));
    if let Some(after) = after {
        select = select.filter(stage_move::Column::Id.gt(after));
    }
    let rows = select.order_by_asc(stage_move::COLUMN.id).limit(limit).all(connection).await?;
    let told = rows.into_iter().map(|row| {
        let stage = StageReached {
            id: row.id,
            from: row.from_stage,
            to: row.to_stage,
            on: row.moved_on,
            note: row.note,
        };
        let entry = HistoryEntry {
            at: row.recorded_at,
            by: row.moved_by,
            summary: String::new(),
            item: None,
            date: None,
            stage: Some(stage),
            change: None,
        };
        (row.id.0, (row.deliverable_id, row.milestone_id, row.report_id), entry)
    });
    Ok(told.collect())
}

/// The names of the items on a page.
struct ItemLabels {
    deliverables: HashMap<DeliverableId, (ItemNumber, String)>,
    milestones: HashMap<MilestoneId, (ItemNumber, String)>,
    reports: HashMap<ReportId, (ItemNumber, String)>,
}

impl ItemLabels {
    async fn of(connection: &impl ConnectionTrait, page: &[Row]) -> Result<Self> {
        let deliverables =
            find_rows::<deliverable::Entity>(connection, page.iter().map(|(_, items, _)| items.0)).await?;
        let milestones =
            find_rows::<milestone::Entity>(connection, page.iter().map(|(_, items, _)| items.1)).await?;
        let reports =
            find_rows::<report::Entity>(connection, page.iter().map(|(_, items, _)| items.2)).await?;
        Ok(Self {
            deliverables: deliverables.into_iter().map(|row| (row.id, (row.number, row.title))).collect(),
            milestones: milestones.into_iter().map(|row| (row.id, (row.number, row.title))).collect(),
            reports: reports.into_iter().map(|row| (row.id, (row.number, row.title))).collect(),
        })
    }

    fn item(&self, (deliverable, milestone, report): Items) -> Option<HistoryItem> {
        let (kind, id, name) = match (deliverable, milestone, report) {
            (Some(id), ..) => (HistoryKind::Deliverable, id.0, self.deliverables.get(&id)),
            (_, Some(id), _) => (HistoryKind::Milestone, id.0, self.milestones.get(&id)),
            (.., Some(id)) => (HistoryKind::Report, id.0, self.reports.get(&id)),
            _ => return None,
        };
        let (number, title) = name?.clone();
        Some(HistoryItem { kind, id, number, title })
    }
}

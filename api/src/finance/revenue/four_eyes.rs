//! The four-eyes principle: a person who posted entries of a year does not close it.
//!
//! The audit trail names who posted. A posting of one entry and a reversal name the entry. A posting of
//! several entries names their years.

use entity::finance::{fiscal_year, revenue_entry};
use entity::platform::audit_event;
use entity::value::AuditKind;
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use super::posting::SEVERAL_ENTRIES;
use crate::finance::resources::RevenueEntries;
use crate::platform::app::UnitOfWork;
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::Resource;

/// Checks that the caller posted no entries of a year, if the service requires it.
pub(super) async fn check(work: &UnitOfWork<'_>, year: &fiscal_year::Model) -> Result<()> {
    let (_, caller) = work.caller.actor().recorded();
    let Some(caller) = caller.filter(|_| work.four_eyes) else { return Ok(()) };
    if !posted_one(work, caller, year).await? && !posted_several(work, caller, year).await? {
        return Ok(());
    }
    let detail = format!("you posted entries of the fiscal year {}: another person must close it", year.year);
    Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::FourEyes, detail)]))
}

fn additions_by(caller: Uuid, kind: &str) -> Condition {
    Condition::all()
        .add(audit_event::COLUMN.actor_id.eq(caller))
        .add(audit_event::COLUMN.kind.eq(AuditKind::Added))
        .add(audit_event::COLUMN.subject_kind.eq(kind))
}

async fn posted_one(work: &UnitOfWork<'_>, caller: Uuid, year: &fiscal_year::Model) -> Result<bool> {
    let of_year = Query::select()
        .column(revenue_entry::Column::Id)
        .from(revenue_entry::Entity)
        .and_where(revenue_entry::COLUMN.fiscal_year_id.eq(year.id))
        .take();
    let posting = audit_event::Entity::find()
        .filter(additions_by(caller, RevenueEntries::NAME))
        .filter(audit_event::COLUMN.subject_id.in_subquery(of_year));
    Ok(posting.one(work.tx).await?.is_some())
}

async fn posted_several(work: &UnitOfWork<'_>, caller: Uuid, year: &fiscal_year::Model) -> Result<bool> {
    let postings: Vec<Option<String>> = audit_event::Entity::find()
        .select_only()
        .column(audit_event::Column::After)
        .filter(additions_by(caller, SEVERAL_ENTRIES))
        .into_tuple()
        .all(work.tx)
        .await?;
    let of_year = |total: &Value| total["year"] == year.year;
    let has_year = |details: &Value| details["totals"].as_array().is_some_and(|all| all.iter().any(of_year));
    let mut details = postings.iter().flatten().filter_map(|text| serde_json::from_str(text).ok());
    Ok(details.any(|details| has_year(&details)))
}

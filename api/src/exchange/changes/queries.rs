use entity::platform::audit_event;
use entity::value::AuditKind;
use openapi::exchange::changes::{ChangeFilter, PortfolioChange};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::kinds::Kind;
use super::view;
use crate::platform::audit::last_number;
use crate::platform::auth::FinancialScope;
use crate::platform::error::{Error, Result};
use crate::platform::filter::eq_if;

/// How many entries are read at once.
const AT_ONCE: u64 = 100;
/// How many are looked at for one answer: whoever may hear of few of them is told how far they were looked at.
const MOST: usize = 2_000;

/// Some changes, and how far the trail was looked at for them.
#[derive(Debug)]
pub(crate) struct Changes {
    pub(crate) told: Vec<PortfolioChange>,
    /// The number of the last entry that was looked at.
    pub(crate) reached: i64,
    /// Whether there is more behind it.
    pub(crate) more: bool,
}

/// The first changes after a number that somebody may hear of, at most so many; all of one state of the database.
pub(crate) async fn after(
    connection: &impl ConnectionTrait,
    eyes: &FinancialScope<'_>,
    filter: &ChangeFilter,
    number: i64,
    most: usize,
) -> Result<Changes> {
    let end = last_number(connection).await?;
    let mut found = Changes { told: Vec::new(), reached: number, more: true };
    let mut looked = 0;
    while looked < MOST {
        let rows = passing(filter, found.reached, end).all(connection).await?;
        let last = u64::try_from(rows.len()).map_err(Error::internal)? < AT_ONCE;
        looked += rows.len();
        for row in rows {
            found.reached = row.number;
            let change = view::change(&row, eyes)?;
            found.told.extend(change.filter(|change| is_of(change, filter)));
            if found.told.len() == most {
                found.more = row.number < end;
                return Ok(found);
            }
        }
        if last {
            return Ok(Changes { reached: end.max(number), more: false, ..found });
        }
    }
    Ok(found)
}

/// The entries between two numbers that may be told to anybody.
fn passing(filter: &ChangeFilter, after: i64, end: i64) -> Select<audit_event::Entity> {
    let written = [AuditKind::Added, AuditKind::Changed, AuditKind::Deleted];
    let of_things = Condition::all()
        .add(audit_event::COLUMN.kind.is_in(written))
        .add(audit_event::COLUMN.subject_kind.is_in(Kind::subjects()));
    audit_event::Entity::find()
        .filter(audit_event::COLUMN.number.gt(after))
        .filter(audit_event::COLUMN.number.lte(end))
        .filter(Condition::any().add(of_things).add(audit_event::COLUMN.kind.eq(AuditKind::Loaded)))
        .filter(eq_if(audit_event::Column::ProjectId, filter.project))
        .order_by_asc(audit_event::COLUMN.number)
        .limit(AT_ONCE)
}

fn is_of(change: &PortfolioChange, filter: &ChangeFilter) -> bool {
    filter.kind.as_ref().is_none_or(|start| change.kind.starts_with(start.as_str()))
}

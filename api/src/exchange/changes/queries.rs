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

/// The batch size of reads.
const AT_ONCE: u64 = 100;
/// The maximum number of entries examined per response. A caller who may see few of them receives the
/// position that was reached.
const MOST: usize = 2_000;

/// Changes, and the position up to which the audit trail was examined.
#[derive(Debug)]
pub(crate) struct Changes {
    pub(crate) items: Vec<PortfolioChange>,
    /// The number of the last examined entry.
    pub(crate) reached: i64,
    /// Whether there are more entries after it.
    pub(crate) more: bool,
}

/// The first changes after a number that a caller may see, up to a maximum. All come from one state of the
/// database.
pub(crate) async fn after(
    connection: &impl ConnectionTrait,
    scope: &FinancialScope<'_>,
    filter: &ChangeFilter,
    number: i64,
    most: usize,
) -> Result<Changes> {
    let end = last_number(connection).await?;
    let mut found = Changes { items: Vec::new(), reached: number, more: true };
    let mut looked = 0;
    while looked < MOST {
        let rows = passing(filter, found.reached, end).all(connection).await?;
        let last = u64::try_from(rows.len()).map_err(Error::internal)? < AT_ONCE;
        looked += rows.len();
        for row in rows {
            found.reached = row.number;
            let change = view::change(&row, scope)?;
            found.items.extend(change.filter(|change| is_of(change, filter)));
            if found.items.len() == most {
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

/// The entries between two numbers that match the filter and may be in the feed.
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

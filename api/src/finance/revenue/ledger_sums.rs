//! The totals and the entries of the ledger, by source.

use std::collections::HashMap;

use entity::finance::{fiscal_year, revenue_entry, revenue_total};
use entity::value::{Class, FiscalYearId, FundingLineId, Money, OtherRevenueKind};
use openapi::finance::revenue::EntryRef;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::platform::error::Result;

/// The funding line, the class, the kind of other revenue and the total in cents.
pub(super) type Sum = (Option<FundingLineId>, Option<Class>, Option<OtherRevenueKind>, i64);

/// The ledger totals of the year, in whole cents. They come from the totals table, so the time does not
/// grow with the number of entries.
pub(super) async fn sums(connection: &impl ConnectionTrait, year: &fiscal_year::Model) -> Result<Vec<Sum>> {
    Ok(revenue_total::Entity::find()
        .select_only()
        .column(revenue_total::Column::FundingLineId)
        .column(revenue_total::Column::Class)
        .column(revenue_total::Column::OtherKind)
        .column(revenue_total::Column::Total)
        .filter(revenue_total::COLUMN.fiscal_year_id.eq(year.id))
        .order_by_asc(revenue_total::Column::FundingLineId)
        .order_by_asc(revenue_total::Column::Class)
        .order_by_asc(revenue_total::Column::OtherKind)
        .into_tuple()
        .all(connection)
        .await?)
}

/// The source of entries: a funding line, or a class with its kind of other revenue.
pub(super) type EntrySource = (Option<FundingLineId>, Option<Class>, Option<OtherRevenueKind>);

pub(super) type Entries = HashMap<EntrySource, Vec<EntryRef>>;

pub(super) async fn entries(connection: &impl ConnectionTrait, year: &fiscal_year::Model) -> Result<Entries> {
    let rows = revenue_entry::Entity::find()
        .filter(revenue_entry::COLUMN.fiscal_year_id.eq(year.id))
        .order_by_asc(revenue_entry::COLUMN.reference)
        .all(connection)
        .await?;
    let mut entries = Entries::new();
    for row in rows {
        entries.entry((row.funding_line_id, row.class, row.other_kind)).or_default().push(EntryRef {
            id: row.id,
            reference: row.reference,
            amount: row.amount,
            description: row.description,
            booked_on: row.booked_on,
        });
    }
    Ok(entries)
}

/// What is posted to funding lines in some years, by line and year.
pub(super) async fn posted(
    connection: &impl ConnectionTrait,
    years: &[FiscalYearId],
) -> Result<HashMap<FundingLineId, HashMap<FiscalYearId, Money>>> {
    if years.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = revenue_total::Entity::find()
        .filter(revenue_total::COLUMN.fiscal_year_id.is_in(years.iter().copied()))
        .filter(revenue_total::Column::FundingLineId.is_not_null())
        .all(connection)
        .await?;
    let mut posted: HashMap<FundingLineId, HashMap<FiscalYearId, Money>> = HashMap::new();
    for row in rows {
        let Some(line) = row.funding_line_id else { continue };
        posted.entry(line).or_default().insert(row.fiscal_year_id, Money::from_cents(row.total)?);
    }
    Ok(posted)
}

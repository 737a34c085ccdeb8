//! Reversal of an entry: the ledger is corrected by an opposite entry.

use entity::finance::{fiscal_year, revenue_entry};
use entity::value::{Money, RevenueEntryId};
use openapi::finance::revenue::{EntryReversal, RevenueEntry};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use openapi::platform::rights::Right;
use sea_orm::{EntityTrait, QueryFilter};

use super::posting::{closed_year_error, hold_years};
use super::totals::Totals;
use crate::finance::resources::RevenueEntries;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::IfMatch;
use crate::platform::resource::{Lock, lock_if_match, record_update, to_view};
use crate::platform::validation::ValidationErrors;

const UNIQUE: [Unique; 2] = [
    Unique {
        name: "revenue_entry_reference_unique",
        column: "revenue_entry.reference",
        pointer: "/reference",
        detail: "another entry has this reference",
    },
    Unique {
        name: "revenue_entry_reversed_once",
        column: "revenue_entry.reverses_id",
        pointer: "",
        detail: "this entry was reversed at the same time",
    },
];

impl Lock for RevenueEntries {
    const WRITE: Right = Right::KeepLedger;
}

/// Reverses a whole entry, if the entity tag matches.
pub(super) async fn reverse(
    work: &UnitOfWork<'_>,
    id: RevenueEntryId,
    if_match: &IfMatch,
    form: &EntryReversal,
) -> Result<RevenueEntry> {
    let (entry, view) = lock_if_match::<RevenueEntries>(work, id, if_match).await?;
    if entry.reverses_id.is_some() {
        let detail = "a reversal cannot be reversed: post the entry again";
        return Err(Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::IsReversal, detail)]));
    }
    if view.reversed_by.is_some() {
        let detail = "this entry is already reversed";
        return Err(Error::Conflict(vec![fault(
            ErrorLocation::Path,
            "/id",
            ErrorCode::ReversedTwice,
            detail,
        )]));
    }
    let year = year_of(work, &entry, form).await?;
    let row = revenue_entry::Model {
        id: RevenueEntryId(work.id()),
        fiscal_year_id: year.id,
        reference: form.reference.clone().unwrap_or_else(|| format!("{}/reversal", entry.reference)),
        amount: Money::ZERO.minus(entry.amount)?,
        booked_on: form.booked_on,
        description: format!("Reversal of {}: {}", entry.reference, form.reason),
        reverses_id: Some(entry.id),
        ..entry.clone()
    };
    let before = Totals::read(work.tx, std::slice::from_ref(&row)).await?;
    let row = insert_row(work.tx, row).await.map_unique_violation(&UNIQUE)?;
    before.check(work.tx, std::slice::from_ref(&row), |_| "/year".to_owned()).await?;
    let reversal = to_view::<RevenueEntries>(work.tx, row.clone()).await?;
    work.record(Entry::added::<RevenueEntries>(&row, &reversal)?);
    record_update::<RevenueEntries>(work, entry, &view).await
}

/// The locked year to which a reversal is posted: the year of the entry, or a later one that the caller
/// names.
async fn year_of(
    work: &UnitOfWork<'_>,
    entry: &revenue_entry::Model,
    form: &EntryReversal,
) -> Result<fiscal_year::Model> {
    let mut faults = ValidationErrors::default();
    faults.blank("/reason", &form.reason);
    form.reference.iter().for_each(|reference| faults.blank("/reference", reference));
    let named = match form.year {
        Some(name) => {
            let of_name = fiscal_year::Entity::find().filter(fiscal_year::COLUMN.year.eq(name));
            of_name.all(work.tx).await?.pop().map(|row| row.id)
        }
        None => Some(entry.fiscal_year_id),
    };
    let years = hold_years(work, named.into_iter().chain([entry.fiscal_year_id])).await?;
    let year_of = |id| years.iter().find(|row| row.id == id);
    let (year, of_entry) = (named.and_then(year_of), year_of(entry.fiscal_year_id));
    match year.zip(of_entry) {
        None => faults.push("/year", ErrorCode::Unknown, "the fiscal year does not exist: open it first"),
        Some((year, of_entry)) if year.currency != of_entry.currency => {
            let detail =
                format!("the entry is in {}, but the entries of that year are not", of_entry.currency);
            faults.push("/year", ErrorCode::OtherCurrency, detail);
        }
        Some((year, of_entry)) if year.first_day < of_entry.first_day => {
            faults.push(
                "/year",
                ErrorCode::BeforeEntry,
                "a reversal must be in the year of the entry or in a later one",
            );
        }
        Some(_) => {}
    }
    faults.into_result()?;
    let year = year.ok_or(Error::NotFound("fiscal year"))?;
    match closed_year_error(year, "/year") {
        Some(conflict) => Err(Error::Conflict(vec![conflict])),
        None => Ok(year.clone()),
    }
}

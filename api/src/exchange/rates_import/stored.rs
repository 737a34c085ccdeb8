//! Stores the rates of a file.

use openapi::platform::error_code::ErrorCode;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::finance::exchange_rate;
use entity::value::{AuditKind, Quantity, RateSource};
use openapi::platform::problem::{ErrorLocation, FieldError};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::json;

use super::rate::Rate;
use crate::exchange::ingest::bounds::MAX_LISTED_FAULTS;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::error::{Error, Result, fault};

/// The number of rows per statement: each binds four values, and `SQLite` binds 32 766 at most.
const ROWS: usize = 5000;

/// The counts of the rates of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The number of added rates.
    pub added: usize,
    /// The number of rates that were already stored.
    pub unchanged: usize,
}

/// Stores the rates of a file, completely or not at all. Published rates do not change: a rate that is
/// stored with another value is an error.
///
/// # Errors
/// [`Error::Invalid`] with an error for each such rate; or when the database fails.
pub async fn import(work: &UnitOfWork<'_>, rates: Vec<Rate>) -> Result<Imported> {
    let (mut added, mut faults, all) = (0, Vec::new(), rates.len());
    for some in rates.chunks(ROWS) {
        let new = new(work, some, &mut faults).await?;
        added += new.len();
        // Rows inserted before an error are rolled back with the unit of work.
        if faults.is_empty() && !new.is_empty() {
            exchange_rate::Entity::insert_many(new).exec_without_returning(work.tx).await?;
        }
    }
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let imported = Imported { added, unchanged: all - added };
    if imported.added > 0 {
        let said = json!({ "exchange_rates": imported.added });
        work.record(Entry::of(AuditKind::Loaded, None).with_details(said));
    }
    Ok(imported)
}

/// The rows of new rates.
async fn new(
    work: &UnitOfWork<'_>,
    rates: &[Rate],
    faults: &mut Vec<FieldError>,
) -> Result<Vec<exchange_rate::ActiveModel>> {
    let there = load_known(work, rates).await?;
    let mut new = Vec::new();
    for Rate { place, source, currency, day, value: rate } in rates.iter().cloned() {
        match there.get(&(source, currency.clone(), day)) {
            Some(known) if *known == rate => {}
            Some(_) if faults.len() >= MAX_LISTED_FAULTS => {}
            Some(known) => {
                let detail = format!(
                    "{currency} of {day} is {rate} here, but {known} in the portfolio: published rates do \
                    not change"
                );
                faults.push(fault(ErrorLocation::Body, place, ErrorCode::OtherRate, detail));
            }
            None => {
                new.push(
                    exchange_rate::Model { source, currency, day, rate }.into_active_model().reset_all(),
                );
            }
        }
    }
    Ok(new)
}

type StoredRates = HashMap<(RateSource, String, NaiveDate), Quantity>;

/// The stored rates of the days in a file.
async fn load_known(work: &UnitOfWork<'_>, rates: &[Rate]) -> Result<StoredRates> {
    let days: HashSet<NaiveDate> = rates.iter().map(|rate| rate.day).collect();
    let sources: HashSet<RateSource> = rates.iter().map(|rate| rate.source).collect();
    let rows = exchange_rate::Entity::find()
        .filter(exchange_rate::COLUMN.source.is_in(sources))
        .filter(exchange_rate::COLUMN.day.is_in(days))
        .all(work.tx)
        .await?;
    Ok(rows.into_iter().map(|row| ((row.source, row.currency, row.day), row.rate)).collect())
}

//! Closes a fiscal year, which freezes its split with the proof, and reopens it.

use chrono::SubsecRound;
use entity::finance::{fiscal_year, fiscal_year_closing, fiscal_year_proof};
use entity::value::{ClosingKind, FiscalYearClosingId, FiscalYearId, FiscalYearStatus};
use openapi::finance::revenue::{Basis, FiscalYear, YearClosing, YearReopening};
use openapi::platform::error_code::ErrorCode;
use openapi::platform::problem::ErrorLocation;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use sha2::{Digest, Sha256};

use super::closed_split::{VIEWS, build_proof};
use super::four_eyes;
use super::open_items::open_items;
use super::queries::year_before;
use super::year::Year;
use super::years::YEARS_LOCK;
use crate::finance::resources::FiscalYears;
use crate::platform::app::UnitOfWork;
use crate::platform::database::insert_row;
use crate::platform::error::{Error, Result, fault};
use crate::platform::hex::hexadecimal;
use crate::platform::http::IfMatch;
use crate::platform::resource::{lock_if_match, record_confirmed, record_update, update_changed_columns};
use crate::platform::validation::ValidationErrors;

/// Closes a year that is over, if the entity tag matches. If something is open, the caller must confirm it.
pub(super) async fn close(
    work: &UnitOfWork<'_>,
    id: FiscalYearId,
    if_match: &IfMatch,
    form: &YearClosing,
) -> Result<FiscalYear> {
    // No portfolio file and no policy is accepted during a closing.
    work.advisory_lock(YEARS_LOCK).await?;
    let (was, before) = lock_if_match::<FiscalYears>(work, id, if_match).await?;
    if was.status == FiscalYearStatus::Closed {
        return Err(illegal("the fiscal year is `closed` already; it can be reopened"));
    }
    if work.today() <= was.last_day {
        let detail = format!("the fiscal year can be closed only after its last day, {}", was.last_day);
        return Err(illegal(detail));
    }
    let mut faults = ValidationErrors::default();
    form.note.iter().for_each(|note| faults.blank("/note", note));
    faults.into_result()?;
    four_eyes::check(work, &was).await?;
    let confirmed = open_items(work.tx, &was).await?.require(form.confirm)?;
    let row = fiscal_year::Model { status: FiscalYearStatus::Closed, ..was.clone() };
    let row = update_changed_columns::<FiscalYears>(work, &was, &row).await?;
    freeze(work, &row, form.note.clone()).await?;
    record_confirmed::<FiscalYears>(work, row, &before, &confirmed).await
}

/// Reopens a closed year. The frozen figures are kept.
pub(super) async fn reopen(
    work: &UnitOfWork<'_>,
    id: FiscalYearId,
    if_match: &IfMatch,
    form: &YearReopening,
) -> Result<FiscalYear> {
    work.advisory_lock(YEARS_LOCK).await?;
    let (was, before) = lock_if_match::<FiscalYears>(work, id, if_match).await?;
    if was.status == FiscalYearStatus::Open {
        return Err(illegal("the fiscal year is `open` already; it can be closed"));
    }
    let mut faults = ValidationErrors::default();
    faults.blank("/reason", &form.reason);
    faults.into_result()?;
    let row = fiscal_year::Model { status: FiscalYearStatus::Open, ..was.clone() };
    let row = update_changed_columns::<FiscalYears>(work, &was, &row).await?;
    sign(work, row.id, ClosingKind::Reopened, Some(form.reason.clone()), None).await?;
    record_update::<FiscalYears>(work, row, &before).await
}

fn illegal(detail: impl Into<String>) -> Error {
    Error::Conflict(vec![fault(ErrorLocation::Path, "/id", ErrorCode::IllegalMove, detail)])
}

/// Freezes a year that was just closed: its split in both views with the proof, and the digest of its
/// entries.
pub(crate) async fn freeze(
    work: &UnitOfWork<'_>,
    row: &fiscal_year::Model,
    note: Option<String>,
) -> Result<()> {
    let mut before = Vec::new();
    for view in VIEWS {
        before.push(year_before(work.tx, row.year, Basis::Recognised, view).await?);
    }
    let proof = build_proof(work.tx, &Year::of(row.clone()), before).await?;
    let text = serde_json::to_string(&proof).map_err(Error::internal)?;
    let sha256 = hexadecimal(&Sha256::digest(&text));
    let id = sign(work, row.id, ClosingKind::Closed, note, Some(sha256)).await?;
    let proof = fiscal_year_proof::Model { id, fiscal_year_id: row.id, proof: text };
    fiscal_year_proof::Entity::insert(proof.into_active_model().reset_all())
        .exec_without_returning(work.tx)
        .await?;
    Ok(())
}

async fn sign(
    work: &UnitOfWork<'_>,
    year: FiscalYearId,
    kind: ClosingKind,
    note: Option<String>,
    sha256: Option<String>,
) -> Result<FiscalYearClosingId> {
    let row = fiscal_year_closing::Model {
        id: FiscalYearClosingId(work.id()),
        fiscal_year_id: year,
        kind,
        // Both databases store microseconds.
        at: work.now.trunc_subsecs(6),
        signed_by: work.caller.name().to_owned(),
        signed_by_id: work.caller.user(),
        note,
        sha256,
    };
    Ok(insert_row(work.tx, row).await?.id)
}

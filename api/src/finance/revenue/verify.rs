//! Verifies that the stored totals and proofs agree with the ledger.

use std::collections::BTreeMap;

use entity::finance::{fiscal_year, fiscal_year_closing, fiscal_year_proof, revenue_entry, revenue_total};
use entity::value::{Class, ClosingKind, FiscalYearId, FiscalYearStatus, FundingLineId, OtherRevenueKind};
use openapi::finance::revenue::YearProof;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};

use super::closed_split::latest_proof;
use super::digest;
use super::ledger_sums::EntrySource;
use crate::platform::error::Result;
use crate::platform::hex::hexadecimal;

/// The result of a verification of the ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// The number of entries in the ledger.
    pub entries: i64,
    /// The number of stored totals.
    pub totals: usize,
    /// The number of checked proofs of closings, with those of reopened years.
    pub proofs: usize,
    /// The differences found, one sentence each.
    pub differences: Vec<String>,
}

type Key = (FiscalYearId, EntrySource);
type Row = (FiscalYearId, Option<FundingLineId>, Option<Class>, Option<OtherRevenueKind>, i64, i64);

/// Compares the totals with the ledger, and the entries of closed years with the frozen figures.
///
/// # Errors
/// When the database fails.
pub async fn verify(connection: &impl ConnectionTrait) -> Result<Verified> {
    let mut verified = Verified::default();
    let years = fiscal_year::Entity::find().order_by_asc(fiscal_year::Column::Year).all(connection).await?;
    let mut kept = sums_of_totals(connection).await?;
    verified.totals = kept.len();
    for (key, held) in sums_of_entries(connection).await? {
        verified.entries += held.1;
        let kept = kept.remove(&key).unwrap_or_default();
        if kept != held {
            verified.differences.push(difference(&years, key, held, kept));
        }
    }
    let left = kept.into_iter().map(|(key, kept)| difference(&years, key, (0, 0), kept));
    verified.differences.extend(left);
    for year in &years {
        let mut faults = Vec::new();
        for closing in closings(connection, year.id).await? {
            faults.extend(signature_fault(connection, closing).await?);
            verified.proofs += 1;
        }
        if year.status == FiscalYearStatus::Closed {
            faults.extend(ledger_fault(connection, year.id).await?);
        }
        let told = faults.into_iter().map(|fault| format!("fiscal year {}: {fault}", year.year));
        verified.differences.extend(told);
    }
    Ok(verified)
}

/// The ledger: sums in cents, and the number of entries.
async fn sums_of_entries(connection: &impl ConnectionTrait) -> Result<BTreeMap<Key, (i64, i64)>> {
    let total = Expr::expr(Func::sum(Expr::col(revenue_entry::Column::Amount))).cast_as("bigint");
    let sums = revenue_entry::Entity::find()
        .select_only()
        .column(revenue_entry::Column::FiscalYearId)
        .column(revenue_entry::Column::FundingLineId)
        .column(revenue_entry::Column::Class)
        .column(revenue_entry::Column::OtherKind)
        .column_as(total, "total")
        .column_as(Expr::expr(Func::count(Expr::col(revenue_entry::Column::Id))), "entries")
        .group_by(revenue_entry::Column::FiscalYearId)
        .group_by(revenue_entry::Column::FundingLineId)
        .group_by(revenue_entry::Column::Class)
        .group_by(revenue_entry::Column::OtherKind);
    let rows: Vec<Row> = sums.into_tuple().all(connection).await?;
    Ok(rows
        .into_iter()
        .map(|(year, line, class, kind, total, count)| ((year, (line, class, kind)), (total, count)))
        .collect())
}

/// The stored totals.
async fn sums_of_totals(connection: &impl ConnectionTrait) -> Result<BTreeMap<Key, (i64, i64)>> {
    let rows = revenue_total::Entity::find().all(connection).await?;
    let rows = rows.into_iter();
    let source = |row: &revenue_total::Model| (row.funding_line_id, row.class, row.other_kind);
    Ok(rows.map(|row| ((row.fiscal_year_id, source(&row)), (row.total, row.entries))).collect())
}

fn difference(years: &[fiscal_year::Model], key: Key, held: (i64, i64), kept: (i64, i64)) -> String {
    let (id, source) = key;
    let year = years.iter().find(|row| row.id == id).map(|row| row.year.to_string()).unwrap_or_default();
    let source = match source {
        (Some(line), ..) => format!("the funding line {}", line.0),
        (None, Some(class), None) => format!("the class {class}"),
        (None, Some(class), Some(kind)) => format!("the class {class}, kind {kind}"),
        (None, None, _) => "nothing".to_owned(),
    };
    format!(
        "fiscal year {year}, {source}: the ledger holds {} cents in {} entries, but the stored total is {} \
        in {}",
        held.0, held.1, kept.0, kept.1
    )
}

/// The closings of a year.
async fn closings(
    connection: &impl ConnectionTrait,
    year: FiscalYearId,
) -> Result<Vec<fiscal_year_closing::Model>> {
    Ok(fiscal_year_closing::Entity::find()
        .filter(fiscal_year_closing::COLUMN.fiscal_year_id.eq(year))
        .filter(fiscal_year_closing::COLUMN.kind.eq(ClosingKind::Closed))
        .order_by_asc(fiscal_year_closing::COLUMN.id)
        .all(connection)
        .await?)
}

/// What is wrong with the frozen figures of a closing.
async fn signature_fault(
    connection: &impl ConnectionTrait,
    closing: fiscal_year_closing::Model,
) -> Result<Option<&'static str>> {
    let written = fiscal_year_proof::Entity::find_by_id(closing.id).one(connection).await?;
    let sha256 = written.map(|written| hexadecimal(&Sha256::digest(&written.proof)));
    Ok((sha256 != closing.sha256).then_some("the frozen figures differ from the signed ones"))
}

/// What is wrong with the entries of a closed year.
async fn ledger_fault(connection: &impl ConnectionTrait, year: FiscalYearId) -> Result<Option<&'static str>> {
    let Some(written) = latest_proof(connection, year).await? else {
        return Ok(Some("it is closed without frozen figures: reopen it and close it again"));
    };
    let Ok(proof) = serde_json::from_str::<YearProof>(&written.proof) else {
        return Ok(Some("the frozen figures cannot be read"));
    };
    let ledger = digest::of_year(connection, year).await?;
    Ok((ledger != proof.ledger).then_some("its entries differ from the signed ones"))
}

//! Proving that what is kept of the ledger is what the ledger holds.

use std::collections::BTreeMap;

use entity::finance::{fiscal_year, fiscal_year_closing, fiscal_year_proof, revenue_entry, revenue_total};
use entity::value::{Class, ClosingKind, FiscalYearId, FiscalYearStatus, FundingLineId};
use openapi::finance::revenue::YearProof;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};

use super::closed_split::latest_proof;
use super::digest;
use crate::platform::error::Result;
use crate::platform::hex::hexadecimal;

/// What became of a comparison of the ledger with what is kept of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many entries the ledger holds.
    pub entries: i64,
    /// How many totals are kept.
    pub totals: usize,
    /// How many proofs of closings were checked, those of reopened years too.
    pub proofs: usize,
    /// What is not as it should be, a sentence each.
    pub differences: Vec<String>,
}

type Key = (FiscalYearId, Option<FundingLineId>, Option<Class>);
type Row = (FiscalYearId, Option<FundingLineId>, Option<Class>, i64, i64);

/// Compares the totals with the ledger, and what closed years rest on with what was frozen.
///
/// # Errors
/// When the database fails.
pub async fn verify(connection: &impl ConnectionTrait) -> Result<Verified> {
    let mut verified = Verified::default();
    let years = fiscal_year::Entity::find().order_by_asc(fiscal_year::Column::Year).all(connection).await?;
    let mut kept = kept(connection).await?;
    verified.totals = kept.len();
    for (key, held) in held(connection).await? {
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

/// What the ledger holds: sums in cents, and how many entries there are.
async fn held(connection: &impl ConnectionTrait) -> Result<BTreeMap<Key, (i64, i64)>> {
    let total = Expr::expr(Func::sum(Expr::col(revenue_entry::Column::Amount))).cast_as("bigint");
    let sums = revenue_entry::Entity::find()
        .select_only()
        .column(revenue_entry::Column::FiscalYearId)
        .column(revenue_entry::Column::FundingLineId)
        .column(revenue_entry::Column::Class)
        .column_as(total, "total")
        .column_as(Expr::expr(Func::count(Expr::col(revenue_entry::Column::Id))), "entries")
        .group_by(revenue_entry::Column::FiscalYearId)
        .group_by(revenue_entry::Column::FundingLineId)
        .group_by(revenue_entry::Column::Class);
    let rows: Vec<Row> = sums.into_tuple().all(connection).await?;
    Ok(rows
        .into_iter()
        .map(|(year, line, class, total, count)| ((year, line, class), (total, count)))
        .collect())
}

/// What is kept of it.
async fn kept(connection: &impl ConnectionTrait) -> Result<BTreeMap<Key, (i64, i64)>> {
    let rows = revenue_total::Entity::find().all(connection).await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|row| ((row.fiscal_year_id, row.funding_line_id, row.class), (row.total, row.entries)))
        .collect())
}

fn difference(years: &[fiscal_year::Model], key: Key, held: (i64, i64), kept: (i64, i64)) -> String {
    let (id, line, class) = key;
    let year = years.iter().find(|row| row.id == id).map(|row| row.year.to_string()).unwrap_or_default();
    let source = match (line, class) {
        (Some(line), _) => format!("the funding line {}", line.0),
        (None, Some(class)) => format!("the class {class}"),
        (None, None) => "nothing".to_owned(),
    };
    format!(
        "fiscal year {year}, {source}: the ledger holds {} cents in {} entries, its total says {} in {}",
        held.0, held.1, kept.0, kept.1
    )
}

/// The times that a year was closed.
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

/// What is wrong with what a closing froze.
async fn signature_fault(
    connection: &impl ConnectionTrait,
    closing: fiscal_year_closing::Model,
) -> Result<Option<&'static str>> {
    let written = fiscal_year_proof::Entity::find_by_id(closing.id).one(connection).await?;
    let sha256 = written.map(|written| hexadecimal(&Sha256::digest(&written.proof)));
    Ok((sha256 != closing.sha256).then_some("what was frozen is not what was signed"))
}

/// What is wrong with the entries of a closed year.
async fn ledger_fault(connection: &impl ConnectionTrait, year: FiscalYearId) -> Result<Option<&'static str>> {
    let Some(written) = latest_proof(connection, year).await? else {
        return Ok(Some("it is closed, and nothing was frozen of it: reopen it and close it again"));
    };
    let Ok(proof) = serde_json::from_str::<YearProof>(&written.proof) else {
        return Ok(Some("what was frozen cannot be read"));
    };
    let ledger = digest::of_year(connection, year).await?;
    Ok((ledger != proof.ledger).then_some("its entries are not those that were signed"))
}

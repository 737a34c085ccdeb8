//! Proposed entries: the accrued amount of each line in a year, less its posted amount. A person reviews
//! and posts them.

use std::collections::BTreeMap;

use entity::finance::{fiscal_year, revenue_total};
use entity::value::{FiscalYearId, FundingLineId, Money};
use openapi::finance::revenue::{PostedOnly, ProposedEntries, ProposedEntry, RevenueEntryInput};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::gather;
use super::posting::closed_year_error;
use super::split::{Claim, in_the_year};
use super::year::Year;
use crate::finance::resources::FiscalYears;
use crate::platform::error::{Error, Result};
use crate::platform::resource::find_row;

/// The posted amount of each line, and the number of its entries.
type Posted = BTreeMap<FundingLineId, (Money, i64)>;

/// The proposed entries of an open year.
pub(super) async fn proposed(connection: &impl ConnectionTrait, id: FiscalYearId) -> Result<ProposedEntries> {
    let row = find_row::<FiscalYears>(connection, id).await?;
    if let Some(conflict) = closed_year_error(&row, "") {
        return Err(Error::Conflict(vec![conflict]));
    }
    let mut posted = posted(connection, id).await?;
    let gathered = gather::accrued(connection, &Year::of(row.clone())).await?;
    let mut proposals = Vec::new();
    for claim in gathered.claims {
        let Some(line) = claim.source.funding_line else { continue };
        let so_far = posted.remove(&line).unwrap_or_default();
        proposals.extend(proposal(&row, line, claim, so_far)?);
    }
    let left = posted.into_iter().filter(|(_, (total, _))| *total != Money::ZERO);
    Ok(ProposedEntries {
        year: row.year,
        currency: row.currency,
        proposals,
        posted_only: left.map(|(funding_line, (posted, _))| PostedOnly { funding_line, posted }).collect(),
        not_counted: gathered.not_counted,
    })
}

/// The missing entry of a line; `None` if the accrued amount is posted to the cent.
fn proposal(
    year: &fiscal_year::Model,
    line: FundingLineId,
    claim: Claim,
    (posted, entries): (Money, i64),
) -> Result<Option<ProposedEntry>> {
    let accrued = in_the_year(&claim)?;
    let amount = accrued.minus(posted)?;
    let id = line.0.simple().to_string();
    let entry = RevenueEntryInput {
        year: year.year,
        // The end of an identifier is random enough to tell lines apart.
        reference: format!("{}/{}/{}", year.year, id.get(20..).unwrap_or_default(), entries + 1),
        amount,
        currency: year.currency,
        funding_line: Some(line),
        class: None,
        booked_on: None,
        description: format!("Accrued in {}, less the amount posted", year.year),
    };
    let Claim { source, method, .. } = claim;
    Ok((amount != Money::ZERO).then_some(ProposedEntry { source, method, accrued, posted, entry }))
}

async fn posted(connection: &impl ConnectionTrait, year: FiscalYearId) -> Result<Posted> {
    let rows = revenue_total::Entity::find()
        .filter(revenue_total::COLUMN.fiscal_year_id.eq(year))
        .filter(revenue_total::Column::FundingLineId.is_not_null())
        .all(connection)
        .await?;
    let posted = rows.into_iter().filter_map(|row| Some((row.funding_line_id?, row.total, row.entries)));
    posted.map(|(line, total, entries)| Ok((line, (Money::from_cents(total)?, entries)))).collect()
}

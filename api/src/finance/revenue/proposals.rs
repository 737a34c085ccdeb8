//! Proposed entries: the accrued amount of each line in a year, with what the year catches up for closed
//! years, less its posted amount. A person reviews and posts them.

use std::collections::{BTreeMap, HashMap};

use entity::finance::{fiscal_year, funding_line, revenue_total};
use entity::value::{CurrencyCode, FiscalYearId, FiscalYearStatus, FundingLineId, Money};
use openapi::finance::revenue::{PostedOnly, ProposedEntries, ProposedEntry, RevenueEntryInput};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::accruals::{Accrual, accruals};
use super::ledger_sums;
use super::posting::closed_year_error;
use super::receipts::years;
use super::stored::{Line, all_signed_lines, source};
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
    let accruals = accruals(connection, &Year::of(row.clone())).await?;
    let mut proposals = Vec::new();
    for accrual in accruals.lines {
        let so_far = posted.remove(&accrual.line.row.id).unwrap_or_default();
        proposals.extend(proposal(&row, &accrual, so_far)?);
    }
    let left = posted.into_iter().filter(|(_, (total, _))| *total != Money::ZERO);
    Ok(ProposedEntries {
        year: row.year,
        currency: row.currency,
        proposals,
        posted_only: left.map(|(funding_line, (posted, _))| PostedOnly { funding_line, posted }).collect(),
        not_counted: accruals.not_counted,
    })
}

/// The missing entry of a line; `None` if its accrual and its catch-up are posted to the cent.
fn proposal(
    year: &fiscal_year::Model,
    Accrual { line, parts, catch_up, exchanged: _ }: &Accrual,
    (posted, entries): (Money, i64),
) -> Result<Option<ProposedEntry>> {
    let mut accrued = Money::ZERO;
    for part in parts {
        accrued = accrued.plus(part.amount()?)?;
    }
    let amount = accrued.plus(*catch_up)?.minus(posted)?;
    let id = line.row.id.0.simple().to_string();
    let caught_up =
        if *catch_up == Money::ZERO { String::new() } else { format!(", with {catch_up} for closed years") };
    let entry = RevenueEntryInput {
        year: year.year,
        // The end of an identifier is random enough to tell lines apart.
        reference: format!("{}/{}/{}", year.year, id.get(20..).unwrap_or_default(), entries + 1),
        amount,
        currency: year.currency,
        funding_line: Some(line.row.id),
        class: None,
        other_kind: None,
        booked_on: None,
        description: format!("Accrued in {}{caught_up}, less the amount posted", year.year),
    };
    let (source, method) = (source(line), line.row.recognition_method);
    let proposal = ProposedEntry { source, method, accrued, catch_up: *catch_up, posted, entry };
    Ok((amount != Money::ZERO).then_some(proposal))
}

/// The revenue of a signed line in the ledger.
pub(crate) struct LedgerOfLine {
    pub(crate) line: funding_line::Model,
    /// What is posted in all years.
    pub(crate) recognised: Money,
    /// What is proposed in open years.
    pub(crate) pending: Money,
    /// Whether fiscal years are recorded for the whole period of the line.
    pub(crate) is_over: bool,
}

/// The ledger of each signed line, in the fiscal years that have its currency.
pub(crate) async fn ledger_of_lines(connection: &impl ConnectionTrait) -> Result<Vec<LedgerOfLine>> {
    let mut by_currency: HashMap<CurrencyCode, Vec<fiscal_year::Model>> = HashMap::new();
    for row in years(connection).await? {
        by_currency.entry(row.currency).or_default().push(row);
    }
    let lines = all_signed_lines(connection).await?;
    let mut of_lines = Vec::new();
    for (currency, recorded) in by_currency {
        let ids: Vec<_> = recorded.iter().map(|row| row.id).collect();
        let recognised = ledger_sums::posted(connection, &ids).await?;
        let pending = pending(connection, &recorded).await?;
        for line in lines.iter().filter(|line| line.row.currency == currency) {
            let of_years = recognised.get(&line.row.id).into_iter().flat_map(HashMap::values).copied();
            of_lines.push(LedgerOfLine {
                line: line.row.clone(),
                recognised: Money::total(of_years)?,
                pending: pending.get(&line.row.id).copied().unwrap_or_default(),
                is_over: is_over(line, &recorded),
            });
        }
    }
    of_lines.sort_by_key(|of_line| of_line.line.id);
    Ok(of_lines)
}

/// What is proposed in the open ones of some years, by line.
async fn pending(
    connection: &impl ConnectionTrait,
    recorded: &[fiscal_year::Model],
) -> Result<HashMap<FundingLineId, Money>> {
    let mut pending: HashMap<FundingLineId, Money> = HashMap::new();
    for row in recorded.iter().filter(|row| row.status == FiscalYearStatus::Open) {
        for proposal in proposed(connection, row.id).await?.proposals {
            let Some(line) = proposal.source.funding_line else { continue };
            let total = pending.entry(line).or_default();
            *total = total.plus(proposal.entry.amount)?;
        }
    }
    Ok(pending)
}

/// Whether the whole period of a line is between the first and the last of some years.
fn is_over(line: &Line, recorded: &[fiscal_year::Model]) -> bool {
    let (starts, ends) = line.period();
    let first = recorded.iter().map(|row| row.first_day).min();
    let last = recorded.iter().map(|row| row.last_day).max();
    starts.zip(first).is_some_and(|(starts, first)| first <= starts)
        && ends.zip(last).is_some_and(|(ends, last)| ends <= last)
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

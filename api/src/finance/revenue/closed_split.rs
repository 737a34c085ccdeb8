//! The figures that a closing froze: the split of the year in both views. All later responses use them.

use entity::finance::fiscal_year_proof;
use entity::value::{FiscalYearId, FiscalYearStatus, Places};
use openapi::finance::revenue::{
    ClassAmount, Contribution, EntryRef, LevelClass, ProvenPolicy, ProvenSplit, ProvenYear, Source, View,
    YearProof,
};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::frozen::Frozen;
use super::ledger_sums::{Entries, EntrySource, entries};
use super::line_attributes::line_attributes;
use super::policy::Policy;
use super::split::{Split, in_order, of_contributions, split};
use super::stored::policy;
use super::year::Year;
use super::{digest, gather};
use crate::platform::error::{Error, Result};

/// The format of a proof.
const FORMAT: &str = "fiscal-year-proof/2";

/// The frozen views.
pub(super) const VIEWS: [View; 2] = [View::Payer, View::Origin];

/// Builds the proof of a year. `before` is the year before, for each of [`VIEWS`].
pub(super) async fn build_proof(
    connection: &impl ConnectionTrait,
    year: &Year,
    before: Vec<Option<ProvenYear>>,
) -> Result<YearProof> {
    let Some(row) = &year.row else { return Err(Error::NotFound("fiscal year")) };
    let gathered = gather::recognised(connection, year, false).await?;
    let proven = VIEWS.into_iter().zip(before).map(|(view, previous)| {
        let split = split(gathered.clone(), view, year.currency, 0)?;
        let classes =
            split.classes.iter().map(|share| ClassAmount { class: share.class, amount: share.amount });
        Ok(ProvenSplit {
            view,
            total: split.total,
            classes: classes.collect(),
            other: split.other,
            contributions: split.contributions,
            not_counted: split.not_counted,
            previous,
        })
    });
    let splits = proven.collect::<Result<Vec<ProvenSplit>>>()?;
    let contributions: Vec<_> = splits.iter().flat_map(|split| split.contributions.iter().cloned()).collect();
    Ok(YearProof {
        format: FORMAT.to_owned(),
        fiscal_year: row.id,
        year: row.year,
        first_day: year.days.first,
        last_day: year.days.last,
        currency: year.currency,
        policy: proven_policy(policy(connection, year).await?),
        ledger: digest::of_year(connection, row.id).await?,
        lines: line_attributes(connection, &contributions).await?,
        splits,
    })
}

fn proven_policy(policy: Policy) -> Option<ProvenPolicy> {
    let Policy { row, rules, counts_other } = policy;
    let rules = rules.into_iter().map(|(level, class)| LevelClass { level, class }).collect();
    row.map(|row| ProvenPolicy { valid_from: row.valid_from, note: row.note, rules, counts_other })
}

/// The proof of the last closing of a year, as stored.
pub(super) async fn latest_proof(
    connection: &impl ConnectionTrait,
    year: FiscalYearId,
) -> Result<Option<fiscal_year_proof::Model>> {
    Ok(fiscal_year_proof::Entity::find()
        .filter(fiscal_year_proof::COLUMN.fiscal_year_id.eq(year))
        .order_by_desc(fiscal_year_proof::COLUMN.id)
        .one(connection)
        .await?)
}

/// The frozen split of a closed year. `None` for an open year, and for a year that was closed before proofs
/// were stored.
pub(super) async fn closed_split(
    connection: &impl ConnectionTrait,
    year: &Year,
    (view, decimals): (View, Places),
    explain: bool,
) -> Result<Option<Split>> {
    let Some(row) = year.row.as_ref().filter(|row| row.status == FiscalYearStatus::Closed) else {
        return Ok(None);
    };
    let Some(written) = latest_proof(connection, row.id).await? else { return Ok(None) };
    let proof: YearProof = serde_json::from_str(&written.proof).map_err(Error::internal)?;
    let Some(of_view) = proof.splits.into_iter().find(|split| split.view == view) else { return Ok(None) };
    let keeps_previous = proof.format == FORMAT;
    let ProvenSplit { mut contributions, not_counted, other, previous, .. } = of_view;
    if explain {
        contributions = with_entries(contributions, &entries(connection, row).await?);
        contributions.sort_by_cached_key(in_order);
    }
    let split = of_contributions(contributions, not_counted, other.counted, decimals)?;
    Ok(Some(Split { frozen: Some(Frozen { lines: proof.lines, keeps_previous, previous }), ..split }))
}

/// Contributions with their entries. The entries are not frozen, because the ledger keeps them: they never
/// change, and a closed year takes no new ones.
fn with_entries(contributions: Vec<Contribution>, entries: &Entries) -> Vec<Contribution> {
    let of_source = |source: EntrySource| entries.get(&source).cloned().unwrap_or_default();
    let told = contributions.into_iter().flat_map(|given| {
        if let Some(line) = given.source.funding_line {
            let entries = of_source((Some(line), None, None));
            let entries_total = Some(entries.len()).filter(|count| *count > 0);
            return vec![Contribution { entries, entries_total, ..given }];
        }
        let of_class = of_source((None, Some(given.class), given.other_kind)).into_iter();
        of_class.map(|entry| by_itself(&given, entry)).collect()
    });
    told.collect()
}

/// An entry without a funding line is a contribution by itself.
fn by_itself(of_class: &Contribution, entry: EntryRef) -> Contribution {
    let exactly = super::split::exact_money(entry.amount);
    let source = Source {
        revenue_entry: Some(entry.id),
        reference: Some(entry.reference.clone()),
        ..of_class.source.clone()
    };
    Contribution {
        amount: entry.amount,
        base: entry.amount,
        unrounded: exactly,
        source,
        entries: vec![entry],
        entries_total: Some(1),
        ..of_class.clone()
    }
}

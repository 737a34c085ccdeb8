//! Posting to the ledger: many entries in one transaction, all of them or none.

use openapi::platform::error_code::ErrorCode;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use entity::finance::{fiscal_year, funding_line, revenue_entry};
use entity::value::{Class, FiscalYearId, FiscalYearStatus, FundingLineId, Money, RevenueEntryId};
use openapi::finance::revenue::{
    PostedEntries, PostedEntry, PostedTotal, RevenueEntriesInput, RevenueEntryInput,
};
use openapi::platform::problem::{ErrorLocation, FieldError};
use openapi::platform::rights::Right;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::digest::Digester;
use super::other::{KIND_WITHOUT_CLASS, kind_of};
use super::totals::Totals;
use crate::finance::range::in_range;
use crate::finance::resources::RevenueEntries;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::{Entry, Subject};
use crate::platform::constraint::{MapUniqueViolation, Unique};
use crate::platform::error::{Error, Result, fault};
use crate::platform::resource::to_view;
use crate::platform::validation::ValidationErrors;

/// The kind of an audit entry about several posted entries.
pub(super) const SEVERAL_ENTRIES: &str = "revenue entries";

/// The batch size for inserts and look-ups: `SQLite` binds 32 766 values at most.
const AT_ONCE: usize = 1_000;

const UNIQUE: [Unique; 1] = [Unique {
    name: "revenue_entry_reference_unique",
    column: "revenue_entry.reference",
    pointer: "/entries",
    detail: "an entry with one of these references was posted at the same time",
}];

/// The stored data that a posting is checked against.
#[derive(Debug, Default)]
struct Ground {
    years: HashMap<i32, fiscal_year::Model>,
    lines: HashSet<FundingLineId>,
    taken: HashSet<String>,
}

/// Posts entries, or returns all errors.
pub(super) async fn post(work: &UnitOfWork<'_>, form: &RevenueEntriesInput) -> Result<PostedEntries> {
    work.caller.require_everywhere(Right::KeepLedger)?;
    let ground = Ground::read(work, &form.entries).await?;
    ground.check(&form.entries)?;
    let rows: Vec<_> = form.entries.iter().filter_map(|input| ground.row(work, input)).collect();
    let before = Totals::read(work.tx, &rows).await?;
    let (mut posted, mut digest) = (Vec::with_capacity(rows.len()), Digester::default());
    for some in rows.chunks(AT_ONCE) {
        for row in some {
            digest.add(row)?;
            posted.push(PostedEntry { id: row.id, reference: row.reference.clone() });
        }
        let some = some.iter().cloned().map(|row| row.into_active_model().reset_all());
        revenue_entry::Entity::insert_many(some)
            .exec_without_returning(work.tx)
            .await
            .map_unique_violation(&UNIQUE)?;
    }
    before.check(work.tx, &rows, |index| format!("/entries/{index}/amount")).await?;
    if let [row] = rows.as_slice() {
        let view = to_view::<RevenueEntries>(work.tx, row.clone()).await?;
        work.record(Entry::added::<RevenueEntries>(row, &view)?);
    }
    let count = i64::try_from(posted.len()).unwrap_or(i64::MAX);
    let posted = PostedEntries { count, totals: ground.totals(&form.entries)?, entries: posted };
    if posted.entries.len() > 1 {
        work.record(together(&posted, digest));
    }
    Ok(posted)
}

/// Many entries are one audit entry: the ledger keeps each of them, and the digest identifies them.
fn together(posted: &PostedEntries, digest: Digester) -> Entry {
    let ends = posted.entries.first().zip(posted.entries.last());
    let name = ends.map(|(first, last)| format!("{} to {}", first.reference, last.reference));
    let subject = Subject { kind: SEVERAL_ENTRIES, id: None, name, project: None };
    let digest = digest.finish();
    Entry::of(entity::value::AuditKind::Added, Some(subject)).with_details(serde_json::json!({
        "entries": posted.count, "totals": posted.totals, "sha256": digest.sha256
    }))
}

impl Ground {
    async fn read(work: &UnitOfWork<'_>, entries: &[RevenueEntryInput]) -> Result<Self> {
        let mut ground = Self::default();
        let names: BTreeSet<i32> = entries.iter().map(|input| input.year).collect();
        let years = fiscal_year::Entity::find().filter(fiscal_year::COLUMN.year.is_in(names));
        ground.years = lock_year(work, years).await?.into_iter().map(|row| (row.year, row)).collect();
        let lines: BTreeSet<_> = entries.iter().filter_map(|input| input.funding_line).collect();
        for some in lines.into_iter().collect::<Vec<_>>().chunks(AT_ONCE) {
            let known = funding_line::Entity::find()
                .select_only()
                .column(funding_line::Column::Id)
                .filter(funding_line::COLUMN.id.is_in(some.iter().copied()));
            ground.lines.extend(known.into_tuple::<FundingLineId>().all(work.tx).await?);
        }
        for some in entries.chunks(AT_ONCE) {
            let taken = revenue_entry::Entity::find()
                .select_only()
                .column(revenue_entry::Column::Reference)
                .filter(revenue_entry::COLUMN.reference.is_in(some.iter().map(|input| &input.reference)));
            ground.taken.extend(taken.into_tuple::<String>().all(work.tx).await?);
        }
        Ok(ground)
    }

    /// Checks the entries. Invalid values are reported together with used references and closed years.
    fn check(&self, entries: &[RevenueEntryInput]) -> Result<()> {
        let (mut invalid, mut conflicts, mut seen) =
            (ValidationErrors::default(), Vec::new(), HashMap::new());
        for (index, input) in entries.iter().enumerate() {
            let at = format!("/entries/{index}");
            invalid.blank(&format!("{at}/reference"), &input.reference);
            invalid.blank(&format!("{at}/description"), &input.description);
            if input.amount == Money::ZERO {
                invalid.push(
                    &format!("{at}/amount"),
                    ErrorCode::Zero,
                    "the amount of an entry cannot be zero",
                );
            }
            let first = *seen.entry(&input.reference).or_insert(index);
            if first != index {
                let what = format!("the reference {}", input.reference);
                invalid.twice(&format!("{at}/reference"), &what, ("entry", first));
            }
            self.check_source(input, &at, &mut invalid);
            self.check_year(input, &at, &mut invalid, &mut conflicts);
            if self.taken.contains(&input.reference) {
                let detail = format!("the entry {} is posted already", input.reference);
                conflicts.push(fault(
                    ErrorLocation::Body,
                    format!("{at}/reference"),
                    ErrorCode::Taken,
                    detail,
                ));
            }
        }
        match (invalid.is_empty(), conflicts.is_empty()) {
            (true, true) => Ok(()),
            (true, false) => Err(Error::Conflict(conflicts)),
            _ => Err(Error::Invalid(invalid.into_inner().into_iter().chain(conflicts).collect())),
        }
    }

    fn check_source(&self, input: &RevenueEntryInput, at: &str, invalid: &mut ValidationErrors) {
        if input.other_kind.is_some() && input.class != Some(Class::Other) {
            invalid.push(&format!("{at}/other_kind"), ErrorCode::Unused, KIND_WITHOUT_CLASS);
        }
        match (input.funding_line, input.class) {
            (Some(line), None) if !self.lines.contains(&line) => {
                invalid.push(
                    &format!("{at}/funding_line"),
                    ErrorCode::Unknown,
                    "the funding line does not exist",
                );
            }
            (Some(_), None) | (None, Some(_)) => {}
            _ => {
                let detail = "an entry has either a `funding_line` or a `class`";
                invalid.push(at, ErrorCode::FundingLineOrClass, detail);
            }
        }
    }

    fn check_year(
        &self,
        input: &RevenueEntryInput,
        at: &str,
        invalid: &mut ValidationErrors,
        conflicts: &mut Vec<FieldError>,
    ) {
        let Some(year) = self.years.get(&input.year) else {
            let detail = format!("the fiscal year {} does not exist: open it first", input.year);
            return invalid.push(&format!("{at}/year"), ErrorCode::Unknown, detail);
        };
        if input.currency != year.currency {
            let detail = format!("the entries of {} must be in {}", year.year, year.currency);
            invalid.push(&format!("{at}/currency"), ErrorCode::OtherCurrency, detail);
        }
        conflicts.extend(closed_year_error(year, &format!("{at}/year")));
    }

    fn row(&self, work: &UnitOfWork<'_>, input: &RevenueEntryInput) -> Option<revenue_entry::Model> {
        Some(revenue_entry::Model {
            id: RevenueEntryId(work.id()),
            fiscal_year_id: self.years.get(&input.year)?.id,
            reference: input.reference.clone(),
            amount: input.amount,
            funding_line_id: input.funding_line,
            class: input.class,
            other_kind: kind_of(input.class, input.other_kind),
            booked_on: input.booked_on,
            description: input.description.clone(),
            reverses_id: None,
        })
    }

    /// The number and the total of the entries of each year.
    fn totals(&self, entries: &[RevenueEntryInput]) -> Result<Vec<PostedTotal>> {
        let mut by_year: BTreeMap<i32, Vec<Money>> = BTreeMap::new();
        for input in entries {
            by_year.entry(input.year).or_default().push(input.amount);
        }
        let mut totals = Vec::new();
        for (year, amounts) in by_year {
            let Some(row) = self.years.get(&year) else { continue };
            let entries = i64::try_from(amounts.len()).unwrap_or(i64::MAX);
            let total = in_range(Money::total(amounts), "/entries")?;
            totals.push(PostedTotal { year, currency: row.currency, entries, total });
        }
        Ok(totals)
    }
}

/// Locks some years, so that none closes before the unit of work ends. They are locked in the order of
/// their identifiers, so that two postings cannot deadlock.
async fn lock_year(
    work: &UnitOfWork<'_>,
    years: sea_orm::Select<fiscal_year::Entity>,
) -> Result<Vec<fiscal_year::Model>> {
    Ok(years.order_by_asc(fiscal_year::Column::Id).lock_exclusive().all(work.tx).await?)
}

pub(crate) async fn hold_years(
    work: &UnitOfWork<'_>,
    ids: impl IntoIterator<Item = FiscalYearId>,
) -> Result<Vec<fiscal_year::Model>> {
    lock_year(work, fiscal_year::Entity::find().filter(fiscal_year::COLUMN.id.is_in(ids))).await
}

/// The error of a closed year.
pub(super) fn closed_year_error(year: &fiscal_year::Model, pointer: &str) -> Option<FieldError> {
    let detail = format!("the fiscal year {} is `closed`: reopen it, or post to an open year", year.year);
    (year.status == FiscalYearStatus::Closed)
        .then(|| fault(ErrorLocation::Body, pointer, ErrorCode::ClosedYear, detail))
}

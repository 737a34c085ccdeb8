use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;

use entity::finance::revenue_entry;
use entity::value::{Class, FundingLineId, Money, RevenueEntryId};
use openapi::exchange::portfolio_file::{FileRevenueEntry, PortfolioFile};

use super::faults::{Faults, FirstPointers};
use super::funding::{FundingReferences, Lines};
use super::planned::Planned;
use super::years::Years;
use crate::finance::revenue::{KIND_WITHOUT_CLASS, kind_of};
use crate::platform::app::UnitOfWork;

/// The known ledger while the entries of the file are read.
struct Ledger<'a> {
    years: &'a Years,
    known: HashMap<String, revenue_entry::Model>,
    /// The reversal of each entry.
    reversed: HashMap<RevenueEntryId, RevenueEntryId>,
}

/// The revenue entries of the file. An entry that already exists must be equal.
pub(super) fn entries(
    work: &UnitOfWork<'_>,
    file: &PortfolioFile,
    years: &Years,
    names: &FundingReferences<'_>,
    lines: &Lines,
    stored: Vec<revenue_entry::Model>,
    faults: &mut Faults<'_>,
) -> Vec<Planned<revenue_entry::Model>> {
    let reversed = stored.iter().filter_map(|row| Some((row.reverses_id?, row.id))).collect();
    let known = stored.into_iter().map(|row| (row.reference.clone(), row)).collect();
    let mut ledger = Ledger { years, known, reversed };
    let (mut planned, mut seen) = (Vec::new(), FirstPointers::default());
    for (index, input) in file.revenue_entries.iter().enumerate() {
        let at = format!("/revenue_entries/{index}");
        faults.blank(format!("{at}/reference"), &input.reference);
        if let Some(first) = seen.again(&input.reference, &at) {
            faults.twice(&at, "revenue entry, by its reference,", &first);
            continue;
        }
        let comes_from = source(input, &at, names, lines, faults);
        planned.extend(ledger.post(work, input, &at, comes_from, faults));
    }
    planned
}

impl Ledger<'_> {
    fn post(
        &mut self,
        work: &UnitOfWork<'_>,
        input: &FileRevenueEntry,
        at: &str,
        comes_from: Option<SourceOfEntry>,
        faults: &mut Faults<'_>,
    ) -> Option<Planned<revenue_entry::Model>> {
        let reverses = self.reversed_by(input, at, faults);
        let Some(year) = self.years.find_year(input.year) else {
            faults.unknown(format!("{at}/year"), "fiscal year", &input.year.to_string());
            return None;
        };
        if input.currency != year.currency {
            let detail = format!("the entries of {} must be in {}", year.year, year.currency);
            faults.push(format!("{at}/currency"), ErrorCode::OtherCurrency, detail);
        }
        let (funding_line_id, class) = comes_from?;
        if input.other_kind.is_some() && class != Some(Class::Other) {
            faults.push(format!("{at}/other_kind"), ErrorCode::Unused, KIND_WITHOUT_CLASS);
        }
        let existing = self.known.get(&input.reference).cloned();
        let desired = revenue_entry::Model {
            id: existing.as_ref().map_or_else(|| RevenueEntryId(work.id()), |row| row.id),
            fiscal_year_id: year.id,
            reference: input.reference.clone(),
            amount: input.amount,
            funding_line_id,
            class,
            other_kind: kind_of(class, input.other_kind),
            booked_on: input.booked_on,
            description: input.description.clone(),
            reverses_id: reverses.as_ref().map(|entry| entry.id),
        };
        if let Some(original) = &reverses {
            self.reversal(&desired, original, at, faults);
        }
        match &existing {
            Some(existing) if *existing != desired => {
                let detail =
                    "this entry is already posted with other values: post its reversal, and a new entry";
                faults.push(at, ErrorCode::Immutable, detail);
            }
            None if self.years.is_closed(year.id) => {
                let detail = format!("the fiscal year {} is closed", year.year);
                faults.push(format!("{at}/year"), ErrorCode::ClosedYear, detail);
            }
            _ => {}
        }
        self.known.insert(input.reference.clone(), desired.clone());
        Some(Planned { existing, desired })
    }

    /// The entry that an entry reverses.
    fn reversed_by(
        &self,
        input: &FileRevenueEntry,
        at: &str,
        faults: &mut Faults<'_>,
    ) -> Option<revenue_entry::Model> {
        let reference = input.reverses.as_ref()?;
        let found = self.known.get(reference).cloned();
        if found.is_none() {
            faults.unknown(format!("{at}/reverses"), "earlier revenue entry", reference);
        }
        found
    }

    /// A reversal reverses one whole entry, once, in the same line or class.
    fn reversal(
        &mut self,
        desired: &revenue_entry::Model,
        original: &revenue_entry::Model,
        at: &str,
        faults: &mut Faults<'_>,
    ) {
        if desired.amount.plus(original.amount) != Ok(Money::ZERO) {
            let detail = format!("the {} of a reversal must be the opposite of its entry's", original.amount);
            faults.push(format!("{at}/amount"), ErrorCode::NotOpposite, detail);
        }
        let source = |row: &revenue_entry::Model| (row.funding_line_id, row.class, row.other_kind);
        if source(desired) != source(original) {
            faults.push(
                at,
                ErrorCode::OtherSource,
                "a reversal must have the same funding line or class as its entry",
            );
        }
        if *self.reversed.entry(original.id).or_insert(desired.id) != desired.id {
            faults.push(format!("{at}/reverses"), ErrorCode::ReversedTwice, "this entry is already reversed");
        }
    }
}

type SourceOfEntry = (Option<FundingLineId>, Option<Class>);

fn source(
    input: &FileRevenueEntry,
    at: &str,
    names: &FundingReferences<'_>,
    lines: &Lines,
    faults: &mut Faults<'_>,
) -> Option<SourceOfEntry> {
    match (&input.funding_line, input.class) {
        (Some(name), None) => {
            Some((Some(lines.find_line(name, &format!("{at}/funding_line"), names, faults)?), None))
        }
        (None, Some(class)) => Some((None, Some(class))),
        _ => {
            let detail = "an entry has either a `funding_line` or a `class`";
            faults.push(at, ErrorCode::FundingLineOrClass, detail);
            None
        }
    }
}

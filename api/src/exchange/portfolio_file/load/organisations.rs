use openapi::platform::error_code::ErrorCode;
use std::collections::{HashMap, HashSet};

use entity::portfolio::organisation;
use entity::value::{CountryCode, Oid, OrganisationId, Pic, fold};
use openapi::exchange::portfolio_file::PortfolioFile;
use openapi::portfolio::organisations::OrganisationInput;

use super::entry::Entry;
use super::faults::Faults;
use super::mentions::{Mention, mentions};
use super::planned::Planned;
use crate::platform::app::UnitOfWork;

/// All organisations that are stored or in the file, each once.
///
/// A PIC or an OID identifies an organisation. Otherwise the folded name does, among organisations of the
/// same country or without a country. Mentions with a code are processed first, and mentions without a
/// country last. So the order of the file does not matter.
pub(super) struct Directory {
    entries: Vec<Entry>,
    by_mention: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_pic: HashMap<Pic, usize>,
    by_oid: HashMap<Oid, usize>,
    /// The countries of each name in the file.
    countries: HashMap<String, HashSet<CountryCode>>,
}

impl Directory {
    pub(super) fn of(
        work: &UnitOfWork<'_>,
        file: &PortfolioFile,
        stored: Vec<organisation::Model>,
        faults: &mut Faults<'_>,
    ) -> Self {
        let mut directory = Self {
            entries: Vec::new(),
            by_mention: HashMap::new(),
            by_name: HashMap::new(),
            by_pic: HashMap::new(),
            by_oid: HashMap::new(),
            countries: HashMap::new(),
        };
        for row in stored {
            directory.add(Entry::stored(row));
        }
        let mut mentions = mentions(file);
        for mention in &mentions {
            let countries = directory.countries.entry(fold(&mention.input.name)).or_default();
            countries.extend(mention.input.country);
        }
        mentions.sort_by_key(|mention| {
            let coded = mention.input.pic.is_some() || mention.input.oid.is_some();
            (!coded, mention.input.country.is_none(), mention.order)
        });
        for mention in mentions {
            directory.enter(mention, faults);
        }
        let mut new: Vec<_> = directory.entries.iter_mut().filter(|entry| entry.existing.is_none()).collect();
        new.sort_by_key(|entry| entry.first_mention);
        for entry in new {
            entry.id = OrganisationId(work.id());
        }
        directory.one_owner(faults);
        directory
    }

    fn add(&mut self, entry: Entry) -> usize {
        let index = self.entries.len();
        self.by_name.entry(fold(entry.name())).or_default().push(index);
        self.entries.push(entry);
        self.note_codes(index);
        index
    }

    fn note_codes(&mut self, index: usize) {
        let entry = &self.entries[index];
        if let Some(pic) = entry.pic() {
            self.by_pic.insert(pic.clone(), index);
        }
        if let Some(oid) = entry.oid() {
            self.by_oid.insert(oid.clone(), index);
        }
    }

    fn enter(&mut self, mention: Mention, faults: &mut Faults<'_>) {
        faults.blank(format!("{}/name", mention.pointer), &mention.input.name);
        let index = match self.candidates(&mention.input)[..] {
            [] => self.add(Entry::named(&mention)),
            [only] => only,
            _ => {
                let hint = match (&mention.input.pic, &mention.input.oid) {
                    (Some(_), Some(_)) => "its PIC and its OID belong to two different organisations",
                    _ => "give its PIC, its OID or its country",
                };
                faults.ambiguous(&mention.pointer, "organisations", &mention.input.name, hint);
                return;
            }
        };
        self.entries[index].merge(&mention, faults);
        self.note_codes(index);
        self.by_mention.insert(mention.pointer, index);
    }

    /// The organisations that a mention may mean.
    fn candidates(&self, input: &OrganisationInput) -> Vec<usize> {
        let by_pic = input.pic.as_ref().and_then(|pic| self.by_pic.get(pic));
        let by_oid = input.oid.as_ref().and_then(|oid| self.by_oid.get(oid));
        match (by_pic, by_oid) {
            (Some(one), Some(other)) if one != other => return vec![*one, *other],
            (Some(index), _) | (_, Some(index)) => return vec![*index],
            (None, None) => {}
        }
        let named = self.by_name.get(&fold(&input.name)).map(Vec::as_slice).unwrap_or_default();
        let compatible: Vec<_> = named
            .iter()
            .copied()
            .filter(|index| {
                let known = &self.entries[*index];
                agrees(known.country(), input.country.as_ref())
                    && agrees(known.pic(), input.pic.as_ref())
                    && agrees(known.oid(), input.oid.as_ref())
            })
            .collect();
        let same_country: Vec<_> = compatible
            .iter()
            .copied()
            .filter(|index| {
                input.country.is_some() && self.entries[*index].country() == input.country.as_ref()
            })
            .collect();
        if same_country.len() == 1 {
            return same_country;
        }
        // With several countries for the name, it is unknown which one a stored organisation without a
        // country has.
        let several = self.countries.get(&fold(&input.name)).is_some_and(|countries| countries.len() > 1);
        match compatible[..] {
            [only] if several && self.entries[only].is_stored_without_country() => vec![only, only],
            _ => compatible,
        }
    }

    fn one_owner(&self, faults: &mut Faults<'_>) {
        let mut owners: Vec<_> =
            (0..self.entries.len()).filter(|index| self.entries[*index].is_owner()).collect();
        owners.sort_by_key(|index| {
            (self.entries[*index].existing.is_none(), self.entries[*index].first_mention)
        });
        for second in owners.into_iter().skip(1) {
            let place = self.by_mention.iter().filter(|(_, index)| **index == second).map(|(at, _)| at).min();
            if let Some(pointer) = place {
                faults.push(
                    format!("{pointer}/owner"),
                    ErrorCode::SecondOwner,
                    "the portfolio has another owner already",
                );
            }
        }
    }

    /// The organisation at a place of the file; `None` if there was an error.
    pub(super) fn at(&self, pointer: &str) -> Option<OrganisationId> {
        self.by_mention.get(pointer).map(|index| self.entries[*index].id)
    }

    /// The same, with its name and whether it is the owner.
    pub(super) fn who(&self, pointer: &str) -> Option<(OrganisationId, &str, bool)> {
        let entry = &self.entries[*self.by_mention.get(pointer)?];
        Some((entry.id, entry.name(), entry.is_owner()))
    }

    pub(super) fn into_planned(self) -> Vec<Planned<organisation::Model>> {
        let mut spoken_of: Vec<_> =
            self.entries.into_iter().filter(|entry| entry.first_mention != usize::MAX).collect();
        spoken_of.sort_by_key(|entry| entry.first_mention);
        spoken_of.into_iter().map(Entry::into_planned).collect()
    }
}

fn agrees<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
    one.is_none() || other.is_none() || one == other
}

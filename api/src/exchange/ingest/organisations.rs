//! Organisations, matched by PIC, VAT number and name.
//!
//! An organisation without a certain match is added, and reported as probably the same. Two organisations
//! can easily be merged later; one cannot easily be split.

use std::collections::{HashMap, HashSet};

use entity::portfolio::organisation;
use entity::value::{OrganisationId, Pic};
use openapi::portfolio::organisations::OrganisationInput;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::aliases::Aliases;
use super::cells::CellError;
use super::likeness::{Likeness, likeness};
use super::naming;
use super::outcome::Outcome;
use super::part_row::PartRow;
use super::portal::{Record, Records, quoted};
use super::project_row::Words;
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;
use crate::portfolio::organisations::draft;

/// The batch size of reads.
const BATCH: usize = 2000;

/// The existing organisations of a batch.
#[derive(Debug)]
pub(super) struct Organisations {
    by_id: HashMap<OrganisationId, organisation::Model>,
    by_pic: HashMap<Pic, OrganisationId>,
    /// Those that are not written yet.
    new: HashSet<OrganisationId>,
    /// Organisations without a PIC that matched a row with one.
    claimed: HashMap<OrganisationId, Pic>,
}

/// The organisation of a row.
enum Match {
    Is(OrganisationId),
    /// Treated as this one, and reported.
    Taken(OrganisationId),
    /// New. The existing one is probably the same, and differs only in this.
    New(Option<(OrganisationId, &'static str)>),
}

impl Organisations {
    /// Reads the organisations of some rows, and locks them until the unit of work ends.
    pub(super) async fn load<'r>(
        work: &UnitOfWork<'_>,
        rows: impl Iterator<Item = &'r PartRow> + Clone + Send,
        outcome: &mut Outcome,
    ) -> Result<Self> {
        let pics: Vec<_> = rows.clone().filter_map(|row| row.pic.as_ref().map(ToString::to_string)).collect();
        let wanted = organisation::COLUMN.pic.is_in(pics);
        let found = organisation::Entity::find().filter(wanted).lock_exclusive().all(work.tx).await?;
        let mut known = Self {
            by_id: HashMap::new(),
            by_pic: HashMap::new(),
            new: HashSet::new(),
            claimed: HashMap::new(),
        };
        for row in found {
            known.keep(row);
        }
        let others: Vec<_> = rows.filter(|row| known.of_pic(row).is_none()).collect();
        if !others.is_empty() {
            let aliases = match outcome.seen_records.aliases.take() {
                Some(aliases) => aliases,
                None => Aliases::of(work).await?,
            };
            let ids: HashSet<_> = others.into_iter().flat_map(|row| aliases.candidates(row)).collect();
            outcome.seen_records.aliases = Some(aliases);
            known.read(work, ids.into_iter().collect()).await?;
        }
        Ok(known)
    }

    /// Reads more of them, and locks them until the unit of work ends.
    pub(super) async fn read(&mut self, work: &UnitOfWork<'_>, ids: Vec<OrganisationId>) -> Result<()> {
        for some in ids.chunks(BATCH) {
            let wanted = organisation::COLUMN.id.is_in(some.iter().copied());
            let rows = organisation::Entity::find().filter(wanted).lock_exclusive().all(work.tx).await?;
            for row in rows {
                self.keep(row);
            }
        }
        Ok(())
    }

    fn of_pic(&self, row: &PartRow) -> Option<OrganisationId> {
        self.by_pic.get(row.pic.as_ref()?).copied()
    }

    fn keep(&mut self, row: organisation::Model) {
        if let Some(pic) = row.pic.clone() {
            self.by_pic.insert(pic, row.id);
        }
        self.by_id.insert(row.id, row);
    }

    /// The organisation of a row. [`Self::put`] must write a new one.
    pub(super) fn of(
        &mut self,
        work: &UnitOfWork<'_>,
        row: &PartRow,
        words: &Words,
        outcome: &mut Outcome,
    ) -> OrganisationId {
        let candidates = outcome.seen_records.aliases.as_ref().map(|aliases| aliases.candidates(row));
        let (told, id) = match self.find_candidate(row, &candidates.unwrap_or_default()) {
            Match::Is(id) => (None, id),
            Match::Taken(id) => (self.probably(row, id, "treated as it because of its short name"), id),
            Match::New(doubt) => {
                let told = doubt.and_then(|(id, why)| {
                    self.probably(row, id, &format!("added as a separate organisation: {why}"))
                });
                let new = bare(work, row);
                let id = new.id;
                if let Some(aliases) = &mut outcome.seen_records.aliases {
                    aliases.add(&new);
                }
                self.new.insert(id);
                self.keep(new);
                (told, id)
            }
        };
        if let Some(pic) = &row.pic {
            self.by_pic.insert(pic.clone(), id);
            self.claimed.entry(id).or_insert_with(|| pic.clone());
        }
        if let Some(reason) = told {
            outcome.notice(CellError::new((words.column)("name"), reason));
        }
        id
    }

    fn find_candidate(&self, row: &PartRow, candidates: &[OrganisationId]) -> Match {
        if let Some(id) = self.of_pic(row) {
            return Match::Is(id);
        }
        let (mut same, mut taken, mut doubt) = (Vec::new(), Vec::new(), None);
        let is_free = |id: &&OrganisationId| {
            row.pic.is_none() || self.claimed.get(*id).is_none_or(|pic| Some(pic) == row.pic.as_ref())
        };
        for known in candidates.iter().filter(is_free).filter_map(|id| self.by_id.get(id)) {
            match likeness(row, known) {
                Likeness::Same(weight) => same.push((weight, known)),
                Likeness::Taken => taken.push(known.id),
                Likeness::Doubt(why) => doubt = doubt.or(Some((known.id, why))),
                Likeness::Other => {}
            }
        }
        let most = same.iter().map(|(weight, _)| *weight).max();
        let same: Vec<_> =
            same.into_iter().filter(|(weight, _)| Some(*weight) == most).map(|(_, known)| known).collect();
        match (same.as_slice(), taken.as_slice()) {
            ([only], _) => Match::Is(only.id),
            ([first, ..], _) => {
                // If neither has a PIC, the oldest one without a PIC.
                let without = same.iter().find(|known| row.pic.is_none() && known.pic.is_none());
                let doubt = Match::New(Some((first.id, "several organisations are similar")));
                without.map_or(doubt, |known| Match::Is(known.id))
            }
            ([], [only]) => Match::Taken(*only),
            ([], [first, ..]) => Match::New(Some((*first, "several organisations have this short name"))),
            ([], []) => Match::New(doubt),
        }
    }

    /// The finding that a row is probably about an existing organisation, and the consequence.
    fn probably(&self, row: &PartRow, id: OrganisationId, then: &str) -> Option<String> {
        let known = describe(self.by_id.get(&id)?);
        Some(format!("{} is probably the same as {known}, and was {then}", described(row)))
    }

    pub(super) async fn name(&mut self, work: &UnitOfWork<'_>, id: OrganisationId) -> Result<String> {
        if !self.by_id.contains_key(&id) {
            self.read(work, vec![id]).await?;
        }
        Ok(self.by_id.get(&id).map(|row| row.name.clone()).unwrap_or_default())
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = OrganisationId> + '_ {
        self.by_id.keys().copied()
    }

    /// Writes an organisation with the merged data of the portal.
    pub(super) async fn put(
        &mut self,
        work: &UnitOfWork<'_>,
        (id, pic): (OrganisationId, Option<&Pic>),
        after: Record,
        (records, words): (&mut Records, &Words),
        outcome: &mut Outcome,
    ) -> Result<()> {
        let is_new = self.new.remove(&id);
        let was = self.by_id.get(&id).filter(|_| !is_new);
        let before = records.get(id.0).filter(|_| !is_new);
        let (is, kept) = naming::matched_by_name(id, was, pic, (before, &after));
        if !kept.is_empty() && outcome.seen_records.listed.insert(id.0) {
            words.list(&kept, outcome);
        }
        outcome.put(work, ("organisation", id.0), was, &is).await?;
        records.set(id.0, after);
        self.keep(is);
        Ok(())
    }
}

/// A new organisation without data.
fn bare(work: &UnitOfWork<'_>, row: &PartRow) -> organisation::Model {
    let form = OrganisationInput {
        name: row.name.clone(),
        short_name: row.short_name.clone(),
        country: row.country,
        city: row.city.clone(),
        activity_type: row.activity_type,
        pic: row.pic.clone(),
        oid: None,
        vat_number: row.vat_number.clone(),
        website: row.website.clone(),
        owner: None,
    };
    draft::row(OrganisationId(work.id()), form)
}

fn described(row: &PartRow) -> String {
    let country = row.country.map(|country| country.to_string());
    with_codes(&row.name, country.as_deref(), row.pic.as_ref())
}

fn describe(known: &organisation::Model) -> String {
    let country = known.country.map(|country| country.to_string());
    with_codes(&known.name, country.as_deref(), known.pic.as_ref())
}

fn with_codes(name: &str, country: Option<&str>, pic: Option<&Pic>) -> String {
    let pic = pic.map_or_else(|| "no PIC".to_owned(), |pic| format!("PIC {pic}"));
    format!("`{}` ({}, {pic})", quoted(&name), country.unwrap_or("no country"))
}

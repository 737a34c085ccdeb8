//! What becomes of what is imported.

use std::collections::{BTreeMap, HashMap};
use std::io;

use entity::value::{AuditKind, ProjectId};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel, ModelTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use super::bounds::{MAX_SHARED_THINGS, beyond, bounded};
use super::cells::CellError;
use super::finding::Finding;
use super::seen::Seen;
use super::source::Place;
use super::tally::Tally;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::error::Result;

/// The kinds of things, each with its plural, in the order in which they are told.
const KINDS: [(&str, &str); 7] = [
    ("project", "projects"),
    ("programme", "programmes"),
    ("funding line", "funding lines"),
    ("organisation", "organisations"),
    ("partner", "partners"),
    ("call", "calls"),
    ("deliverable", "deliverables"),
];

/// The kinds of which many records may speak of one: they are counted once.
const SHARED: [&str; 4] = ["programme", "funding line", "organisation", "call"];

/// What became of what was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// How many were added, changed and left alone, kind by kind.
    pub tallies: Vec<(&'static str, Tally)>,
    /// How many records were refused.
    pub refused: u64,
    /// How many fields were left out of records that were imported.
    pub left_out: u64,
}

impl Imported {
    /// What became of the things of a kind, by its plural.
    #[must_use]
    pub fn tally(&self, kind: &str) -> Tally {
        self.tallies.iter().find(|(name, _)| *name == kind).map(|(_, tally)| *tally).unwrap_or_default()
    }

    /// Whether everything was there already.
    #[must_use]
    pub fn changed_nothing(&self) -> bool {
        self.tallies.iter().all(|(_, tally)| tally.added == 0 && tally.changed == 0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Became {
    Added,
    Changed,
    Unchanged,
}

/// What has become of it so far.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// What was found and is yet to be told.
    pub(crate) found: Vec<Finding>,
    /// The projects of whose grants the owner's share is to be computed, and where the file speaks of them.
    pub(crate) own: BTreeMap<ProjectId, Place>,
    /// What the files of this import have spoken of so far.
    pub(crate) seen: Seen,
    /// The record that is written.
    place: Option<Place>,
    tallies: BTreeMap<&'static str, Tally>,
    shared: HashMap<Uuid, Became>,
    refused: u64,
    left_out: u64,
}

impl Outcome {
    /// Notes which record is written.
    pub(crate) fn goes_to(&mut self, place: &Place) {
        self.place = Some(place.clone());
    }

    /// The record that is written.
    pub(crate) fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// Lists something about the record that is written, which is not refused because of it.
    pub(crate) fn notice(&mut self, wrong: CellError) {
        if let Some(place) = self.place.clone() {
            self.leave_out(&place, vec![wrong]);
        }
    }

    /// Has the owner's share of a project's grant computed, once its parts are known.
    pub(crate) fn is_owners(&mut self, project: ProjectId) {
        if let Some(place) = self.place.clone() {
            self.own.entry(project).or_insert(place);
        }
    }

    pub(crate) fn refuse(&mut self, place: &Place, wrong: CellError) {
        self.refused += 1;
        self.note(place, wrong, true);
    }

    pub(crate) fn leave_out(&mut self, place: &Place, wrong: Vec<CellError>) {
        for wrong in wrong {
            self.left_out += 1;
            self.note(place, wrong, false);
        }
    }

    /// Says something of a file as a whole.
    pub(crate) fn remark(&mut self, file: &str, reason: &str) {
        let (file, reason) = (file.to_owned(), reason.to_owned());
        self.found.push(Finding { file, line: 0, column: String::new(), reason, refused: false });
    }

    fn note(&mut self, place: &Place, wrong: CellError, refused: bool) {
        let CellError { column, reason } = wrong;
        let (column, reason) = (bounded(&column), bounded(&reason));
        let (file, line) = (place.file.to_string(), place.line);
        self.found.push(Finding { file, line, column, reason, refused });
    }

    /// Writes a row that is not as it is to be, and counts it.
    pub(crate) async fn put<M, A>(
        &mut self,
        work: &UnitOfWork<'_>,
        (kind, id): (&'static str, Uuid),
        was: Option<&M>,
        is: &M,
    ) -> Result<()>
    where
        M: ModelTrait + IntoActiveModel<A> + PartialEq + Clone,
        M::Entity: EntityTrait<Model = M>,
        A: ActiveModelTrait<Entity = M::Entity> + ActiveModelBehavior + Send,
    {
        let became = match was {
            Some(was) if was == is => Became::Unchanged,
            Some(_) => Became::Changed,
            None => Became::Added,
        };
        self.count(kind, id, became);
        if became == Became::Unchanged {
            return Ok(());
        }
        work.record(Entry::stored(kind, was, is));
        let row = is.clone().into_active_model().reset_all();
        if became == Became::Added {
            row.insert(work.tx).await?;
        } else {
            row.update(work.tx).await?;
        }
        Ok(())
    }

    fn count(&mut self, kind: &'static str, id: Uuid, became: Became) {
        let tally = self.tallies.entry(kind).or_default();
        if SHARED.contains(&kind) {
            match (self.shared.get(&id), became) {
                (None, _) => {}
                (Some(Became::Unchanged), Became::Changed) => tally.unchanged -= 1,
                _ => return,
            }
            self.shared.insert(id, became);
        }
        match became {
            Became::Added => tally.added += 1,
            Became::Changed => tally.changed += 1,
            Became::Unchanged => tally.unchanged += 1,
        }
    }

    /// Counts things that were deleted: they are among those that changed.
    pub(crate) fn deleted(&mut self, kind: &'static str, count: usize) {
        self.tallies.entry(kind).or_default().changed += count;
    }

    /// Passes when no more things are known that many records may speak of than may be.
    ///
    /// # Errors
    /// That there are more.
    pub(crate) fn within_bounds(&self) -> io::Result<()> {
        if self.shared.len() <= MAX_SHARED_THINGS {
            return Ok(());
        }
        let things = "organisations, programmes, calls and funding lines";
        Err(beyond(format!(
            "it speaks of more than {MAX_SHARED_THINGS} {things}: import it in several files"
        )))
    }

    /// How many there are so far.
    pub(crate) fn counts(&self) -> BTreeMap<&'static str, Tally> {
        self.tallies.clone()
    }

    /// Notes for the audit trail what a unit of work did, if anything.
    pub(crate) fn record(&self, work: &UnitOfWork<'_>, before: &BTreeMap<&'static str, Tally>) {
        let told = KINDS.iter().filter_map(|(kind, plural)| {
            let (was, is) = (before.get(kind).copied().unwrap_or_default(), *self.tallies.get(kind)?);
            let (added, changed) = (is.added - was.added, is.changed - was.changed);
            let counts = json!({ "added": added, "changed": changed });
            (added + changed > 0).then(|| ((*plural).to_owned(), counts))
        });
        let told: serde_json::Map<String, Value> = told.collect();
        if !told.is_empty() {
            work.record(Entry::of(AuditKind::Loaded, None).saying(Value::Object(told)));
        }
    }

    pub(crate) fn into_imported(self) -> Imported {
        let tallies =
            KINDS.iter().filter_map(|(kind, plural)| Some((*plural, *self.tallies.get(kind)?))).collect();
        Imported { tallies, refused: self.refused, left_out: self.left_out }
    }
}

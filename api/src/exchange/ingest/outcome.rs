//! The outcome of an import.

use std::collections::{BTreeMap, HashMap};
use std::io;

use entity::value::{AuditKind, ProjectId};
use sea_orm::{ActiveModelBehavior, ActiveModelTrait, EntityTrait, IntoActiveModel, ModelTrait};
use serde_json::{Value, json};
use uuid::Uuid;

use super::bounds::{MAX_SHARED_THINGS, beyond, bounded};
use super::cells::CellError;
use super::finding::Finding;
use super::seen::SeenRecords;
use super::source::RecordPosition;
use super::tally::Tally;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::error::Result;

/// The kinds of resources with their plurals, in the order of the report.
const KINDS: [(&str, &str); 7] = [
    ("project", "projects"),
    ("programme", "programmes"),
    ("funding line", "funding lines"),
    ("organisation", "organisations"),
    ("partner", "partners"),
    ("call", "calls"),
    ("deliverable", "deliverables"),
];

/// The kinds that occur in many records: each resource counts once.
const SHARED: [&str; 4] = ["programme", "funding line", "organisation", "call"];

/// The outcome of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The numbers of created, changed and unchanged resources, by kind.
    pub tallies: Vec<(&'static str, Tally)>,
    /// The number of refused records.
    pub refused: u64,
    /// The number of fields left out of imported records.
    pub left_out: u64,
}

impl Imported {
    /// The counts of a kind, by its plural.
    #[must_use]
    pub fn tally(&self, kind: &str) -> Tally {
        self.tallies.iter().find(|(name, _)| *name == kind).map(|(_, tally)| *tally).unwrap_or_default()
    }

    /// Whether the import changed nothing.
    #[must_use]
    pub fn changed_nothing(&self) -> bool {
        self.tallies.iter().all(|(_, tally)| tally.added == 0 && tally.changed == 0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RowOutcome {
    Added,
    Changed,
    Unchanged,
}

/// The outcome so far.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// The findings that are not reported yet.
    pub(crate) found: Vec<Finding>,
    /// The projects whose own share must be computed, with their places in the file.
    pub(crate) own: BTreeMap<ProjectId, RecordPosition>,
    /// The items in the files of this import so far.
    pub(crate) seen_records: SeenRecords,
    /// The record that is written now.
    place: Option<RecordPosition>,
    tallies: BTreeMap<&'static str, Tally>,
    shared: HashMap<Uuid, RowOutcome>,
    refused: u64,
    left_out: u64,
}

impl Outcome {
    /// Sets the record that is written now.
    pub(crate) fn goes_to(&mut self, place: &RecordPosition) {
        self.place = Some(place.clone());
    }

    pub(crate) fn place(&self) -> Option<&RecordPosition> {
        self.place.as_ref()
    }

    /// Reports something about the current record, which is not refused.
    pub(crate) fn notice(&mut self, wrong: CellError) {
        if let Some(place) = self.place.clone() {
            self.leave_out(&place, vec![wrong]);
        }
    }

    /// Marks a project: its own share is computed when its parts are known.
    pub(crate) fn is_owners(&mut self, project: ProjectId) {
        if let Some(place) = self.place.clone() {
            self.own.entry(project).or_insert(place);
        }
    }

    pub(crate) fn refuse(&mut self, place: &RecordPosition, wrong: CellError) {
        self.refused += 1;
        self.note(place, wrong, true);
    }

    pub(crate) fn leave_out(&mut self, place: &RecordPosition, wrong: Vec<CellError>) {
        for wrong in wrong {
            self.left_out += 1;
            self.note(place, wrong, false);
        }
    }

    /// Adds a note on a file as a whole.
    pub(crate) fn remark(&mut self, file: &str, reason: &str) {
        let (file, reason) = (file.to_owned(), reason.to_owned());
        self.found.push(Finding { file, line: 0, column: String::new(), reason, refused: false });
    }

    fn note(&mut self, place: &RecordPosition, wrong: CellError, refused: bool) {
        let CellError { column, reason } = wrong;
        let (column, reason) = (bounded(&column), bounded(&reason));
        let (file, line) = (place.file.to_string(), place.line);
        self.found.push(Finding { file, line, column, reason, refused });
    }

    /// Writes a row if it changed, and counts it.
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
            Some(was) if was == is => RowOutcome::Unchanged,
            Some(_) => RowOutcome::Changed,
            None => RowOutcome::Added,
        };
        self.count(kind, id, became);
        if became == RowOutcome::Unchanged {
            return Ok(());
        }
        work.record(Entry::stored(kind, was, is));
        let row = is.clone().into_active_model().reset_all();
        if became == RowOutcome::Added {
            row.insert(work.tx).await?;
        } else {
            row.update(work.tx).await?;
        }
        Ok(())
    }

    fn count(&mut self, kind: &'static str, id: Uuid, became: RowOutcome) {
        let tally = self.tallies.entry(kind).or_default();
        if SHARED.contains(&kind) {
            match (self.shared.get(&id), became) {
                (None, _) => {}
                (Some(RowOutcome::Unchanged), RowOutcome::Changed) => tally.unchanged -= 1,
                _ => return,
            }
            self.shared.insert(id, became);
        }
        match became {
            RowOutcome::Added => tally.added += 1,
            RowOutcome::Changed => tally.changed += 1,
            RowOutcome::Unchanged => tally.unchanged += 1,
        }
    }

    /// Counts deleted resources: they count as changed.
    pub(crate) fn deleted(&mut self, kind: &'static str, count: usize) {
        self.tallies.entry(kind).or_default().changed += count;
    }

    /// Checks the maximum number of shared resources.
    ///
    /// # Errors
    /// When there are more.
    pub(crate) fn within_bounds(&self) -> io::Result<()> {
        if self.shared.len() <= MAX_SHARED_THINGS {
            return Ok(());
        }
        let things = "organisations, programmes, calls and funding lines";
        Err(beyond(format!("it contains more than {MAX_SHARED_THINGS} {things}: import it in several files")))
    }

    pub(crate) fn counts(&self) -> BTreeMap<&'static str, Tally> {
        self.tallies.clone()
    }

    /// Adds the changes of a unit of work to the audit trail, if there are any.
    pub(crate) fn record(&self, work: &UnitOfWork<'_>, before: &BTreeMap<&'static str, Tally>) {
        let told = KINDS.iter().filter_map(|(kind, plural)| {
            let (was, is) = (before.get(kind).copied().unwrap_or_default(), *self.tallies.get(kind)?);
            let (added, changed) = (is.added - was.added, is.changed - was.changed);
            let counts = json!({ "added": added, "changed": changed });
            (added + changed > 0).then(|| ((*plural).to_owned(), counts))
        });
        let told: serde_json::Map<String, Value> = told.collect();
        if !told.is_empty() {
            work.record(Entry::of(AuditKind::Loaded, None).with_details(Value::Object(told)));
        }
    }

    pub(crate) fn into_imported(self) -> Imported {
        let tallies =
            KINDS.iter().filter_map(|(kind, plural)| Some((*plural, *self.tallies.get(kind)?))).collect();
        Imported { tallies, refused: self.refused, left_out: self.left_out }
    }
}

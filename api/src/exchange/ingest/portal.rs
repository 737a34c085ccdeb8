//! The last published values of a portal. They show which values a person changed since.
//!
//! A field is merged from three values: the stored one, the last published one, and the one published now.
//! A stored value that equals the last published one follows the portal. Any other was set by a person: it
//! stays, and the difference is reported.

use std::collections::{BTreeSet, HashMap};

use entity::exchange::portal_record::{Column, Entity, Model};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::cells::CellError;
use crate::platform::app::UnitOfWork;
use crate::platform::error::{Error, Result};

/// The batch size of reads and writes.
const BATCH: usize = 2000;
/// The maximum number of characters that a finding quotes.
const QUOTED: usize = 200;

/// The published fields of a resource. A field that was never published is missing.
pub(crate) type Record = Map<String, Value>;

/// The records of a portal in a unit of work.
#[derive(Debug)]
pub(crate) struct Records {
    portal: &'static str,
    by_subject: HashMap<Uuid, Record>,
    changed: BTreeSet<Uuid>,
}

impl Records {
    pub(crate) fn new(portal: &'static str) -> Self {
        Self { portal, by_subject: HashMap::new(), changed: BTreeSet::new() }
    }

    /// Reads the records of more resources.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn read(&mut self, work: &UnitOfWork<'_>, subjects: Vec<Uuid>) -> Result<()> {
        for some in subjects.chunks(BATCH) {
            let wanted = Entity::find()
                .filter(Column::SubjectId.is_in(some.iter().copied()))
                .filter(Column::Portal.eq(self.portal));
            for row in wanted.all(work.tx).await? {
                let record = serde_json::from_str(&row.content).map_err(Error::internal)?;
                self.by_subject.entry(row.subject_id).or_insert(record);
            }
        }
        Ok(())
    }

    pub(crate) fn get(&self, subject: Uuid) -> Option<&Record> {
        self.by_subject.get(&subject)
    }

    /// Sets the values that are published now.
    pub(crate) fn set(&mut self, subject: Uuid, record: Record) {
        if self.by_subject.get(&subject) != Some(&record) {
            self.by_subject.insert(subject, record);
            self.changed.insert(subject);
        }
    }

    /// Writes the changed records.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn save(&mut self, work: &UnitOfWork<'_>) -> Result<()> {
        let changed: Vec<_> = std::mem::take(&mut self.changed).into_iter().collect();
        for some in changed.chunks(BATCH) {
            let rows = some.iter().filter_map(|subject_id| {
                let content = Value::Object(self.by_subject.get(subject_id)?.clone()).to_string();
                let row = Model { subject_id: *subject_id, portal: self.portal.to_owned(), content };
                Some(row.into_active_model().reset_all())
            });
            let replace = OnConflict::columns([Column::SubjectId, Column::Portal])
                .update_column(Column::Content)
                .to_owned();
            Entity::insert_many(rows).on_conflict(replace).exec_without_returning(work.tx).await?;
        }
        Ok(())
    }
}

/// How to treat a stored value when the portal publishes the resource for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum First {
    /// The published value replaces it.
    Replace,
    /// It stays, like a value that a person set.
    Keep,
}

/// A value that a person set, with the published one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PreviousRecord {
    pub(crate) field: &'static str,
    ours: String,
    theirs: String,
}

impl PreviousRecord {
    /// Whether the two differ only in spelling.
    pub(crate) fn is_spelling(&self, key: impl Fn(&str) -> String) -> bool {
        key(&self.ours) == key(&self.theirs)
    }

    /// The finding that reports the difference.
    pub(crate) fn finding(&self, column: &'static str) -> CellError {
        let Self { ours, theirs, .. } = self;
        CellError::new(column, format!("`{ours}` was set by hand and stays; the file has `{theirs}`"))
    }
}

/// The fields of a resource, merged one by one.
#[derive(Debug)]
pub(crate) struct Merge<'r> {
    before: Option<&'r Record>,
    absent: &'r [&'static str],
    /// The values published now.
    pub(crate) after: Record,
    /// The differing values that a person set.
    pub(crate) differing: Vec<PreviousRecord>,
}

impl<'r> Merge<'r> {
    /// Begins with the last published values, if any. The file has no column for the `absent` fields, so it
    /// says nothing about them.
    pub(crate) fn of(before: Option<&'r Record>, absent: &'r [&'static str]) -> Self {
        Self { before, absent, after: before.cloned().unwrap_or_default(), differing: Vec::new() }
    }

    /// Whether the stored value equals the last published one, so that it belongs to the portal.
    pub(crate) fn is_portals<T: Serialize>(&self, field: &str, ours: Option<&T>) -> bool {
        self.before.and_then(|before| before.get(field)).is_some_and(|published| *published == json(ours))
    }

    /// Merges a field.
    pub(crate) fn field<T: Serialize + Clone + PartialEq>(
        &mut self,
        field: &'static str,
        ours: Option<T>,
        theirs: Option<T>,
        first: First,
    ) -> Option<T> {
        if self.absent.contains(&field) {
            return ours;
        }
        let known = self.before.is_some_and(|before| before.contains_key(field));
        let follows = self.is_portals(field, ours.as_ref())
            || (!known && theirs.is_some() && (ours.is_none() || first == First::Replace));
        self.after.insert(field.to_owned(), json(theirs.as_ref()));
        if follows || ours == theirs {
            return theirs;
        }
        self.keep(field, ours.as_ref(), theirs.as_ref());
        ours
    }

    /// Reports that a person's value stays, if the published one differs.
    fn keep<T: Serialize>(&mut self, field: &'static str, ours: Option<&T>, theirs: Option<&T>) {
        if let Some(theirs) = theirs {
            let ours = ours.map_or_else(|| "nothing".to_owned(), quoted);
            self.differing.push(PreviousRecord { field, ours, theirs: quoted(theirs) });
        }
    }

    /// Reverts a field that cannot take its published value. The next file tries again.
    pub(crate) fn revert(&mut self, field: &str) {
        match self.before.and_then(|before| before.get(field)) {
            Some(published) => self.after.insert(field.to_owned(), published.clone()),
            None => self.after.remove(field),
        };
    }
}

/// A value as stored in a record.
pub(crate) fn json<T: Serialize>(value: Option<&T>) -> Value {
    value.and_then(|value| serde_json::to_value(value).ok()).unwrap_or_default()
}

/// A value as a finding quotes it.
pub(crate) fn quoted(value: &impl Serialize) -> String {
    let text = match json(Some(value)) {
        Value::String(text) => text,
        other => other.to_string(),
    };
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The merged value, whether a difference is reported, and the value to store for the next file.
    fn merged(
        before: Option<&str>,
        ours: Option<&str>,
        theirs: Option<&str>,
        first: First,
    ) -> (Option<String>, usize) {
        let before =
            before.map(|published| Record::from_iter([("title".to_owned(), json(Some(&published)))]));
        let mut merge = Merge::of(before.as_ref(), &[]);
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let is = merge.field("title", owned(ours), owned(theirs), first);
        assert_eq!(merge.after.get("title"), Some(&json(theirs.as_ref())));
        (is, merge.differing.len())
    }

    #[test]
    fn what_a_portal_published_follows_it_and_what_a_person_set_stays() {
        let is = |text: &str, kept| (Some(text.to_owned()), kept);
        assert_eq!(merged(Some("a"), Some("a"), Some("b"), First::Keep), is("b", 0));
        assert_eq!(merged(Some("a"), Some("a"), None, First::Keep), (None, 0));
        assert_eq!(merged(Some("a"), Some("mine"), Some("b"), First::Keep), is("mine", 1));
        assert_eq!(merged(Some("a"), Some("mine"), Some("mine"), First::Keep), is("mine", 0));
        assert_eq!(merged(Some("a"), Some("mine"), None, First::Keep), is("mine", 0));
        assert_eq!(merged(Some("a"), None, Some("a"), First::Keep), (None, 1));
        assert_eq!(merged(None, Some("mine"), Some("b"), First::Keep), is("mine", 1));
        assert_eq!(merged(None, Some("mine"), Some("b"), First::Replace), is("b", 0));
        assert_eq!(merged(None, Some("mine"), None, First::Replace), is("mine", 0));
        assert_eq!(merged(None, None, Some("b"), First::Keep), is("b", 0));
    }

    #[test]
    fn what_a_file_has_no_column_for_stays() {
        let before = Record::from_iter([("title".to_owned(), json(Some(&"a")))]);
        let mut merge = Merge::of(Some(&before), &["title"]);
        assert_eq!(merge.field("title", Some("a"), None, First::Keep), Some("a"));
        assert_eq!(merge.after, before);
    }

    #[test]
    fn a_long_value_is_cut() {
        assert_eq!(quoted(&"\u{e9}".repeat(300)).chars().count(), QUOTED + 3);
    }
}

//! Merges published participations with the stored ones.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entity::portfolio::participation;
use entity::value::{OrganisationId, ParticipationId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;

use super::cells::CellError;
use super::matching::{Part, matched};
use super::naming;
use super::outcome::Outcome;
use super::part::{after_joining, day, merged, new_part};
use super::part_row::PartRow;
use super::parts::{Parts, StatedPart};
use super::portal::{First, Merge, Record, json, quoted};
use super::roles::{InRole, in_roles, is_published};
use super::source::RecordPosition;
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;

impl Parts {
    /// Writes the parts of an organisation in a project, one per role, and returns them.
    pub(super) async fn put_parts(
        &mut self,
        work: &UnitOfWork<'_>,
        (stated, id): (StatedPart<'_>, OrganisationId),
        (rows, said): (&[(&RecordPosition, &PartRow)], &Record),
        outcome: &mut Outcome,
    ) -> Result<Vec<ParticipationId>> {
        let project = stated.project;
        let all = self.participations.remove(&project).unwrap_or_default();
        // A part that a person assigned to another organisation still matches.
        let of = json(Some(&id));
        let is_meant = |part: &participation::Model| {
            let published = self.records.get(part.id.0).and_then(|record| record.get("of"));
            part.organisation_id == Some(id) || published == Some(&of)
        };
        let (mut there, mut all): (Vec<_>, Vec<_>) = all.into_iter().partition(is_meant);
        let mut roles = in_roles(rows, self.words, outcome);
        for part in &mut roles {
            part.updated = part.updated.or(stated.updated);
        }
        let known: Vec<_> = there.iter().map(|part| self.known_part(part)).collect();
        let meant = matched(&known, &roles.iter().map(|part| part.role).collect::<Vec<_>>());
        let mut named = Vec::new();
        for (part, meant) in roles.iter().zip(meant) {
            let was = meant.and_then(|index| there.get(index));
            let is = self.put_part(work, was, (stated, id), (part, said), outcome).await?;
            named.push(is.id);
            match meant {
                Some(index) => there[index] = is,
                None => all.push(is),
            }
        }
        all.extend(there);
        self.participations.insert(project, all);
        if self.owner == Some(id) {
            outcome.is_owners(project);
        }
        Ok(named)
    }

    /// A stored part in the form for matching.
    fn known_part(&self, part: &participation::Model) -> Part {
        let record = self.records.get(part.id.0);
        let role = record.and_then(|record| serde_json::from_value(record.get("role")?.clone()).ok());
        Part {
            role: role.or(part.role),
            is_published: record.is_some(),
            is_gone: record.is_some_and(is_gone),
        }
    }

    async fn put_part(
        &mut self,
        work: &UnitOfWork<'_>,
        was: Option<&participation::Model>,
        (stated, id): (StatedPart<'_>, OrganisationId),
        (part, said): (&InRole, &Record),
        outcome: &mut Outcome,
    ) -> Result<participation::Model> {
        let bare = was.cloned().unwrap_or_else(|| new_part(work, stated.project, id));
        let before = was.and_then(|was| self.records.get(was.id.0)).cloned();
        let mut merge = Merge::of(before.as_ref(), &part.absent);
        let (is, notice) = merged(&bare, part, &mut merge);
        self.words.list(&merge.differing, outcome);
        if let Some(reason) = notice {
            outcome.notice(CellError::new((self.words.column)("share"), reason));
        }
        merge.after.insert("organisation".to_owned(), Value::Object(said.clone()));
        merge.after.insert("of".to_owned(), json(Some(&id)));
        merge.after.insert("grant".to_owned(), Value::String(stated.grant.to_owned()));
        merge.after.remove("gone");
        outcome.put(work, ("partner", is.id.0), was, &is).await?;
        self.records.set(is.id.0, merge.after);
        Ok(is)
    }

    /// Marks earlier published parts of a project as gone, if they are no longer published. `named` are the
    /// published ones.
    pub(super) async fn put_gone(
        &mut self,
        work: &UnitOfWork<'_>,
        stated: StatedPart<'_>,
        named: &BTreeSet<ParticipationId>,
        outcome: &mut Outcome,
    ) -> Result<()> {
        let rows = stated.rows.iter().filter_map(|(_, row)| row.updated).max();
        let on = rows.map(|time| time.date()).or(stated.updated).unwrap_or_else(|| work.today());
        let parts = self.participations.get(&stated.project).cloned().unwrap_or_default();
        for was in parts.iter().filter(|part| !named.contains(&part.id)) {
            match self.records.get(was.id.0).cloned() {
                Some(before) if is_gone(&before) => {}
                Some(before) => self.put_one_gone(work, (was, before), (stated, on), outcome).await?,
                None => self.list_by_hand(work, was, outcome).await?,
            }
        }
        Ok(())
    }

    /// Reports a part that a person added, in a role that portals publish, and that is missing in the file.
    async fn list_by_hand(
        &mut self,
        work: &UnitOfWork<'_>,
        part: &participation::Model,
        outcome: &mut Outcome,
    ) -> Result<()> {
        if let Some(id) = part.organisation_id.filter(|_| is_published(part.role)) {
            let name = self.organisations.name(work, id).await?;
            let reason = format!(
                "`{}` was added to the project by hand and stays; it is not in the file",
                quoted(&name)
            );
            outcome.notice(CellError::new("", reason));
        }
        Ok(())
    }

    async fn put_one_gone(
        &mut self,
        work: &UnitOfWork<'_>,
        (was, before): (&participation::Model, Record),
        (stated, on): (StatedPart<'_>, NaiveDate),
        outcome: &mut Outcome,
    ) -> Result<()> {
        let mut merge = Merge::of(Some(&before), &[]);
        let left = if was.left.is_some() { was.left } else { day(on) };
        let budget_share = merge.field("share", was.budget_share, None, First::Keep);
        if budget_share.is_some() {
            let reason = "the part is no longer in the file; its share was set by hand and stays";
            outcome.notice(CellError::new((self.words.column)("share"), reason));
        }
        let is = participation::Model { left: after_joining(was, left), budget_share, ..was.clone() };
        merge.after.insert("left".to_owned(), json(is.left.as_ref()));
        merge.after.insert("gone".to_owned(), Value::Bool(true));
        merge.after.remove("organisation");
        outcome.put(work, ("partner", is.id.0), Some(was), &is).await?;
        self.records.set(is.id.0, merge.after);
        if let Some(id) = was.organisation_id {
            let rests = self.records.get(id.0).is_some_and(|all| naming::rests_on(all, stated.grant));
            if rests {
                self.unsaid.insert(id);
            }
            if self.owner == Some(id) {
                outcome.is_owners(stated.project);
            }
        }
        Ok(())
    }

    /// Stores the published values. If a current value of an organisation is no longer published, all its
    /// projects are read again.
    pub(crate) async fn finish(&mut self, work: &UnitOfWork<'_>, outcome: &mut Outcome) -> Result<()> {
        self.records.save(work).await?;
        let unsaid: Vec<_> = std::mem::take(&mut self.unsaid).into_iter().collect();
        self.organisations.read(work, unsaid.clone()).await?;
        for id in unsaid {
            let of_organisation =
                participation::Entity::find().filter(participation::Column::OrganisationId.eq(id));
            let parts = of_organisation.all(work.tx).await?;
            self.records.read(work, parts.iter().map(|part| part.id.0).collect()).await?;
            let mut all = Record::new();
            for part in &parts {
                let record = self.records.get(part.id.0);
                let said = record.and_then(|record| record.get("organisation")?.as_object());
                let grant = record.and_then(|record| record.get("grant")?.as_str());
                if let Some((said, grant)) = said.zip(grant) {
                    naming::take(&mut all, said, grant);
                }
            }
            naming::keep_name(&mut all, self.records.get(id.0));
            self.organisations.put(work, (id, None), all, (&mut self.records, self.words), outcome).await?;
        }
        self.records.save(work).await
    }
}

/// Whether the files of the portal no longer contain a part.
fn is_gone(record: &Record) -> bool {
    record.contains_key("gone")
}

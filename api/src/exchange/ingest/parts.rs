//! The participants of projects, one project at a time: an organisation has one part per role.
//!
//! A changed role is a change of the part. A part that is missing in a complete file is kept as one that
//! left, without a share.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use entity::portfolio::{organisation, participation};
use entity::value::{OrganisationId, ProjectId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::naming;
use super::organisations::Organisations;
use super::outcome::Outcome;
use super::part_row::PartRow;
use super::portal::{Record, Records};
use super::project_row::Words;
use super::source::RecordPosition;
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;

/// The participants of a project in a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StatedPart<'r> {
    pub(crate) project: ProjectId,
    pub(crate) grant: &'r str,
    pub(crate) rows: &'r [(&'r RecordPosition, &'r PartRow)],
    /// Whether these are all parts, so that any other is gone.
    pub(crate) is_complete: bool,
    /// When the portal last changed the project.
    pub(crate) updated: Option<NaiveDate>,
}

/// The existing data of a batch.
#[derive(Debug)]
pub(crate) struct Parts {
    pub(super) words: &'static Words,
    pub(super) organisations: Organisations,
    pub(super) participations: HashMap<ProjectId, Vec<participation::Model>>,
    pub(super) records: Records,
    pub(super) owner: Option<OrganisationId>,
    /// The organisations with a value that is no longer published where it came from.
    pub(super) unsaid: BTreeSet<OrganisationId>,
}

impl Parts {
    /// Reads the existing data of some rows, and locks it until the unit of work ends.
    pub(crate) async fn load<'r>(
        work: &UnitOfWork<'_>,
        projects: Vec<ProjectId>,
        rows: impl Iterator<Item = &'r PartRow> + Clone + Send,
        words: &'static Words,
        outcome: &mut Outcome,
    ) -> Result<Self> {
        let organisations = Organisations::load(work, rows, outcome).await?;
        let there = participation::Entity::find()
            .filter(participation::COLUMN.project_id.is_in(projects))
            .filter(participation::Column::OrganisationId.is_not_null())
            .lock_exclusive();
        let mut participations: HashMap<_, Vec<_>> = HashMap::new();
        let mut subjects: BTreeSet<_> = organisations.ids().map(|id| id.0).collect();
        for row in there.all(work.tx).await? {
            subjects.insert(row.id.0);
            subjects.extend(row.organisation_id.map(|id| id.0));
            participations.entry(row.project_id).or_default().push(row);
        }
        let mut records = Records::new(words.portal);
        records.read(work, subjects.into_iter().collect()).await?;
        let is_owner = organisation::COLUMN.is_owner.eq(true);
        let owner = organisation::Entity::find().filter(is_owner).one(work.tx).await?.map(|row| row.id);
        Ok(Self { words, organisations, participations, records, owner, unsaid: BTreeSet::new() })
    }

    /// Writes the participants of a project.
    pub(crate) async fn write(
        &mut self,
        work: &UnitOfWork<'_>,
        stated: StatedPart<'_>,
        outcome: &mut Outcome,
    ) -> Result<()> {
        let mut named = BTreeSet::new();
        for (id, rows) in self.by_organisation(work, stated, outcome) {
            if let Some((place, _)) = rows.first() {
                outcome.goes_to(place);
            }
            let said = naming::stated(&rows.iter().map(|(_, row)| *row).collect::<Vec<_>>());
            self.put_organisation(work, (id, &rows), (&said, stated.grant), outcome).await?;
            named.extend(self.put_parts(work, (stated, id), (&rows, &said), outcome).await?);
        }
        if stated.is_complete {
            self.put_gone(work, stated, &named, outcome).await?;
        }
        Ok(())
    }

    /// The rows by organisation, in their order.
    fn by_organisation<'r>(
        &mut self,
        work: &UnitOfWork<'_>,
        stated: StatedPart<'r>,
        outcome: &mut Outcome,
    ) -> Vec<(OrganisationId, Vec<(&'r RecordPosition, &'r PartRow)>)> {
        let mut all: Vec<(OrganisationId, Vec<_>)> = Vec::new();
        let mut index = HashMap::new();
        for (place, row) in stated.rows {
            outcome.goes_to(place);
            let id = self.organisations.of(work, row, self.words, outcome);
            let at = *index.entry(id).or_insert_with(|| {
                all.push((id, Vec::new()));
                all.len() - 1
            });
            all[at].1.push((*place, *row));
        }
        all
    }

    async fn put_organisation(
        &mut self,
        work: &UnitOfWork<'_>,
        (id, rows): (OrganisationId, &[(&RecordPosition, &PartRow)]),
        (said, grant): (&Record, &str),
        outcome: &mut Outcome,
    ) -> Result<()> {
        let mut all = self.records.get(id.0).cloned().unwrap_or_default();
        if naming::take(&mut all, said, grant) {
            self.unsaid.insert(id);
        }
        let pic = rows.iter().find_map(|(_, row)| row.pic.as_ref());
        self.organisations.put(work, (id, pic), all, (&mut self.records, self.words), outcome).await
    }
}

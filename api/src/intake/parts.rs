//! Organisations, and their parts in projects.

use std::collections::HashMap;

use entity::value::{
    ActivityType, CountryCode, CurrencyCode, Money, OrganisationId, ParticipationId, ParticipationRole, Pic,
    ProjectId, fold,
};
use entity::{organisation, participation};
use openapi::organisations::OrganisationInput;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::outcome::Outcome;
use super::{Stop, refused};
use crate::app::Work;
use crate::error::Result;
use crate::organisations::draft;

/// An organisation in a project, as somebody publishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartRow {
    pub(crate) pic: Option<Pic>,
    pub(crate) name: String,
    pub(crate) short_name: Option<String>,
    pub(crate) country: Option<CountryCode>,
    pub(crate) city: Option<String>,
    pub(crate) activity_type: Option<ActivityType>,
    pub(crate) vat_number: Option<String>,
    pub(crate) website: Option<String>,
    pub(crate) role: ParticipationRole,
    pub(crate) share: Option<Money>,
}

/// What is there of that which a batch speaks of.
#[derive(Debug)]
pub(crate) struct Parts {
    by_pic: HashMap<Pic, organisation::Model>,
    /// By name and country, the oldest first.
    by_name: HashMap<Alias, Vec<organisation::Model>>,
    participations: HashMap<(ProjectId, OrganisationId), Vec<participation::Model>>,
}

/// What an organisation goes by that is not told by its PIC.
type Alias = (String, Option<CountryCode>);

impl Parts {
    /// Looks for what some rows speak of, and holds it until the work is done.
    pub(crate) async fn known<'r>(
        work: &Work<'_>,
        projects: Vec<ProjectId>,
        rows: impl Iterator<Item = &'r PartRow> + Clone + Send,
    ) -> Result<Self> {
        let pics: Vec<_> = rows.clone().filter_map(|row| row.pic.as_ref().map(ToString::to_string)).collect();
        let wanted = organisation::COLUMN.pic.is_in(pics);
        let found = organisation::Entity::find().filter(wanted).lock_exclusive().all(work.tx).await?;
        let mut names: Vec<_> = rows.map(|row| fold(&row.name)).collect();
        names.sort_unstable();
        names.dedup();
        let wanted = organisation::COLUMN.name_key.is_in(names);
        let alike = organisation::Entity::find().filter(wanted).lock_exclusive().all(work.tx).await?;
        let mut by_name: HashMap<Alias, Vec<_>> = HashMap::new();
        for row in alike {
            by_name.entry((row.name_key.clone(), row.country)).or_default().push(row);
        }
        for alike in by_name.values_mut() {
            alike.sort_by_key(|row| row.id.0);
        }
        let there = participation::Entity::find()
            .filter(participation::COLUMN.project_id.is_in(projects))
            .filter(participation::Column::OrganisationId.is_not_null())
            .lock_exclusive();
        let mut participations: HashMap<_, Vec<_>> = HashMap::new();
        for row in there.all(work.tx).await? {
            if let Some(organisation) = row.organisation_id {
                participations.entry((row.project_id, organisation)).or_default().push(row);
            }
        }
        let by_pic = found.into_iter().filter_map(|row| Some((row.pic.clone()?, row))).collect();
        Ok(Self { by_pic, by_name, participations })
    }

    /// Writes an organisation and its part in a project. `column` is that of its share.
    pub(crate) async fn write(
        &mut self,
        work: &Work<'_>,
        project: ProjectId,
        row: &PartRow,
        column: &'static str,
        outcome: &mut Outcome,
    ) -> Result<(), Stop> {
        let was = self.organisation(row);
        let is = was.as_ref().map_or_else(|| added(work, row), |was| filled(was, row));
        let there = self.participations.get(&(project, is.id)).map(Vec::as_slice).unwrap_or_default();
        let index = found(there, row.role);
        let part_was = index.and_then(|index| there.get(index));
        let euro = CurrencyCode::default();
        let other = part_was.filter(|part| part.budget_share.is_some() && part.currency != euro);
        if let Some(part) = other.filter(|_| row.share.is_some()) {
            return Err(refused(column, format!("the share of the budget is in {}", part.currency)));
        }
        let part = desired(work, part_was, row, (project, is.id));
        outcome.put(work, ("organisation", is.id.0), was.as_ref(), &is).await?;
        outcome.put(work, ("partner", part.id.0), part_was, &part).await?;
        let parts = self.participations.entry((project, is.id)).or_default();
        match index {
            Some(index) => parts[index] = part,
            None => parts.push(part),
        }
        if is.is_owner {
            outcome.own.insert(project);
        }
        self.keep(is);
        Ok(())
    }

    /// The organisation of a row, when it is there. One that is told by its PIC is the one of that, or the only one of its
    /// name and country that has none yet. One that is told by its name and country alone is the only one of these,
    /// or the oldest that has no PIC.
    fn organisation(&self, row: &PartRow) -> Option<organisation::Model> {
        let alike = self.by_name.get(&(fold(&row.name), row.country)).map(Vec::as_slice).unwrap_or_default();
        let mut without = alike.iter().filter(|known| known.pic.is_none());
        let Some(pic) = &row.pic else {
            return if let [only] = alike { Some(only.clone()) } else { without.next().cloned() };
        };
        let only = || without.next().filter(|_| without.next().is_none());
        self.by_pic.get(pic).or_else(only).cloned()
    }

    /// Keeps what has become of an organisation.
    fn keep(&mut self, is: organisation::Model) {
        let alike = self.by_name.entry((is.name_key.clone(), is.country)).or_default();
        match alike.iter_mut().find(|known| known.id == is.id) {
            Some(known) => known.clone_from(&is),
            None => alike.push(is.clone()),
        }
        if let Some(pic) = is.pic.clone() {
            self.by_pic.insert(pic, is);
        }
    }
}

fn added(work: &Work<'_>, row: &PartRow) -> organisation::Model {
    let said = OrganisationInput {
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
    draft::row(OrganisationId(work.id()), said)
}

/// An organisation that is there, and of which more is known now.
fn filled(was: &organisation::Model, row: &PartRow) -> organisation::Model {
    let said = OrganisationInput {
        name: was.name.clone(),
        short_name: was.short_name.clone().or_else(|| row.short_name.clone()),
        country: was.country.or(row.country),
        city: was.city.clone().or_else(|| row.city.clone()),
        activity_type: was.activity_type.or(row.activity_type),
        pic: was.pic.clone().or_else(|| row.pic.clone()),
        oid: was.oid.clone(),
        vat_number: was.vat_number.clone().or_else(|| row.vat_number.clone()),
        website: was.website.clone().or_else(|| row.website.clone()),
        owner: Some(was.is_owner),
    };
    draft::row(was.id, said)
}

/// Which participation is meant: the one in this role, or the only one of which the role is not known.
fn found(there: &[participation::Model], role: ParticipationRole) -> Option<usize> {
    let same = there.iter().position(|part| part.role == Some(role));
    same.or_else(|| matches!(there, [only] if only.role.is_none()).then_some(0))
}

fn desired(
    work: &Work<'_>,
    was: Option<&participation::Model>,
    row: &PartRow,
    (project_id, organisation_id): (ProjectId, OrganisationId),
) -> participation::Model {
    let share = row.share.or_else(|| was?.budget_share);
    participation::Model {
        id: was.map_or_else(|| ParticipationId(work.id()), |was| was.id),
        project_id,
        organisation_id: Some(organisation_id),
        group_label: None,
        group_size: None,
        role: Some(row.role),
        country: row.country.or_else(|| was?.country),
        // That one left early is said in the file, but not when.
        joined: was.and_then(|was| was.joined),
        left: was.and_then(|was| was.left),
        budget_share: share,
        currency: match (row.share, was) {
            (None, Some(was)) => was.currency,
            _ => CurrencyCode::default(),
        },
    }
}

//! Organisations, and their parts in projects.

use std::collections::HashMap;

use entity::value::{
    CountryCode, CurrencyCode, OrganisationId, ParticipationId, ParticipationRole, Pic, ProjectId, fold,
};
use entity::{organisation, participation, project};
use openapi::organisations::NewOrganisation;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::cells::{Cells, Wrong};
use super::outcome::Outcome;
use super::projects::by_grant;
use super::rows::{self, PartnerRow};
use super::{Published, Stop, refused};
use crate::app::Work;
use crate::error::Result;
use crate::organisations::draft;

/// What is there of that which a batch speaks of.
pub(super) struct Known {
    projects: HashMap<String, project::Model>,
    organisations: HashMap<Pic, organisation::Model>,
    /// Those without a PIC, by name and country.
    without_pic: HashMap<(String, Option<CountryCode>), Vec<organisation::Model>>,
    participations: HashMap<(ProjectId, OrganisationId), Vec<participation::Model>>,
}

impl Published for Known {
    const FILE: &'static str = "organization.csv";
    const COLUMNS: &'static [&'static str] =
        &["projectID", "organisationID", "name", "role", "ecContribution"];
    type Row = PartnerRow;

    fn read(cells: &mut Cells<'_>) -> Result<PartnerRow, Wrong> {
        rows::partner(cells)
    }

    /// One organisation may have several roles in a project, each once.
    fn identity(row: &PartnerRow) -> Option<(u64, u64)> {
        let pic: u64 = row.pic.to_string().parse().ok()?;
        let role = match row.role {
            ParticipationRole::Coordinator => 0,
            ParticipationRole::Beneficiary => 1,
            ParticipationRole::AffiliatedEntity => 2,
            ParticipationRole::AssociatedPartner => 3,
            ParticipationRole::Subcontractor => 4,
        };
        Some((row.grant, pic * 5 + role))
    }

    async fn known(work: &Work<'_>, rows: &[(u64, PartnerRow)]) -> Result<Self> {
        let projects = by_grant(work, rows.iter().map(|(_, row)| row.grant)).await?;
        let by_pic = organisation::COLUMN.pic.is_in(rows.iter().map(|(_, row)| row.pic.to_string()));
        let found = organisation::Entity::find().filter(by_pic).lock_exclusive().all(work.tx).await?;
        let names = rows.iter().map(|(_, row)| fold(&row.name));
        let by_name = organisation::Entity::find()
            .filter(organisation::COLUMN.name_key.is_in(names))
            .filter(organisation::COLUMN.pic.is_null())
            .lock_exclusive();
        let mut without_pic: HashMap<_, Vec<_>> = HashMap::new();
        for row in by_name.all(work.tx).await? {
            without_pic.entry((row.name_key.clone(), row.country)).or_default().push(row);
        }
        let there = participation::Entity::find()
            .filter(participation::COLUMN.project_id.is_in(projects.values().map(|row| row.id)))
            .filter(participation::Column::OrganisationId.is_not_null())
            .lock_exclusive();
        let mut participations: HashMap<_, Vec<_>> = HashMap::new();
        for row in there.all(work.tx).await? {
            if let Some(organisation) = row.organisation_id {
                participations.entry((row.project_id, organisation)).or_default().push(row);
            }
        }
        let organisations = found.into_iter().filter_map(|row| Some((row.pic.clone()?, row))).collect();
        Ok(Self { projects, organisations, without_pic, participations })
    }

    async fn write(&mut self, work: &Work<'_>, row: &PartnerRow, outcome: &mut Outcome) -> Result<(), Stop> {
        let Some(project) = self.projects.get(&row.grant.to_string()).map(|project| project.id) else {
            return Err(no_project("projectID", row.grant));
        };
        let was = self.organisation(row);
        if let Some(was) = &was {
            self.organisations.insert(row.pic.clone(), was.clone());
        }
        let is = was.as_ref().map_or_else(|| added(work, row), |was| filled(was, row));
        let there = self.participations.get(&(project, is.id)).map(Vec::as_slice).unwrap_or_default();
        let index = found(there, row.role);
        let part_was = index.and_then(|index| there.get(index));
        let euro = CurrencyCode::default();
        let other = part_was.filter(|part| part.budget_share.is_some() && part.currency != euro);
        if let Some(part) = other.filter(|_| row.share.is_some()) {
            let reason = format!("the share of the budget is in {}", part.currency);
            return Err(refused("ecContribution", reason));
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
        self.organisations.insert(row.pic.clone(), is);
        Ok(())
    }
}

/// That there is no project of a number.
pub(super) fn no_project(column: &'static str, grant: u64) -> Stop {
    refused(column, format!("there is no project with the grant agreement {grant}"))
}

impl Known {
    /// The organisation of a row, when it is there: the one of its PIC, or the only one of its name and country that has
    /// no PIC yet.
    fn organisation(&mut self, row: &PartnerRow) -> Option<organisation::Model> {
        if let Some(known) = self.organisations.get(&row.pic) {
            return Some(known.clone());
        }
        let alike = self.without_pic.get_mut(&(fold(&row.name), row.country))?;
        if alike.len() == 1 { alike.pop() } else { None }
    }
}

fn added(work: &Work<'_>, row: &PartnerRow) -> organisation::Model {
    let said = NewOrganisation {
        name: row.name.clone(),
        short_name: row.short_name.clone(),
        country: row.country,
        city: row.city.clone(),
        activity_type: row.activity_type,
        pic: Some(row.pic.clone()),
        oid: None,
        vat_number: row.vat_number.clone(),
        website: row.website.clone(),
        owner: None,
    };
    draft::row(OrganisationId(work.id()), said)
}

/// An organisation that is there, and of which more is known now.
fn filled(was: &organisation::Model, row: &PartnerRow) -> organisation::Model {
    let said = NewOrganisation {
        name: was.name.clone(),
        short_name: was.short_name.clone().or_else(|| row.short_name.clone()),
        country: was.country.or(row.country),
        city: was.city.clone().or_else(|| row.city.clone()),
        activity_type: was.activity_type.or(row.activity_type),
        pic: Some(row.pic.clone()),
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
    row: &PartnerRow,
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

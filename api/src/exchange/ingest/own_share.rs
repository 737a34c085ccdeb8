//! The owner's share of a grant: the total contribution to the owner's parts in the project.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use entity::finance::funding_line;
use entity::portfolio::{organisation, participation, project};
use entity::value::{CurrencyCode, Money, ProjectId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use super::grants::is_amended;
use super::outcome::Outcome;
use super::portal::{First, Merge, Records};
use super::project_row::Words;
use super::source::RecordPosition;
use crate::finance::funding::amend_as_published;
use crate::platform::app::UnitOfWork;
use crate::platform::error::Result;

/// Sets the own share of the grants of some projects. An unknown share is filled in, and a share from the
/// portal is amended. A share above the award, or below zero, is not set.
pub(crate) async fn write(
    work: &UnitOfWork<'_>,
    projects: &[(ProjectId, RecordPosition)],
    words: &'static Words,
    outcome: &mut Outcome,
) -> Result<()> {
    let is_owner = organisation::COLUMN.is_owner.eq(true);
    let Some(owner) = organisation::Entity::find().filter(is_owner).one(work.tx).await? else {
        return Ok(());
    };
    let places: BTreeMap<_, _> = projects.iter().map(|(id, place)| (*id, place)).collect();
    let shares = shares(work, &owner, &places).await?;
    let wanted = project::COLUMN.id.is_in(places.keys().copied());
    let mut lines = lines_of(work, places.keys().copied().collect()).await?;
    let mut records = Records::new(words.portal);
    records.read(work, lines.values().flatten().map(|line| line.id.0).collect()).await?;
    for project in project::Entity::find().filter(wanted).all(work.tx).await? {
        let of_grant = |line: &funding_line::Model| {
            line.reference == project.grant_agreement && line.currency == CurrencyCode::default()
        };
        let Some(line) = lines.remove(&project.id).into_iter().flatten().find(of_grant) else { continue };
        if let Some(place) = places.get(&project.id) {
            outcome.goes_to(place);
        }
        let share = shares.get(&project.id).copied();
        let seen =
            project.grant_agreement.as_ref().and_then(|grant| outcome.seen_records.projects.get(grant));
        let updated = seen.and_then(|seen| seen.updated);
        one(work, (&line, updated), share, (words, &mut records), outcome).await?;
    }
    records.save(work).await
}

/// Sets the own share of a line to the total of the parts.
async fn one(
    work: &UnitOfWork<'_>,
    (line, updated): (&funding_line::Model, Option<NaiveDate>),
    share: Option<Money>,
    (words, records): (&'static Words, &mut Records),
    outcome: &mut Outcome,
) -> Result<()> {
    let award = line.total_award;
    let share = share.filter(|share| award.is_some_and(|award| (Money::ZERO..=award).contains(share)));
    let before = records.get(line.id.0).cloned();
    let mut merge = Merge::of(before.as_ref(), &[]);
    let own_share = match line.own_share {
        // An unknown share is filled in, even if a person removed it.
        None => {
            merge.after.insert("own_share".to_owned(), super::portal::json(share.as_ref()));
            share
        }
        known => merge.field("own_share", known, share, First::Keep),
    };
    let is = funding_line::Model { own_share, ..line.clone() };
    words.list(&merge.differing, outcome);
    if is != *line {
        if is_amended(line, &is) {
            amend_as_published(work, line, &is, (words.name, words.reason), updated).await?;
        }
        outcome.put(work, ("funding line", is.id.0), Some(line), &is).await?;
    }
    records.set(is.id.0, merge.after);
    Ok(())
}

/// The contributions to the owner's parts in euro, by project; `None` if none is known.
async fn shares(
    work: &UnitOfWork<'_>,
    owner: &organisation::Model,
    places: &BTreeMap<ProjectId, &RecordPosition>,
) -> Result<HashMap<ProjectId, Money>> {
    let parts = participation::Entity::find()
        .filter(participation::COLUMN.project_id.is_in(places.keys().copied()))
        .filter(participation::COLUMN.organisation_id.eq(owner.id));
    let mut shares = HashMap::new();
    for part in parts.all(work.tx).await? {
        if let Some(share) = part.budget_share.filter(|_| part.currency == CurrencyCode::default()) {
            let total = shares.entry(part.project_id).or_insert(Money::ZERO);
            *total = total.plus(share)?;
        }
    }
    Ok(shares)
}

/// The funding lines of some projects, locked until the unit of work ends.
pub(crate) async fn lines_of(
    work: &UnitOfWork<'_>,
    projects: Vec<ProjectId>,
) -> Result<HashMap<ProjectId, Vec<funding_line::Model>>> {
    let mut lines: HashMap<ProjectId, Vec<_>> = HashMap::new();
    let wanted = funding_line::COLUMN.project_id.is_in(projects);
    for row in funding_line::Entity::find().filter(wanted).lock_exclusive().all(work.tx).await? {
        if let Some(project) = row.project_id {
            lines.entry(project).or_default().push(row);
        }
    }
    Ok(lines)
}

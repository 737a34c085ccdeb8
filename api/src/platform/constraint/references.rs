//! The records that refer to a resource and so prevent its deletion, with labels for people.

use openapi::platform::error_code::ErrorCode;
use std::collections::HashMap;

use entity::finance::{budget, funding_line};
use entity::portfolio::{organisation, programme, project};
use entity::value::{BudgetId, FundingLineId, OrganisationId, ProgrammeId, ProjectId};
use openapi::platform::problem::ErrorLocation;
use sea_orm::{EntityTrait, PaginatorTrait, QueryOrder, QuerySelect, Select};

use crate::platform::app::UnitOfWork;
use crate::platform::error::{Error, Result, fault};
use crate::platform::http::Keyset;
use crate::platform::resource::find_rows;

/// How many records of each kind are named; the others are only counted.
const MAX_NAMED: u64 = 10;

/// A kind of record that can refer to others.
pub(crate) trait Referrer: EntityTrait {
    /// The name of the kind, singular and plural.
    const KIND: (&'static str, &'static str);
    /// The order in which records are named.
    const ORDER: Self::Column;

    /// The label of a record.
    fn label(row: &Self::Model) -> String;

    /// The records that contain it.
    fn within(_: &Self::Model) -> Within {
        Within::default()
    }
}

/// The containers of a record, which help to find it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Within {
    pub(super) project: Option<ProjectId>,
    pub(super) budget: Option<BudgetId>,
    pub(super) line: Option<FundingLineId>,
    pub(super) programme: Option<ProgrammeId>,
    pub(super) payer: Option<OrganisationId>,
}

/// A record that refers to the resource.
#[derive(Debug)]
enum Reference {
    One { named: String, within: Within },
    More { count: u64, kinds: &'static str },
}

/// The records that prevent the deletion of a resource.
#[derive(Debug)]
pub(crate) struct References {
    found: Vec<Reference>,
    /// The verb phrase in the message, singular and plural.
    verbs: (&'static str, &'static str),
}

impl Default for References {
    fn default() -> Self {
        Self { found: Vec::new(), verbs: ("refers to it", "refer to it") }
    }
}

impl References {
    /// For records that are still expected.
    pub(crate) fn still_expected() -> Self {
        Self { verbs: ("is still expected", "are still expected"), ..Self::default() }
    }

    /// Adds the selected rows.
    pub(crate) async fn find<E: Referrer>(&mut self, work: &UnitOfWork<'_>, rows: Select<E>) -> Result<()>
    where
        E::Model: Sync,
    {
        let first = rows.clone().order_by_asc(E::ORDER).limit(MAX_NAMED).all(work.tx).await?;
        let there = u64::try_from(first.len()).map_err(Error::internal)?;
        self.found.extend(first.iter().map(|row| Reference::One {
            named: format!("the {} {}", E::KIND.0, E::label(row)),
            within: E::within(row),
        }));
        if there == MAX_NAMED {
            let count = rows.count(work.tx).await? - there;
            self.found.extend((count > 0).then_some(Reference::More { count, kinds: E::KIND.1 }));
        }
        Ok(())
    }

    /// Checks that no records were found.
    pub(crate) async fn require_none(self, work: &UnitOfWork<'_>) -> Result<()> {
        if self.found.is_empty() {
            return Ok(());
        }
        let places = Places::read(work, &self.found).await?;
        let (one, several) = self.verbs;
        let faults = self.found.into_iter().map(|held| {
            let detail = match held {
                Reference::One { named, within } => format!("{named}{} {one}", places.describe(within)),
                Reference::More { count: 1, kinds } => format!("1 more of the {kinds} {one}"),
                Reference::More { count, kinds } => format!("{count} more {kinds} {several}"),
            };
            fault(ErrorLocation::Path, "/id", ErrorCode::InUse, detail)
        });
        Err(Error::Conflict(faults.collect()))
    }
}

/// The names of the containers.
#[derive(Debug)]
struct Places {
    projects: HashMap<ProjectId, String>,
    budgets: HashMap<BudgetId, budget::Model>,
    lines: HashMap<FundingLineId, funding_line::Model>,
    programmes: HashMap<ProgrammeId, String>,
    payers: HashMap<OrganisationId, String>,
}

impl Places {
    async fn read(work: &UnitOfWork<'_>, held: &[Reference]) -> Result<Self> {
        let within: Vec<Within> = held
            .iter()
            .filter_map(|held| match held {
                Reference::One { within, .. } => Some(*within),
                Reference::More { .. } => None,
            })
            .collect();
        let all = |of: fn(&Within) -> Option<uuid::Uuid>| within.iter().map(of).collect::<Vec<_>>();
        let budgets = rows::<budget::Entity>(work, all(|one| one.budget.map(|id| id.0))).await?;
        let lines = rows::<funding_line::Entity>(work, all(|one| one.line.map(|id| id.0))).await?;
        let of_lines = |of: fn(&funding_line::Model) -> Option<uuid::Uuid>| lines.iter().map(of);
        let mut projects = all(|one| one.project.map(|id| id.0));
        projects.extend(budgets.iter().map(|row| Some(row.project_id.0)));
        projects.extend(of_lines(|row| row.project_id.map(|id| id.0)));
        let mut programmes = all(|one| one.programme.map(|id| id.0));
        programmes.extend(of_lines(|row| row.programme_id.map(|id| id.0)));
        let mut payers = all(|one| one.payer.map(|id| id.0));
        payers.extend(of_lines(|row| row.payer_id.map(|id| id.0)));
        let projects = rows::<project::Entity>(work, projects).await?;
        let programmes = rows::<programme::Entity>(work, programmes).await?;
        let payers = rows::<organisation::Entity>(work, payers).await?;
        Ok(Self {
            projects: projects.into_iter().map(|row| (row.id, row.acronym)).collect(),
            budgets: budgets.into_iter().map(|row| (row.id, row)).collect(),
            lines: lines.into_iter().map(|row| (row.id, row)).collect(),
            programmes: programmes.into_iter().map(|row| (row.id, row.name)).collect(),
            payers: payers.into_iter().map(|row| (row.id, row.name)).collect(),
        })
    }

    /// The location of a record, as a phrase after its label.
    fn describe(&self, within: Within) -> String {
        let budget = within.budget.and_then(|id| self.budgets.get(&id));
        let line = within.line.and_then(|id| self.lines.get(&id));
        let within =
            line.map_or(within, |row| Within { line: within.line, ..super::names::line_within(row) });
        let project = within.project.or(budget.map(|row| row.project_id));
        let places = [
            budget.map(|row| format!("in version {} of the budget \"{}\"", row.version, row.title)),
            line.map(|row| match &row.reference {
                Some(reference) => format!("of the funding line {reference}"),
                None => "of the funding line without a reference".to_owned(),
            }),
            within.programme.and_then(|id| self.programmes.get(&id)).map(|name| format!("under {name}")),
            within.payer.and_then(|id| self.payers.get(&id)).map(|name| format!("from {name}")),
            project.and_then(|id| self.projects.get(&id)).map(|acronym| format!("in the project {acronym}")),
        ];
        let places: Vec<_> = std::iter::once(String::new()).chain(places.into_iter().flatten()).collect();
        places.join(" ")
    }
}

async fn rows<E: Keyset>(work: &UnitOfWork<'_>, ids: Vec<Option<uuid::Uuid>>) -> Result<Vec<E::Model>> {
    find_rows::<E>(work.tx, ids.into_iter()).await
}

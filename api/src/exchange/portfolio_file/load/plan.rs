use entity::finance::{fiscal_year, funding_line, published_share, revenue_entry};
use entity::portfolio::{
    call, event, organisation, participation, programme, project, project_theme, publication, theme,
};
use sea_orm::{FromQueryResult, ModelTrait};

use super::closing;
use super::indicators::Measured;
use super::planned::Planned;
use super::plans::Plans;
use crate::exchange::ingest::Tally;
use crate::finance::revenue::{Totals, hold_years};
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::database::{insert_row, update_changed};
use crate::platform::error::{Error, Result};

/// All rows of a load, in the order in which they are written.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) organisations: Vec<Planned<organisation::Model>>,
    pub(super) programmes: Vec<Planned<programme::Model>>,
    pub(super) calls: Vec<Planned<call::Model>>,
    pub(super) themes: Vec<Planned<theme::Model>>,
    pub(super) projects: Vec<Planned<project::Model>>,
    pub(super) project_themes: Vec<Planned<project_theme::Model>>,
    pub(super) participations: Vec<Planned<participation::Model>>,
    pub(super) funding_lines: Vec<Planned<funding_line::Model>>,
    pub(super) plans: Plans,
    pub(super) indicators: Measured,
    pub(super) publications: Vec<Planned<publication::Model>>,
    pub(super) events: Vec<Planned<event::Model>>,
    pub(super) fiscal_years: Vec<Planned<fiscal_year::Model>>,
    pub(super) published_shares: Vec<Planned<published_share::Model>>,
    pub(super) revenue_entries: Vec<Planned<revenue_entry::Model>>,
}

/// The changes of a load, by kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded(pub Vec<(&'static str, Tally)>);

impl Loaded {
    /// Whether the load changed nothing.
    #[must_use]
    pub fn changed_nothing(&self) -> bool {
        self.0.iter().all(|(_, tally)| tally.added == 0 && tally.changed == 0)
    }
}

impl Plan {
    /// Writes the new and changed rows.
    pub(super) async fn carry_out(self, work: &UnitOfWork<'_>) -> Result<Loaded> {
        let new_entries = self.revenue_entries.iter().filter(|planned| planned.existing.is_none());
        let posted_to = new_entries.map(|planned| planned.desired.fiscal_year_id);
        hold_years(work, posted_to.chain(self.fiscal_years.iter().map(|planned| planned.desired.id))).await?;
        let years = closing::Years::of(self.fiscal_years);
        let mut loaded = vec![
            ("organisations", put(work, "organisation", self.organisations).await?),
            ("programmes", put(work, "programme", self.programmes).await?),
            ("calls", put(work, "call", self.calls).await?),
            ("themes", put(work, "theme", self.themes).await?),
            ("projects", put(work, "project", self.projects).await?),
            ("project themes", put(work, "theme of a project", self.project_themes).await?),
            ("partners", put(work, "partner", self.participations).await?),
            ("funding lines", put(work, "funding line", self.funding_lines).await?),
            ("work packages", put(work, "work package", self.plans.work_packages).await?),
            ("deliverables", put(work, "deliverable", self.plans.deliverables).await?),
            ("milestones", put(work, "milestone", self.plans.milestones).await?),
            ("reports", put(work, "report", self.plans.reports).await?),
            ("date changes", put(work, "date change", self.plans.date_changes).await?),
            ("stage moves", put(work, "stage move", self.plans.stage_moves).await?),
            ("indicators", put(work, "indicator", self.indicators.indicators).await?),
            ("targets", put(work, "target", self.indicators.targets).await?),
            ("measurements", put(work, "measurement", self.indicators.measurements).await?),
            ("target changes", put(work, "target change", self.indicators.target_changes).await?),
            ("publications", put(work, "publication", self.publications).await?),
            ("events", put(work, "event", self.events).await?),
        ];
        put(work, "fiscal year", years.open).await?;
        let entries: Vec<_> = self.revenue_entries.iter().map(|planned| planned.desired.clone()).collect();
        let totals = Totals::read(work.tx, &entries).await?;
        loaded.extend([
            ("fiscal years", years.tally),
            ("published shares", put(work, "published share", self.published_shares).await?),
            ("revenue entries", put(work, "revenue entry", self.revenue_entries).await?),
        ]);
        let pointer = |index| format!("/revenue_entries/{index}/amount");
        let faults = totals.faults(work.tx, &entries, pointer).await?;
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        closing::close(work, years.closing).await?;
        Ok(Loaded(loaded))
    }
}

async fn put<M: ModelTrait + FromQueryResult + PartialEq>(
    work: &UnitOfWork<'_>,
    kind: &'static str,
    rows: Vec<Planned<M>>,
) -> Result<Tally> {
    let mut tally = Tally::default();
    for Planned { existing, desired } in rows {
        match existing {
            Some(existing) if existing == desired => tally.unchanged += 1,
            Some(existing) => {
                work.record(Entry::stored(kind, Some(&existing), &desired));
                update_changed(work.tx, &existing, &desired).await?;
                tally.changed += 1;
            }
            None => {
                work.record(Entry::stored(kind, None, &desired));
                insert_row(work.tx, desired).await?;
                tally.added += 1;
            }
        }
    }
    Ok(tally)
}

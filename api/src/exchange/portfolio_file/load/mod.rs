//! Loads a portfolio file: each item is matched by its name, or added.
//!
//! First all writes are planned against the stored data, and all errors are collected. Only a plan without
//! an error is written. A file adds and changes. Items that it does not contain stay as they are; nothing
//! is deleted.
//!
//! The days of project months are computed here. They follow the start of the project, also for items that
//! are not in the file. History comes only from the file: a load that changes a date or a stage adds no
//! history of its own.

mod calls;
mod closing;
mod deliverables;
mod due;
mod entries;
mod entry;
mod faults;
mod funding;
mod history;
mod identity;
mod indicators;
mod mentions;
mod milestones;
mod organisations;
mod output;
mod partners;
mod parts;
mod plan;
mod planned;
mod plans;
mod programmes;
mod projects;
mod records;
mod reports;
mod work_packages;
pub(super) mod years;

use entity::value::AuditKind;
pub use plan::Loaded;
use serde_json::{Value, json};

use self::faults::Faults;
use self::plan::Plan;
use super::draft::Draft;
use super::stored::Stored;
use crate::finance::revenue::YEARS_LOCK;
use crate::platform::app::UnitOfWork;
use crate::platform::audit::Entry;
use crate::platform::error::{Error, Result};

/// The advisory lock for loads and imports on PostgreSQL. Any unused number.
pub(crate) const LOAD_LOCK: i64 = 0x706f_7274_6c6f_6164;

/// Loads a portfolio file, completely or not at all.
///
/// # Errors
/// [`Error::Invalid`] with all syntax and semantic errors, by JSON pointer.
pub async fn load(work: &UnitOfWork<'_>, draft: Draft) -> Result<Loaded> {
    work.advisory_lock(LOAD_LOCK).await?;
    work.advisory_lock(YEARS_LOCK).await?;
    let stored = Stored::read(work.tx).await?;
    let mut faults = Faults::new(&draft);
    let plan = plan(work, &draft, stored, &mut faults);
    let faults = faults.into_inner();
    let faults = draft.all_faults(faults);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let loaded = plan.carry_out(work).await?;
    if !loaded.changed_nothing() {
        let spoken_of = loaded.0.iter().filter(|(_, tally)| tally.added + tally.changed > 0);
        let counts = spoken_of.map(|(kind, tally)| {
            ((*kind).to_owned(), json!({ "added": tally.added, "changed": tally.changed }))
        });
        work.record(Entry::of(AuditKind::Loaded, None).with_details(Value::Object(counts.collect())));
    }
    Ok(loaded)
}

fn plan(work: &UnitOfWork<'_>, draft: &Draft, stored: Stored, faults: &mut Faults<'_>) -> Plan {
    let file = &draft.file;
    let organisations = organisations::Directory::of(work, file, stored.organisations, faults);
    let programmes = programmes::Programmes::of(work, file, stored.programmes, &organisations, faults);
    let calls = calls::calls(work, file, &programmes, stored.calls, faults);
    let themes = programmes::Themes::of(work, file, stored.themes, faults);
    let projects = projects::Projects::of(work, file, stored.projects, faults);
    let project_themes = projects::themes(file, &projects, &themes, stored.project_themes, faults);
    let partners =
        partners::Partners::of(work, file, &projects, &organisations, stored.participations, faults);
    let names = funding::FundingReferences {
        organisations: &organisations,
        programmes: &programmes,
        projects: &projects,
    };
    let plans = plans::Plans::of(work, file, (&names, &partners), stored.plans, faults);
    let indicators = indicators::Measured::of(work, file, &projects, stored.indicators, faults);
    let lines = funding::Lines::of(work, file, &names, stored.funding_lines, faults);
    let about = output::About { themes: &themes, projects: &projects };
    let publications = output::publications(work, file, &about, stored.publications, faults);
    let events = output::events(work, file, &about, stored.events, faults);
    let years = years::Years::of(work, file, stored.fiscal_years, faults);
    let published_shares = years::published_shares(file, &years, stored.published_shares, faults);
    let revenue_entries =
        entries::entries(work, file, &years, &names, &lines, stored.revenue_entries, faults);
    Plan {
        organisations: organisations.into_planned(),
        programmes: programmes.into_planned(),
        calls,
        themes: themes.into_planned(),
        projects: projects.into_planned(),
        project_themes,
        participations: partners.into_planned(),
        funding_lines: lines.into_planned(),
        plans,
        indicators,
        publications,
        events,
        fiscal_years: years.into_planned(),
        published_shares,
        revenue_entries,
    }
}

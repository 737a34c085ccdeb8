//! Loading a portfolio file: everything in it is found again by its name, or added.
//!
//! First the whole of what is to be written is planned, against what is stored, and every fault on the way is
//! noted. Only a plan without a fault is carried out. A file adds and changes; what it does not speak of stays
//! as it is, and nothing is ever deleted.

mod entries;
mod entry;
mod faults;
mod funding;
mod identity;
mod mentions;
mod organisations;
mod output;
mod partners;
mod plan;
mod programmes;
mod projects;
pub(super) mod years;

pub use plan::{Loaded, Tally};

use self::faults::Faults;
use self::plan::Plan;
use super::draft::Draft;
use super::stored::Stored;
use crate::app::Work;
use crate::error::{Error, Result};

/// The lock under which PostgreSQL loads: any number that nobody else takes.
const LOAD_LOCK: i64 = 0x706f_7274_6c6f_6164;

/// Loads a portfolio file, whole or not at all.
///
/// # Errors
/// [`Error::Invalid`] with every fault of form and of sense, by JSON pointer.
pub async fn load(work: &Work<'_>, draft: Draft) -> Result<Loaded> {
    work.alone(LOAD_LOCK).await?;
    let stored = Stored::read(work.tx).await?;
    let mut faults = Faults::new(&draft);
    let plan = plan(work, &draft, stored, &mut faults);
    let faults = faults.into_inner();
    let faults = draft.all_faults(faults);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    plan.carry_out(work).await
}

fn plan(work: &Work<'_>, draft: &Draft, stored: Stored, faults: &mut Faults<'_>) -> Plan {
    let file = &draft.file;
    let organisations = organisations::Directory::of(work, file, stored.organisations, faults);
    let programmes = programmes::Programmes::of(work, file, stored.programmes, &organisations, faults);
    let themes = programmes::Themes::of(work, file, stored.themes, faults);
    let projects = projects::Projects::of(work, file, stored.projects, faults);
    let project_themes = projects::themes(file, &projects, &themes, stored.project_themes, faults);
    let participations =
        partners::participations(work, file, &projects, &organisations, stored.participations, faults);
    let names =
        funding::Names { organisations: &organisations, programmes: &programmes, projects: &projects };
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
        themes: themes.into_planned(),
        projects: projects.into_planned(),
        project_themes,
        participations,
        funding_lines: lines.into_planned(),
        publications,
        events,
        fiscal_years: years.into_planned(),
        published_shares,
        revenue_entries,
    }
}
